# Subsidies through schools and kindergartens; education grants them, finance accounts for the district's.
allow(caller: Caller, "duty", row: EducationSubsidy) if
    caller.subject in ["school", "kindergarten"] and row.school_id = caller.organisation_id and
    row.child.school_id = caller.organisation_id and row.child.sealed = false;
allow(caller: Caller, "duty", row: EducationSubsidy) if
    caller.subject = "education" and row.school_district_id = caller.district_id and
    row.child.school_district_id = caller.district_id;
allow(caller: Caller, "duty:account", row: EducationSubsidy) if
    caller.subject = "finance" and row.school_district_id = caller.district_id;
