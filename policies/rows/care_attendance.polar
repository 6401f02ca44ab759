# An institution's own register of the children that are in its care.
allow(caller: Caller, "duty", row: CareAttendance) if
    caller.subject = "care_institution" and row.organisation_id = caller.organisation_id and
    row.enrolment.status = "IN_CARE";

# With the child's record its care is sealed.
deny(caller: Caller, _, row: CareAttendance) if caller.subject = "care_institution" and row.child.sealed = true;
