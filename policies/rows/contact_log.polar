# Contact that a school, kindergarten or village helped to make, of its own pupils or of children who live there.
allow(caller: Caller, "duty", row: ContactLog) if
    caller.subject in ["school", "kindergarten"] and row.helper_organisation_id = caller.organisation_id and
    row.child.school_id = caller.organisation_id and row.child.sealed = false;
allow(caller: Caller, "duty", row: ContactLog) if
    caller.subject = "village" and row.helper_organisation_id = caller.organisation_id and
    row.child.village_id = caller.village_id and row.child.sealed = false;
