# What a school found of the mind or behaviour of its own pupil. Nobody else reads it, education neither.
allow(caller: Caller, "duty", row: WellbeingFinding) if
    caller.subject = "school" and row.school_id = caller.organisation_id and
    row.child.school_id = caller.organisation_id and row.child.sealed = false;
