# A guardian is seen by those who see a child of his or hers.
allow(caller: Caller, "duty", row: Guardian) if
    caller.subject = "school" and g in row.guardianships and g.child.school_id = caller.organisation_id and
    g.child.sealed = false;
allow(caller: Caller, "duty:present_carer", row: Guardian) if
    caller.subject = "school" and g in row.guardianships and g.present_carer = true and
    g.child.school_id = caller.organisation_id and g.child.sealed = false;
allow(caller: Caller, "duty", row: Guardian) if
    caller.subject = "village" and g in row.guardianships and g.village_id = caller.village_id and
    g.child.sealed = false;
allow(caller: Caller, "duty", row: Guardian) if
    caller.subject = "town" and g in row.guardianships and g.town_id = caller.town_id;
allow(caller: Caller, "duty", row: Guardian) if
    caller.subject = "civil_affairs" and g in row.guardianships and g.district_id = caller.district_id;

# Police: guardians of children with a report or an incident.
allow(caller: Caller, "duty", row: Guardian) if
    caller.subject = "police" and r in row.reports_of_children and r.district_id = caller.district_id and
    r.respondent_organisation_id = nil;
allow(caller: Caller, "duty", row: Guardian) if
    caller.subject = "police" and r in row.reports_of_children and r.district_id = caller.district_id and
    r.respondent_organisation_id != caller.organisation_id;
allow(caller: Caller, "duty", row: Guardian) if
    caller.subject = "police" and i in row.incidents_of_children and i.district_id = caller.district_id and
    i.respondent_organisation_id = nil;
allow(caller: Caller, "duty", row: Guardian) if
    caller.subject = "police" and i in row.incidents_of_children and i.district_id = caller.district_id and
    i.respondent_organisation_id != caller.organisation_id;
allow(caller: Caller, "duty:open_incident", row: Guardian) if
    caller.subject = "police" and i in row.incidents_of_children and i.district_id = caller.district_id and
    i.status = "OPEN" and
    i.respondent_organisation_id = nil;
allow(caller: Caller, "duty:open_incident", row: Guardian) if
    caller.subject = "police" and i in row.incidents_of_children and i.district_id = caller.district_id and
    i.status = "OPEN" and
    i.respondent_organisation_id != caller.organisation_id;

# Court: guardians of children of petitions before it, those petitioned against, those proposed.
allow(caller: Caller, "duty", row: Guardian) if
    caller.subject = "court" and p in row.petitions_of_children and p.court_organisation_id = caller.organisation_id;
allow(caller: Caller, "duty", row: Guardian) if
    caller.subject = "court" and p in row.petitions_by_respondent and
    p.court_organisation_id = caller.organisation_id;
allow(caller: Caller, "duty", row: Guardian) if
    caller.subject = "court" and p in row.petitions_by_proposed_guardian and
    p.court_organisation_id = caller.organisation_id;

# Referrals and break-glass, as for the child.
allow(caller: Caller, "referral:schooling", row: Guardian) if
    r in row.referrals_of_children and r.to_organisation_id = caller.organisation_id and
    r.purpose = "schooling" and r.status = "ACCEPTED" and r.ends_at > caller.now;
allow(caller: Caller, "referral:guardianship_guidance", row: Guardian) if
    caller.subject != "social_work_body" and r in row.referrals_of_children and r.to_organisation_id = caller.organisation_id and
    r.purpose = "guardianship_guidance" and r.status = "ACCEPTED" and r.ends_at > caller.now;
allow(caller: Caller, "referral:safety", row: Guardian) if
    r in row.referrals_of_children and r.to_organisation_id = caller.organisation_id and
    r.purpose = "safety" and r.status = "ACCEPTED" and r.ends_at > caller.now;
deny(caller: Caller, "referral", row: Guardian) if
    i in row.incidents_of_children and i.respondent_organisation_id = caller.organisation_id;
deny(caller: Caller, "referral", row: Guardian) if
    r in row.reports_of_children and r.respondent_organisation_id = caller.organisation_id;
allow(caller: Caller, "break_glass:rescue", row: Guardian) if
    e in row.emergency_accesses_of_children and e.person_id = caller.person_id and
    e.organisation_id = caller.organisation_id and e.purpose = "rescue" and e.revoked = false and
    e.opened_at <= caller.now and e.ends_at > caller.now;

# Health and hospitals reach the guardians of a rural child whose check-up or immunisation is due, and no others.
allow(caller: Caller, "duty:health_due", row: Guardian) if
    caller.subject = "health" and c in row.check_ups_of_children and c.district_id = caller.district_id and
    c.latest = true and c.next_due_on <= caller.today and c.child.category in ["LEFT_BEHIND", "OTHER_RURAL"];
allow(caller: Caller, "duty:health_due", row: Guardian) if
    caller.subject = "health" and i in row.immunisations_of_children and i.district_id = caller.district_id and
    i.status = "DUE" and i.due_on <= caller.today and i.child.category in ["LEFT_BEHIND", "OTHER_RURAL"];
allow(caller: Caller, "duty:health_due", row: Guardian) if
    caller.subject = "hospital" and c in row.check_ups_of_children and c.organisation_id = caller.organisation_id and
    c.latest = true and c.next_due_on <= caller.today and c.child.sealed = false;
allow(caller: Caller, "duty:health_due", row: Guardian) if
    caller.subject = "hospital" and i in row.immunisations_of_children and i.organisation_id = caller.organisation_id and
    i.status = "DUE" and i.due_on <= caller.today and i.child.sealed = false;
# The disabled persons' federation: guardians of children with a disability. None of a record that has ended.
allow(caller: Caller, "duty", row: Guardian) if
    caller.subject = "disabled_federation" and g in row.guardianships and g.district_id = caller.district_id and
    g.child.disability_grade >= 1 and g.child.former_town_id = nil;
# Services for families, guidance: guardians of a child referred to a social work body whose record is not sealed.
allow(caller: Caller, "referral:guardianship_guidance", row: Guardian) if
    caller.subject = "social_work_body" and r in row.referrals_of_children and r.to_organisation_id = caller.organisation_id and
    r.purpose = "guardianship_guidance" and r.status = "ACCEPTED" and r.ends_at > caller.now and r.child.sealed = false;
allow(caller: Caller, "referral:family_relations", row: Guardian) if
    r in row.referrals_of_children and r.to_organisation_id = caller.organisation_id and
    r.purpose = "family_relations" and r.status = "ACCEPTED" and r.ends_at > caller.now and r.child.sealed = false;

# care_institution: guardians of the children in its care.
allow(caller: Caller, "duty", row: Guardian) if
    caller.subject = "care_institution" and e in row.care_enrolments_of_children and
    e.organisation_id = caller.organisation_id and e.status = "IN_CARE" and e.child.sealed = false;
# human_resources: guardians who work away from home, by the ties that say so. A tie of a record that has ended has no town.
allow(caller: Caller, "duty", row: Guardian) if
    caller.subject = "human_resources" and g in row.guardianships and g.away = true and
    g.district_id = caller.district_id and g.town_id != nil;
# Group organisations: guardians of children who take part in their programmes and activities.
allow(caller: Caller, "duty", row: Guardian) if
    caller.subject in ["trade_union", "youth_league", "womens_federation", "next_generation"] and
    p in row.participations_of_children and p.organisation_id = caller.organisation_id and p.status = "ACTIVE" and
    p.child.sealed = false;
# Human resources: guardians who are away, by the filing with their village; no child.
allow(caller: Caller, "duty", row: Guardian) if
    caller.subject = "human_resources" and f in row.migration_filings and f.district_id = caller.district_id and
    f.status = "AWAY";
# education: guardians of children of school age who live in the district and go to no school, and of open dropout cases.
allow(caller: Caller, "duty:out_of_school", row: Guardian) if
    caller.subject = "education" and g in row.guardianships and g.child.former_town_id = nil and
    g.child.district_id = caller.district_id and g.child.school_id = nil and g.child.birth_date > caller.born_for_school_after and
    g.child.birth_date <= caller.born_for_school_by;
allow(caller: Caller, "duty:out_of_school", row: Guardian) if
    caller.subject = "education" and d in row.dropout_cases_of_children and d.status = "OPEN" and
    d.school_district_id = caller.district_id;
allow(caller: Caller, "duty:out_of_school", row: Guardian) if
    caller.subject = "education" and d in row.dropout_cases_of_children and d.status = "OPEN" and
    d.district_id = caller.district_id and d.child.birth_date > caller.born_for_school_after and
    d.child.birth_date <= caller.born_for_school_by;

# kindergarten: guardians of its pupils, as a school.
allow(caller: Caller, "duty", row: Guardian) if
    caller.subject = "kindergarten" and g in row.guardianships and g.child.school_id = caller.organisation_id and
    g.child.sealed = false;
allow(caller: Caller, "duty:present_carer", row: Guardian) if
    caller.subject = "kindergarten" and g in row.guardianships and g.present_carer = true and
    g.child.school_id = caller.organisation_id and g.child.sealed = false;
# The emergency chain. Homes and stations reach the guardian of a child placed as living alone or in unfit care, never
# where violence was a reason or the respondent works there.
allow(caller: Caller, "duty:host", row: Guardian) if
    caller.subject in ["rescue_station", "welfare_home"] and p in row.placements_of_children and
    p.host_organisation_id = caller.organisation_id and p.status = "RUNNING" and p.sealed = false and
    p.reason in ["LIVING_ALONE", "UNFIT_CARE"];
deny(_caller: Caller, "duty:host", row: Guardian) if p in row.placements_of_children and p.reason = "VIOLENCE";
deny(caller: Caller, "duty:host", row: Guardian) if
    i in row.incidents_of_children and i.respondent_organisation_id = caller.organisation_id;
deny(caller: Caller, "duty:host", row: Guardian) if
    r in row.reports_of_children and r.respondent_organisation_id = caller.organisation_id;
deny(caller: Caller, _, row: Guardian) if
    caller.subject in ["hospital", "social_work_body", "rescue_station", "welfare_home"] and
    g in row.guardianships and g.child.sealed = true;
# The procuratorate: guardians of children of filed cases and of petitions, and those petitioned against.
allow(caller: Caller, "duty", row: Guardian) if
    caller.subject = "procuratorate" and i in row.incidents_of_children and i.district_id = caller.district_id and
    i.filed_as_case = true and i.sealed = false and
    i.respondent_organisation_id = nil;
allow(caller: Caller, "duty", row: Guardian) if
    caller.subject = "procuratorate" and i in row.incidents_of_children and i.district_id = caller.district_id and
    i.filed_as_case = true and i.sealed = false and
    i.respondent_organisation_id != caller.organisation_id;
allow(caller: Caller, "duty", row: Guardian) if
    caller.subject = "procuratorate" and p in row.petitions_of_children and p.district_id = caller.district_id;
allow(caller: Caller, "duty", row: Guardian) if
    caller.subject = "procuratorate" and p in row.petitions_by_respondent and p.district_id = caller.district_id;
# A school does not turn to a carer against whom a protection order is in force.
deny_group(caller: Caller, "telephone", row: Guardian) if
    caller.subject in ["school", "kindergarten"] and
    o in row.protection_orders_by_guardian and o.status = "IN_FORCE" and o.valid_until >= caller.today;

# Court: the near relative who petitions.
allow(caller: Caller, "duty", row: Guardian) if
    caller.subject = "court" and p in row.petitions_by_petitioning_relative and
    p.court_organisation_id = caller.organisation_id;

# Who acts for himself reads his own name and those of the other parties of an agreement.
allow(caller: Caller, "duty", row: Guardian) if
    caller.subject in ["guardian", "entrusted_guardian"] and row.id = caller.guardian_id;
allow(caller: Caller, "duty", row: Guardian) if
    caller.subject = "guardian" and a in row.agreements_by_carer and a.parent_id = caller.guardian_id;
allow(caller: Caller, "duty", row: Guardian) if
    caller.subject = "guardian" and a in row.agreements_by_carer and a.other_parent_id = caller.guardian_id;
allow(caller: Caller, "duty", row: Guardian) if
    caller.subject = "guardian" and a in row.agreements_by_other_parent and a.parent_id = caller.guardian_id;
allow(caller: Caller, "duty", row: Guardian) if
    caller.subject = "guardian" and a in row.agreements_by_parent and a.other_parent_id = caller.guardian_id;
allow(caller: Caller, "duty", row: Guardian) if
    caller.subject = "entrusted_guardian" and a in row.agreements_by_parent and a.carer_id = caller.guardian_id and
    a.status = "IN_FORCE" and a.starts_on <= caller.today and a.ends_on >= caller.today;
allow(caller: Caller, "duty", row: Guardian) if
    caller.subject = "entrusted_guardian" and a in row.agreements_by_other_parent and
    a.carer_id = caller.guardian_id and a.status = "IN_FORCE" and a.starts_on <= caller.today and
    a.ends_on >= caller.today;
