# Governance enters and reads the district's inspections.
allow(caller: Caller, "duty", row: Inspection) if
    caller.subject = "governance" and row.district_id = caller.district_id;
