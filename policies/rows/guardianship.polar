# A tie is seen by those who see its child.
allow(caller: Caller, "duty", row: Guardianship) if
    caller.subject = "school" and row.child.school_id = caller.organisation_id;
allow(caller: Caller, "duty", row: Guardianship) if
    caller.subject = "village" and row.village_id = caller.village_id;
allow(caller: Caller, "duty", row: Guardianship) if caller.subject = "town" and row.town_id = caller.town_id;
allow(caller: Caller, "duty", row: Guardianship) if
    caller.subject = "civil_affairs" and row.district_id = caller.district_id;
allow(caller: Caller, "duty", row: Guardianship) if
    caller.subject = "police" and r in row.reports_of_child and r.district_id = caller.district_id and
    r.respondent_organisation_id = nil;
allow(caller: Caller, "duty", row: Guardianship) if
    caller.subject = "police" and r in row.reports_of_child and r.district_id = caller.district_id and
    r.respondent_organisation_id != caller.organisation_id;
allow(caller: Caller, "duty", row: Guardianship) if
    caller.subject = "police" and i in row.incidents_of_child and i.district_id = caller.district_id and
    i.respondent_organisation_id = nil;
allow(caller: Caller, "duty", row: Guardianship) if
    caller.subject = "police" and i in row.incidents_of_child and i.district_id = caller.district_id and
    i.respondent_organisation_id != caller.organisation_id;
allow(caller: Caller, "duty:open_incident", row: Guardianship) if
    caller.subject = "police" and i in row.incidents_of_child and i.district_id = caller.district_id and
    i.status = "OPEN" and
    i.respondent_organisation_id = nil;
allow(caller: Caller, "duty:open_incident", row: Guardianship) if
    caller.subject = "police" and i in row.incidents_of_child and i.district_id = caller.district_id and
    i.status = "OPEN" and
    i.respondent_organisation_id != caller.organisation_id;
allow(caller: Caller, "duty", row: Guardianship) if
    caller.subject = "court" and p in row.petitions_of_child and p.court_organisation_id = caller.organisation_id;

allow(caller: Caller, "referral:schooling", row: Guardianship) if
    r in row.referrals_of_child and r.to_organisation_id = caller.organisation_id and
    r.purpose = "schooling" and r.status = "ACCEPTED" and r.ends_at > caller.now;
allow(caller: Caller, "referral:guardianship_guidance", row: Guardianship) if
    r in row.referrals_of_child and r.to_organisation_id = caller.organisation_id and
    r.purpose = "guardianship_guidance" and r.status = "ACCEPTED" and r.ends_at > caller.now;
allow(caller: Caller, "referral:safety", row: Guardianship) if
    r in row.referrals_of_child and r.to_organisation_id = caller.organisation_id and
    r.purpose = "safety" and r.status = "ACCEPTED" and r.ends_at > caller.now;
allow(caller: Caller, "break_glass:rescue", row: Guardianship) if
    e in row.emergency_accesses_of_child and e.person_id = caller.person_id and
    e.organisation_id = caller.organisation_id and e.purpose = "rescue" and e.revoked = false and
    e.opened_at <= caller.now and e.ends_at > caller.now;

# With the child's record its ties are sealed.
deny(caller: Caller, _, row: Guardianship) if
    caller.subject in [
        "school", "kindergarten", "village", "hospital", "social_work_body", "care_institution", "rescue_station",
        "welfare_home", "trade_union", "youth_league", "womens_federation",
        "next_generation"
    ] and row.child.sealed = true;

# Health, hospitals: the ties of a child whose check-up or immunisation is due. The disabled persons' federation.
allow(caller: Caller, "duty:health_due", row: Guardianship) if
    caller.subject = "health" and c in row.check_ups_of_child and c.district_id = caller.district_id and
    c.latest = true and c.next_due_on <= caller.today and row.child.category in ["LEFT_BEHIND", "OTHER_RURAL"];
allow(caller: Caller, "duty:health_due", row: Guardianship) if
    caller.subject = "health" and i in row.immunisations_of_child and i.district_id = caller.district_id and
    i.status = "DUE" and i.due_on <= caller.today and row.child.category in ["LEFT_BEHIND", "OTHER_RURAL"];
allow(caller: Caller, "duty:health_due", row: Guardianship) if
    caller.subject = "hospital" and c in row.check_ups_of_child and c.organisation_id = caller.organisation_id and
    c.latest = true and c.next_due_on <= caller.today;
allow(caller: Caller, "duty:health_due", row: Guardianship) if
    caller.subject = "hospital" and i in row.immunisations_of_child and i.organisation_id = caller.organisation_id and
    i.status = "DUE" and i.due_on <= caller.today;
allow(caller: Caller, "duty", row: Guardianship) if
    caller.subject = "disabled_federation" and row.district_id = caller.district_id and row.child.disability_grade >= 1;
# Services for families: ties of a child referred to a social work body.
allow(caller: Caller, "referral:family_relations", row: Guardianship) if
    r in row.referrals_of_child and r.to_organisation_id = caller.organisation_id and
    r.purpose = "family_relations" and r.status = "ACCEPTED" and r.ends_at > caller.now;

# care_institution: ties of the children in its care.
allow(caller: Caller, "duty", row: Guardianship) if
    caller.subject = "care_institution" and e in row.care_enrolments_of_child and
    e.organisation_id = caller.organisation_id and e.status = "IN_CARE";
# Group organisations: ties of children who take part in their programmes and activities.
allow(caller: Caller, "duty", row: Guardianship) if
    caller.subject in ["trade_union", "youth_league", "womens_federation", "next_generation"] and
    p in row.participations_of_child and p.organisation_id = caller.organisation_id and p.status = "ACTIVE";
# education: the ties of children of school age who live in the district and go to no school, and of open dropout cases.
allow(caller: Caller, "duty:out_of_school", row: Guardianship) if
    caller.subject = "education" and row.child.district_id = caller.district_id and row.child.school_id = nil and
    row.child.birth_date > caller.born_for_school_after and
    row.child.birth_date <= caller.born_for_school_by;
allow(caller: Caller, "duty:out_of_school", row: Guardianship) if
    caller.subject = "education" and d in row.dropout_cases_of_child and d.status = "OPEN" and
    d.school_district_id = caller.district_id;
allow(caller: Caller, "duty:out_of_school", row: Guardianship) if
    caller.subject = "education" and d in row.dropout_cases_of_child and d.status = "OPEN" and
    d.district_id = caller.district_id and row.child.birth_date > caller.born_for_school_after and
    row.child.birth_date <= caller.born_for_school_by;

# kindergarten: ties of its pupils, as a school.
allow(caller: Caller, "duty", row: Guardianship) if
    caller.subject = "kindergarten" and row.child.school_id = caller.organisation_id;
# The emergency chain: the tie by which a host or the procuratorate goes from the child to the guardian.
allow(caller: Caller, "duty:host", row: Guardianship) if
    caller.subject in ["rescue_station", "welfare_home"] and p in row.placements_of_child and
    p.host_organisation_id = caller.organisation_id and p.status = "RUNNING" and p.sealed = false and
    p.reason in ["LIVING_ALONE", "UNFIT_CARE"];
deny(_caller: Caller, "duty:host", row: Guardianship) if p in row.placements_of_child and p.reason = "VIOLENCE";
deny(caller: Caller, "duty:host", row: Guardianship) if
    i in row.incidents_of_child and i.respondent_organisation_id = caller.organisation_id;
deny(caller: Caller, "duty:host", row: Guardianship) if
    r in row.reports_of_child and r.respondent_organisation_id = caller.organisation_id;
deny(caller: Caller, "referral", row: Guardianship) if
    i in row.incidents_of_child and i.respondent_organisation_id = caller.organisation_id;
deny(caller: Caller, "referral", row: Guardianship) if
    r in row.reports_of_child and r.respondent_organisation_id = caller.organisation_id;
allow(caller: Caller, "duty", row: Guardianship) if
    caller.subject = "procuratorate" and i in row.incidents_of_child and i.district_id = caller.district_id and
    i.filed_as_case = true and i.sealed = false and
    i.respondent_organisation_id = nil;
allow(caller: Caller, "duty", row: Guardianship) if
    caller.subject = "procuratorate" and i in row.incidents_of_child and i.district_id = caller.district_id and
    i.filed_as_case = true and i.sealed = false and
    i.respondent_organisation_id != caller.organisation_id;
allow(caller: Caller, "duty", row: Guardianship) if
    caller.subject = "procuratorate" and p in row.petitions_of_child and p.district_id = caller.district_id;

# Nor a tie of a record that has ended, kept for a running case alone.
deny(caller: Caller, _, row: Guardianship) if caller.subject in ["education", "disabled_federation"] and
    row.child.former_town_id != nil;
