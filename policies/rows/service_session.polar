# A provider reads its own sessions; whom they were with, needs and notes while the child is referred to it.
allow(caller: Caller, "duty", row: ServiceSession) if
    caller.subject = "social_work_body" and row.provider_organisation_id = caller.organisation_id;
allow(caller: Caller, "duty:referred", row: ServiceSession) if
    caller.subject = "social_work_body" and row.provider_organisation_id = caller.organisation_id and
    r in row.referrals_of_child and r.to_organisation_id = caller.organisation_id and
    r.purpose in ["guardianship_guidance", "family_relations", "social_work"] and r.status = "ACCEPTED" and
    r.ends_at > caller.now;

# With the child's record its sessions are sealed.
deny(caller: Caller, _, row: ServiceSession) if caller.subject = "social_work_body" and row.child.sealed = true;
# Recusal: as for the child, not whom they were with.
deny(caller: Caller, "duty:referred", row: ServiceSession) if
    i in row.incidents_of_child and i.respondent_organisation_id = caller.organisation_id;
deny(caller: Caller, "duty:referred", row: ServiceSession) if
    r in row.reports_of_child and r.respondent_organisation_id = caller.organisation_id;
