# On the ground: own pupils until transfer, children who live in the village, in the town's villages, in the district.
allow(caller: Caller, "duty", row: Child) if caller.subject = "school" and row.school_id = caller.organisation_id;
allow(caller: Caller, "duty", row: Child) if caller.subject = "village" and row.village_id = caller.village_id;
allow(caller: Caller, "duty", row: Child) if caller.subject = "town" and row.town_id = caller.town_id;
allow(caller: Caller, "duty", row: Child) if
    caller.subject = "civil_affairs" and row.district_id = caller.district_id;

# Police: a child only through a report or an incident of the district.
allow(caller: Caller, "duty", row: Child) if
    caller.subject = "police" and r in row.reports and r.district_id = caller.district_id;
allow(caller: Caller, "duty", row: Child) if
    caller.subject = "police" and i in row.incidents and i.district_id = caller.district_id;
allow(caller: Caller, "duty:open_incident", row: Child) if
    caller.subject = "police" and i in row.incidents and i.district_id = caller.district_id and i.status = "OPEN";
# By exact search: the child whose number this one request names (extensions.soughtIdentityNumber).
allow(caller: Caller, "duty:identity_search", row: Child) if
    caller.subject = "police" and row.identity_number = caller.sought_identity_number;

# Court: children of petitions before it.
allow(caller: Caller, "duty", row: Child) if
    caller.subject = "court" and p in row.petitions and p.court_organisation_id = caller.organisation_id;

# Referrals accepted by the caller's organisation, until they end. Every referral has an end.
allow(caller: Caller, "referral:schooling", row: Child) if
    r in row.referrals and r.to_organisation_id = caller.organisation_id and
    r.purpose = "schooling" and r.status = "ACCEPTED" and r.ends_at > caller.now;
allow(caller: Caller, "referral:guardianship_guidance", row: Child) if
    r in row.referrals and r.to_organisation_id = caller.organisation_id and
    r.purpose = "guardianship_guidance" and r.status = "ACCEPTED" and r.ends_at > caller.now;
allow(caller: Caller, "referral:safety", row: Child) if
    r in row.referrals and r.to_organisation_id = caller.organisation_id and
    r.purpose = "safety" and r.status = "ACCEPTED" and r.ends_at > caller.now;

# Break-glass: opened by this very person, not revoked, not over.
allow(caller: Caller, "break_glass:rescue", row: Child) if
    e in row.emergency_accesses and e.person_id = caller.person_id and
    e.organisation_id = caller.organisation_id and e.purpose = "rescue" and e.revoked = false and
    e.opened_at <= caller.now and e.ends_at > caller.now;

# A sealed record is hidden from those around the child, whatever door they come by.
deny(caller: Caller, _, row: Child) if caller.subject in ["school", "village"] and row.sealed = true;

# The emergency chain. Homes and stations: a child placed there, while it is there, unless the respondent works there.
allow(caller: Caller, "duty:host", row: Child) if
    caller.subject in ["rescue_station", "welfare_home", "temporary_shelter"] and p in row.placements and
    p.host_organisation_id = caller.organisation_id and p.status = "RUNNING" and p.sealed = false;
deny(caller: Caller, "duty:host", row: Child) if
    i in row.incidents and i.respondent_organisation_id = caller.organisation_id;
deny(caller: Caller, _, row: Child) if
    caller.subject in ["hospital", "social_work_body", "rescue_station", "welfare_home", "temporary_shelter"] and
    row.sealed = true;
# Hospitals and social work bodies: a child of whom they are asked, until they have answered.
allow(caller: Caller, "duty:asked", row: Child) if
    caller.subject in ["hospital", "social_work_body"] and p in row.assessment_parts and
    p.asked_organisation_id = caller.organisation_id and p.status = "ASKED";
deny(caller: Caller, "duty:asked", row: Child) if
    r in row.reports and r.respondent_organisation_id = caller.organisation_id;
# Hospitals: a child whose injury they assess.
allow(caller: Caller, "duty:asked", row: Child) if
    caller.subject = "hospital" and a in row.injury_assessments and
    a.hospital_organisation_id = caller.organisation_id and a.status in ["REQUESTED", "EXAMINED"];
# The procuratorate: children of incidents filed as cases and of petitions.
allow(caller: Caller, "duty", row: Child) if
    caller.subject = "procuratorate" and i in row.incidents and i.district_id = caller.district_id and
    i.filed_as_case = true and i.sealed = false;
allow(caller: Caller, "duty", row: Child) if
    caller.subject = "procuratorate" and p in row.petitions and p.district_id = caller.district_id;
