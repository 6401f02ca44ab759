# On the ground: own pupils until transfer, children who live in the village, in the town's villages, in the district.
allow(caller: Caller, "duty", row: Child) if caller.subject = "school" and row.school_id = caller.organisation_id;
allow(caller: Caller, "duty", row: Child) if caller.subject = "village" and row.village_id = caller.village_id;
allow(caller: Caller, "duty", row: Child) if caller.subject = "town" and row.town_id = caller.town_id;
allow(caller: Caller, "duty", row: Child) if
    caller.subject = "civil_affairs" and row.district_id = caller.district_id;

# Police: a child only through a report or an incident of the district, not against their own staff.
allow(caller: Caller, "duty", row: Child) if
    caller.subject = "police" and r in row.reports and r.district_id = caller.district_id and
    r.respondent_organisation_id = nil;
allow(caller: Caller, "duty", row: Child) if
    caller.subject = "police" and r in row.reports and r.district_id = caller.district_id and
    r.respondent_organisation_id != caller.organisation_id;
allow(caller: Caller, "duty", row: Child) if
    caller.subject = "police" and i in row.incidents and i.district_id = caller.district_id and
    i.respondent_organisation_id = nil;
allow(caller: Caller, "duty", row: Child) if
    caller.subject = "police" and i in row.incidents and i.district_id = caller.district_id and
    i.respondent_organisation_id != caller.organisation_id;
allow(caller: Caller, "duty:open_incident", row: Child) if
    caller.subject = "police" and i in row.incidents and i.district_id = caller.district_id and i.status = "OPEN" and
    i.respondent_organisation_id = nil;
allow(caller: Caller, "duty:open_incident", row: Child) if
    caller.subject = "police" and i in row.incidents and i.district_id = caller.district_id and i.status = "OPEN" and
    i.respondent_organisation_id != caller.organisation_id;
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

# Recusal: the organisation that a respondent works for is no helper, by whatever referral.
deny(caller: Caller, "referral", row: Child) if
    i in row.incidents and i.respondent_organisation_id = caller.organisation_id;
deny(caller: Caller, "referral", row: Child) if
    r in row.reports and r.respondent_organisation_id = caller.organisation_id;

# Break-glass: opened by this very person, not revoked, not over.
allow(caller: Caller, "break_glass:rescue", row: Child) if
    e in row.emergency_accesses and e.person_id = caller.person_id and
    e.organisation_id = caller.organisation_id and e.purpose = "rescue" and e.revoked = false and
    e.opened_at <= caller.now and e.ends_at > caller.now;

# A sealed record is hidden from those around the child, whatever door they come by.
deny(caller: Caller, _, row: Child) if
    caller.subject in [
        "school", "kindergarten", "village", "hospital", "social_work_body", "care_institution", "rescue_station",
        "welfare_home", "temporary_shelter", "trade_union", "youth_league", "womens_federation",
        "next_generation", "charity_or_volunteer_body"
    ] and row.sealed = true;

# Justice: children of its legal-aid and correction cases. The procuratorate: of its juvenile cases.
allow(caller: Caller, "duty", row: Child) if
    caller.subject = "justice" and l in row.legal_aid_cases and l.organisation_id = caller.organisation_id;
allow(caller: Caller, "duty", row: Child) if
    caller.subject = "justice" and c in row.correction_records and c.organisation_id = caller.organisation_id;
allow(caller: Caller, "duty", row: Child) if
    caller.subject = "procuratorate" and j in row.juvenile_cases and j.organisation_id = caller.organisation_id;

# Health: rural children of the district, by category, so that an index serves each.
allow(caller: Caller, "duty", row: Child) if
    caller.subject = "health" and row.district_id = caller.district_id and row.category = "LEFT_BEHIND";
allow(caller: Caller, "duty", row: Child) if
    caller.subject = "health" and row.district_id = caller.district_id and row.category = "OTHER_RURAL";
# A hospital: its own patients.
allow(caller: Caller, "duty", row: Child) if
    caller.subject = "hospital" and c in row.check_ups and c.organisation_id = caller.organisation_id;
allow(caller: Caller, "duty", row: Child) if
    caller.subject = "hospital" and g in row.growth_measurements and g.organisation_id = caller.organisation_id;
allow(caller: Caller, "duty", row: Child) if
    caller.subject = "hospital" and i in row.immunisations and i.organisation_id = caller.organisation_id;
allow(caller: Caller, "duty", row: Child) if
    caller.subject = "hospital" and n in row.nutrition_guidances and n.organisation_id = caller.organisation_id;
allow(caller: Caller, "duty", row: Child) if
    caller.subject = "hospital" and t in row.treatments and t.organisation_id = caller.organisation_id;
# The disabled persons' federation: children with a disability.
allow(caller: Caller, "duty", row: Child) if
    caller.subject = "disabled_federation" and row.district_id = caller.district_id and row.disability_grade >= 1;
# Services for children and families: referred to a social work body, until the referral ends.
allow(caller: Caller, "referral:family_relations", row: Child) if
    r in row.referrals and r.to_organisation_id = caller.organisation_id and
    r.purpose = "family_relations" and r.status = "ACCEPTED" and r.ends_at > caller.now;
allow(caller: Caller, "referral:social_work", row: Child) if
    r in row.referrals and r.to_organisation_id = caller.organisation_id and
    r.purpose = "social_work" and r.status = "ACCEPTED" and r.ends_at > caller.now;

# care_institution: children in its care.
allow(caller: Caller, "duty", row: Child) if
    caller.subject = "care_institution" and e in row.care_enrolments and
    e.organisation_id = caller.organisation_id and e.status = "IN_CARE";
# Group organisations: while the child takes part in a programme or activity of theirs, is paired by them, or a call about
# it is followed. Charities and volunteer bodies: while it is paired by them.
allow(caller: Caller, "duty", row: Child) if
    caller.subject in ["trade_union", "youth_league", "womens_federation", "next_generation"] and
    p in row.participations and p.organisation_id = caller.organisation_id and p.status = "ACTIVE";
allow(caller: Caller, "duty", row: Child) if
    caller.subject in ["trade_union", "youth_league", "womens_federation", "next_generation", "charity_or_volunteer_body"] and
    p in row.group_pairings and p.organisation_id = caller.organisation_id and p.status = "ACTIVE";
allow(caller: Caller, "duty", row: Child) if
    caller.subject in ["youth_league", "womens_federation"] and
    h in row.hotline_cases and h.organisation_id = caller.organisation_id and h.status != "CLOSED";
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
# The emergency chain. Homes and stations: a child placed there, while it is there, unless the respondent works there.
allow(caller: Caller, "duty:host", row: Child) if
    caller.subject in ["rescue_station", "welfare_home", "temporary_shelter"] and p in row.placements and
    p.host_organisation_id = caller.organisation_id and p.status = "RUNNING" and p.sealed = false;
deny(caller: Caller, "duty:host", row: Child) if
    i in row.incidents and i.respondent_organisation_id = caller.organisation_id;
deny(caller: Caller, "duty:host", row: Child) if
    r in row.reports and r.respondent_organisation_id = caller.organisation_id;
# Hospitals and social work bodies: a child of whom they are asked, until they have answered.
allow(caller: Caller, "duty:asked", row: Child) if
    caller.subject in ["hospital", "social_work_body"] and p in row.assessment_parts and
    p.asked_organisation_id = caller.organisation_id and p.status = "ASKED";
deny(caller: Caller, "duty:asked", row: Child) if
    i in row.incidents and i.respondent_organisation_id = caller.organisation_id;
deny(caller: Caller, "duty:asked", row: Child) if
    r in row.reports and r.respondent_organisation_id = caller.organisation_id;
# Hospitals: a child whose injury they assess.
allow(caller: Caller, "duty:asked", row: Child) if
    caller.subject = "hospital" and a in row.injury_assessments and
    a.hospital_organisation_id = caller.organisation_id and a.status in ["REQUESTED", "EXAMINED"] and
    a.incident.sealed = false;
# The procuratorate: children of incidents filed as cases and of petitions.
allow(caller: Caller, "duty", row: Child) if
    caller.subject = "procuratorate" and i in row.incidents and i.district_id = caller.district_id and
    i.filed_as_case = true and i.sealed = false and
    i.respondent_organisation_id = nil;
allow(caller: Caller, "duty", row: Child) if
    caller.subject = "procuratorate" and i in row.incidents and i.district_id = caller.district_id and
    i.filed_as_case = true and i.sealed = false and
    i.respondent_organisation_id != caller.organisation_id;
allow(caller: Caller, "duty", row: Child) if
    caller.subject = "procuratorate" and p in row.petitions and p.district_id = caller.district_id;

# A record that has ended, kept for a running case alone, has left its town: it is nobody's around the child (个人信息保护法 四十七).
deny(caller: Caller, _, row: Child) if
    caller.subject in ["health", "education", "disabled_federation", "guardian", "entrusted_guardian"] and row.former_town_id != nil;

# A guardian: the own children, while guardian and not barred. An entrusted guardian: while the agreement is in force.
allow(caller: Caller, "duty", row: Child) if
    caller.subject = "guardian" and g in row.guardianships and g.guardian_id = caller.guardian_id and
    g.custody = true and g.ends_at > caller.now and g.barred_until <= caller.now;
allow(caller: Caller, "duty", row: Child) if
    caller.subject = "entrusted_guardian" and a in row.agreements and a.carer_id = caller.guardian_id and
    a.status = "IN_FORCE" and a.starts_on <= caller.today and a.ends_on >= caller.today;

# Nor while a protection order is in force against him.
deny(caller: Caller, "duty", row: Child) if
    caller.subject in ["guardian", "entrusted_guardian"] and o in row.protection_orders and o.guardian_id = caller.guardian_id and
    o.status = "IN_FORCE" and o.valid_until >= caller.today;
