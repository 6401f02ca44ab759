# Human resources reads the support that it gave.
allow(caller: Caller, "duty", row: EmploymentSupport) if
    caller.subject = "human_resources" and row.organisation_id = caller.organisation_id;
