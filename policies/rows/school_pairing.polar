# Pairings that a school or kindergarten made for its pupils; education reads those of its schools.
allow(caller: Caller, "duty", row: SchoolPairing) if
    caller.subject in ["school", "kindergarten"] and row.school_id = caller.organisation_id and
    row.child.school_id = caller.organisation_id and row.child.sealed = false;
allow(caller: Caller, "duty", row: SchoolPairing) if
    caller.subject = "education" and row.school_district_id = caller.district_id and
    row.child.school_district_id = caller.district_id;
