# Boarders of a school or kindergarten; education reads those of its schools.
allow(caller: Caller, "duty", row: BoardingPlace) if
    caller.subject in ["school", "kindergarten"] and row.school_id = caller.organisation_id and
    row.child.school_id = caller.organisation_id and row.child.sealed = false;
allow(caller: Caller, "duty", row: BoardingPlace) if
    caller.subject = "education" and row.school_district_id = caller.district_id and
    row.child.school_district_id = caller.district_id;
