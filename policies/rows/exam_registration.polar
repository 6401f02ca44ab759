# Examinations after junior school; education registers for them where the child lives.
allow(caller: Caller, "duty", row: ExamRegistration) if
    caller.subject = "school" and row.school_id = caller.organisation_id and
    row.child.school_id = caller.organisation_id and row.child.sealed = false;
allow(caller: Caller, "duty", row: ExamRegistration) if
    caller.subject = "education" and row.school_district_id = caller.district_id and
    row.child.school_district_id = caller.district_id;
