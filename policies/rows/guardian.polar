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

# The emergency chain. Homes and stations reach the guardian of a child placed as living alone or in unfit care, never
# where violence was a reason or the respondent works there.
allow(caller: Caller, "duty:host", row: Guardian) if
    caller.subject in ["rescue_station", "welfare_home"] and p in row.placements_of_children and
    p.host_organisation_id = caller.organisation_id and p.status = "RUNNING" and p.sealed = false and
    p.reason in ["LIVING_ALONE", "UNFIT_CARE"];
deny(_caller: Caller, "duty:host", row: Guardian) if p in row.placements_of_children and p.reason = "VIOLENCE";
deny(caller: Caller, "duty:host", row: Guardian) if
    i in row.incidents_of_children and i.respondent_organisation_id = caller.organisation_id;
deny(caller: Caller, _, row: Guardian) if
    caller.subject in ["hospital", "social_work_body", "rescue_station", "welfare_home"] and
    g in row.guardianships and g.child.sealed = true;
# The procuratorate: guardians of children of filed cases and of petitions, and those petitioned against.
allow(caller: Caller, "duty", row: Guardian) if
    caller.subject = "procuratorate" and i in row.incidents_of_children and i.district_id = caller.district_id and
    i.filed_as_case = true and i.sealed = false;
allow(caller: Caller, "duty", row: Guardian) if
    caller.subject = "procuratorate" and p in row.petitions_of_children and p.district_id = caller.district_id;
allow(caller: Caller, "duty", row: Guardian) if
    caller.subject = "procuratorate" and p in row.petitions_by_respondent and p.district_id = caller.district_id;
# A school does not turn to a carer against whom a protection order is in force.
deny_group(caller: Caller, "telephone", row: Guardian) if
    caller.subject in ["school", "kindergarten"] and
    o in row.protection_orders_by_guardian and o.status = "IN_FORCE" and o.valid_until >= caller.today;
