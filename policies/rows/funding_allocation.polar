# Finance reads the funds that it allocated.
allow(caller: Caller, "duty", row: FundingAllocation) if
    caller.subject = "finance" and row.organisation_id = caller.organisation_id;
