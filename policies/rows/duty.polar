# Who owes it sees it while it stands: the organisation, and the guardian who owes it in person.
allow(caller: Caller, "duty", row: Duty) if
    row.organisation_id = caller.organisation_id and row.started_at <= caller.now and row.lapses_at > caller.now;
allow(caller: Caller, "duty", row: Duty) if
    caller.subject = "guardian" and row.guardian_id = caller.guardian_id and
    row.started_at <= caller.now and row.lapses_at > caller.now and
    t in row.guardianships_of_child and t.guardian_id = caller.guardian_id and
    t.ends_at > caller.now and t.barred_until <= caller.now;

# The unit above counts what its organisations owe.
allow(caller: Caller, "duty:above", row: Duty) if
    caller.subject in ["civil_affairs", "education", "health", "governance"] and
    row.superior_organisation_id = caller.organisation_id and row.started_at <= caller.now and row.lapses_at > caller.now;

# Recusal and sealed files, as for the record that the duty comes from.
deny(caller: Caller, _, row: Duty) if row.barred_organisation_id = caller.organisation_id;
deny(caller: Caller, _, row: Duty) if
    caller.subject != "police" and caller.subject != "court" and row.sealed = true;
deny(caller: Caller, _, row: Duty) if
    caller.subject in ["village", "school", "kindergarten", "hospital", "social_work_body"] and row.child.sealed = true;
# Nor does it owe an answer to a referral from which it is recused.
deny(caller: Caller, _, row: Duty) if
    row.code = "referral_answer" and i in row.incidents_of_child and i.respondent_organisation_id = caller.organisation_id;
deny(caller: Caller, _, row: Duty) if
    row.code = "referral_answer" and r in row.reports_of_child and r.respondent_organisation_id = caller.organisation_id;
# Whom police ask for assistance gives away who reported: that is not counted above (conflict 1).
deny(_caller: Caller, "duty:above", row: Duty) if row.code = "assistance_answer";
