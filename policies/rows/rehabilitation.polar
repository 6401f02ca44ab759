# The federation reads what it arranged for the district's children with a disability.
allow(caller: Caller, "duty", row: Rehabilitation) if
    caller.subject = "disabled_federation" and row.district_id = caller.district_id;
