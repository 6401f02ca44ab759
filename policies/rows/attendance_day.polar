# A school's own register, of pupils that are still its own. No other subject reads attendance by the day.
allow(caller: Caller, "duty", row: AttendanceDay) if
    caller.subject = "school" and row.school_id = caller.organisation_id and
    row.child.school_id = caller.organisation_id and row.child.sealed = false;
