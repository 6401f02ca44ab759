# The procuratorate reads the cases before it.
allow(caller: Caller, "duty", row: JuvenileCase) if
    caller.subject = "procuratorate" and row.organisation_id = caller.organisation_id;
