# Police check the district's schools with education; a school reads the checks of its own.
allow(caller: Caller, "duty", row: SafetyCheck) if
    caller.subject in ["police", "education"] and row.district_id = caller.district_id;
allow(caller: Caller, "duty", row: SafetyCheck) if
    caller.subject in ["school", "kindergarten"] and row.school_id = caller.organisation_id;
