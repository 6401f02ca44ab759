# Notices that a school or kindergarten sent to parents and carers of its own pupils.
allow(caller: Caller, "duty", row: CareNotice) if
    caller.subject in ["school", "kindergarten"] and row.school_id = caller.organisation_id and
    row.child.school_id = caller.organisation_id and row.child.sealed = false;

# Recusal: not where the notice came of a report whose respondent works for the organisation.
deny(caller: Caller, _, row: CareNotice) if row.report.respondent_organisation_id = caller.organisation_id;
