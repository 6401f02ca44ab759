# Governance evaluates the district's units and towns.
allow(caller: Caller, "duty", row: Evaluation) if
    caller.subject = "governance" and row.district_id = caller.district_id;
