# What happened to a child in the care of the institution, while it is there.
allow(caller: Caller, "duty", row: CareEvent) if
    caller.subject = "care_institution" and row.organisation_id = caller.organisation_id and
    row.enrolment.status = "IN_CARE";

# With the child's record its care is sealed.
deny(caller: Caller, _, row: CareEvent) if caller.subject = "care_institution" and row.child.sealed = true;
