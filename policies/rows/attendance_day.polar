# A school's own register, of pupils that are still its own. Beside education no other subject reads attendance by the day.
allow(caller: Caller, "duty", row: AttendanceDay) if
    caller.subject = "school" and row.school_id = caller.organisation_id and
    row.child.school_id = caller.organisation_id and row.child.sealed = false;

# education: attendance in its schools, of their present pupils.
allow(caller: Caller, "duty", row: AttendanceDay) if
    caller.subject = "education" and row.school_district_id = caller.district_id and
    row.child.school_district_id = caller.district_id;

# kindergarten: its own register, as a school.
allow(caller: Caller, "duty", row: AttendanceDay) if
    caller.subject = "kindergarten" and row.school_id = caller.organisation_id and
    row.child.school_id = caller.organisation_id and row.child.sealed = false;
