# What a school or kindergarten provides; education reads those of its schools.
allow(caller: Caller, "duty", row: ProvisionRecord) if
    caller.subject in ["school", "kindergarten"] and row.school_id = caller.organisation_id;
allow(caller: Caller, "duty", row: ProvisionRecord) if
    caller.subject = "education" and row.school_district_id = caller.district_id;
