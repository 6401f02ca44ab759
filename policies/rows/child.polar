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

# education: enrolled in the district, or living there and of compulsory school age (义务教育法 十一).
allow(caller: Caller, "duty", row: Child) if
    caller.subject = "education" and row.school_district_id = caller.district_id;
allow(caller: Caller, "duty", row: Child) if
    caller.subject = "education" and row.district_id = caller.district_id and
    row.birth_date > caller.born_for_school_after and
    row.birth_date <= caller.born_for_school_by;
# education: those of that age who live in the district and go to no school, and open dropout cases.
allow(caller: Caller, "duty:out_of_school", row: Child) if
    caller.subject = "education" and row.district_id = caller.district_id and row.school_id = nil and
    row.birth_date > caller.born_for_school_after and
    row.birth_date <= caller.born_for_school_by;
allow(caller: Caller, "duty:out_of_school", row: Child) if
    caller.subject = "education" and d in row.dropout_cases and d.status = "OPEN" and
    d.school_district_id = caller.district_id;
allow(caller: Caller, "duty:out_of_school", row: Child) if
    caller.subject = "education" and d in row.dropout_cases and d.status = "OPEN" and
    d.district_id = caller.district_id and row.birth_date > caller.born_for_school_after and
    row.birth_date <= caller.born_for_school_by;

# kindergarten: own pupils until transfer, as a school.
allow(caller: Caller, "duty", row: Child) if
    caller.subject = "kindergarten" and row.school_id = caller.organisation_id;
deny(caller: Caller, _, row: Child) if caller.subject = "kindergarten" and row.sealed = true;
