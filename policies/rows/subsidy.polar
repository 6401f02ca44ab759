# Finance reads the subsidies that it granted.
allow(caller: Caller, "duty", row: Subsidy) if
    caller.subject = "finance" and row.organisation_id = caller.organisation_id;
