# Police carry out the district's transfers.
allow(caller: Caller, "duty", row: RegistrationTransfer) if
    caller.subject = "police" and row.district_id = caller.district_id;
