# The union reads the groups of workers that it runs.
allow(caller: Caller, "duty", row: MutualHelp) if
    caller.subject = "trade_union" and row.organisation_id = caller.organisation_id;
