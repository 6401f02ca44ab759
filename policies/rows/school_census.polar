# A school or kindergarten registers its pupils until they transfer; education reads the registers of its schools.
allow(caller: Caller, "duty", row: SchoolCensus) if
    caller.subject in ["school", "kindergarten"] and row.school_id = caller.organisation_id and
    row.child.school_id = caller.organisation_id and row.child.sealed = false;
allow(caller: Caller, "duty", row: SchoolCensus) if
    caller.subject = "education" and row.school_district_id = caller.district_id and
    row.child.school_district_id = caller.district_id;
