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
    caller.subject = "police" and r in row.reports_of_children and r.district_id = caller.district_id;
allow(caller: Caller, "duty", row: Guardian) if
    caller.subject = "police" and i in row.incidents_of_children and i.district_id = caller.district_id;
allow(caller: Caller, "duty:open_incident", row: Guardian) if
    caller.subject = "police" and i in row.incidents_of_children and i.district_id = caller.district_id and
    i.status = "OPEN";

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
    r in row.referrals_of_children and r.to_organisation_id = caller.organisation_id and
    r.purpose = "guardianship_guidance" and r.status = "ACCEPTED" and r.ends_at > caller.now;
allow(caller: Caller, "referral:safety", row: Guardian) if
    r in row.referrals_of_children and r.to_organisation_id = caller.organisation_id and
    r.purpose = "safety" and r.status = "ACCEPTED" and r.ends_at > caller.now;
allow(caller: Caller, "break_glass:rescue", row: Guardian) if
    e in row.emergency_accesses_of_children and e.person_id = caller.person_id and
    e.organisation_id = caller.organisation_id and e.purpose = "rescue" and e.revoked = false and
    e.opened_at <= caller.now and e.ends_at > caller.now;

# education: guardians of children of school age who live in the district and go to no school, and of open dropout cases.
allow(caller: Caller, "duty:out_of_school", row: Guardian) if
    caller.subject = "education" and g in row.guardianships and
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
