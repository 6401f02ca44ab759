# Attempts to persuade back, as their dropout cases.
allow(caller: Caller, "duty", row: PersuasionAttempt) if
    caller.subject = "school" and row.school_id = caller.organisation_id and
    row.child.school_id = caller.organisation_id and row.child.sealed = false;
# Education, as for the case.
allow(caller: Caller, "duty", row: PersuasionAttempt) if
    caller.subject = "education" and row.school_district_id = caller.district_id and row.dropout_case.status = "OPEN";
allow(caller: Caller, "duty", row: PersuasionAttempt) if
    caller.subject = "education" and row.school_district_id = caller.district_id and
    row.child.school_district_id = caller.district_id;
allow(caller: Caller, "duty", row: PersuasionAttempt) if
    caller.subject = "education" and row.district_id = caller.district_id and
    row.child.birth_date > caller.born_for_school_after and row.child.birth_date <= caller.born_for_school_by;
