# Findings are read by those who read the check.
allow(caller: Caller, "duty", row: SafetyFinding) if
    caller.subject in ["police", "education"] and row.district_id = caller.district_id;
allow(caller: Caller, "duty", row: SafetyFinding) if
    caller.subject in ["school", "kindergarten"] and row.school_id = caller.organisation_id;
