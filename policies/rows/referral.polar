# Sent or received by the caller's organisation; the lead unit sees the district's.
allow(caller: Caller, "duty", row: Referral) if row.from_organisation_id = caller.organisation_id;
allow(caller: Caller, "duty", row: Referral) if row.to_organisation_id = caller.organisation_id;
allow(caller: Caller, "duty:lead", row: Referral) if
    caller.subject = "civil_affairs" and row.district_id = caller.district_id;

# Recusal: the organisation that a respondent works for learns of no referral of the child, offered, accepted or ended.
deny(caller: Caller, _, row: Referral) if
    i in row.incidents_of_child and i.respondent_organisation_id = caller.organisation_id;
deny(caller: Caller, _, row: Referral) if
    r in row.reports_of_child and r.respondent_organisation_id = caller.organisation_id;
