# Who may fetch a child, while it is in the care of the institution.
allow(caller: Caller, "duty", row: PickUpPerson) if
    caller.subject = "care_institution" and row.organisation_id = caller.organisation_id and
    row.enrolment.status = "IN_CARE";

# With the child's record its care is sealed.
deny(caller: Caller, _, row: PickUpPerson) if caller.subject = "care_institution" and row.child.sealed = true;
