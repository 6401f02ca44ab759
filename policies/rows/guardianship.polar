# A tie is seen by those who see its child.
allow(caller: Caller, "duty", row: Guardianship) if
    caller.subject = "school" and row.child.school_id = caller.organisation_id;
allow(caller: Caller, "duty", row: Guardianship) if
    caller.subject = "village" and row.village_id = caller.village_id;
allow(caller: Caller, "duty", row: Guardianship) if caller.subject = "town" and row.town_id = caller.town_id;
allow(caller: Caller, "duty", row: Guardianship) if
    caller.subject = "civil_affairs" and row.district_id = caller.district_id;
allow(caller: Caller, "duty", row: Guardianship) if
    caller.subject = "police" and r in row.reports_of_child and r.district_id = caller.district_id;
allow(caller: Caller, "duty", row: Guardianship) if
    caller.subject = "police" and i in row.incidents_of_child and i.district_id = caller.district_id;
allow(caller: Caller, "duty:open_incident", row: Guardianship) if
    caller.subject = "police" and i in row.incidents_of_child and i.district_id = caller.district_id and
    i.status = "OPEN";
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
deny(caller: Caller, _, row: Guardianship) if caller.subject in ["school", "village"] and row.child.sealed = true;

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
deny(caller: Caller, _, row: Guardianship) if caller.subject = "kindergarten" and row.child.sealed = true;
