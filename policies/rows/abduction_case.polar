# Police investigate the district's abduction cases.
allow(caller: Caller, "duty", row: AbductionCase) if
    caller.subject = "police" and row.district_id = caller.district_id;
