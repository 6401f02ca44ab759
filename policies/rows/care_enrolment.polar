# An institution reads the enrolments of the children in its care, until they leave.
allow(caller: Caller, "duty", row: CareEnrolment) if
    caller.subject = "care_institution" and row.organisation_id = caller.organisation_id and row.status = "IN_CARE";

# With the child's record its care is sealed.
deny(caller: Caller, _, row: CareEnrolment) if caller.subject = "care_institution" and row.child.sealed = true;
