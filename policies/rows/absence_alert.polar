# Absence is followed by schools, not by kindergartens (义务教育); education reads the alerts of its schools.
allow(caller: Caller, "duty", row: AbsenceAlert) if
    caller.subject = "school" and row.school_id = caller.organisation_id and
    row.child.school_id = caller.organisation_id and row.child.sealed = false;
allow(caller: Caller, "duty", row: AbsenceAlert) if
    caller.subject = "education" and row.school_district_id = caller.district_id and
    row.child.school_district_id = caller.district_id;
