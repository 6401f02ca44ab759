# Health reads the records of the district's rural children, a hospital those that it made itself.
allow(caller: Caller, "duty", row: HealthAlert) if
    caller.subject = "health" and row.district_id = caller.district_id and
    row.child.category in ["LEFT_BEHIND", "OTHER_RURAL"];
allow(caller: Caller, "duty", row: HealthAlert) if
    caller.subject = "hospital" and row.organisation_id = caller.organisation_id;

# With the child's record its health records are sealed.
deny(caller: Caller, _, row: HealthAlert) if
    caller.subject in ["hospital", "rescue_station", "welfare_home", "temporary_shelter"] and row.child.sealed = true;

# Homes, stations and shelters heed what is in force for a child placed there, unless the respondent works there.
allow(caller: Caller, "duty:host", row: HealthAlert) if
    caller.subject in ["rescue_station", "welfare_home", "temporary_shelter"] and row.active = true and
    p in row.placements_of_child and p.host_organisation_id = caller.organisation_id and p.status = "RUNNING" and
    p.sealed = false;
deny(caller: Caller, "duty:host", row: HealthAlert) if
    i in row.incidents_of_child and i.respondent_organisation_id = caller.organisation_id;
deny(caller: Caller, "duty:host", row: HealthAlert) if
    r in row.reports_of_child and r.respondent_organisation_id = caller.organisation_id;

# An entrusted guardian heeds what is in force for the child in his care.
allow(caller: Caller, "duty", row: HealthAlert) if
    caller.subject = "entrusted_guardian" and row.active = true and a in row.agreements_of_child and
    a.carer_id = caller.guardian_id and a.status = "IN_FORCE" and a.starts_on <= caller.today and
    a.ends_on >= caller.today;
# Not while a protection order is in force against him.
deny(caller: Caller, "duty", row: HealthAlert) if
    caller.subject = "entrusted_guardian" and o in row.protection_orders_of_child and o.guardian_id = caller.guardian_id and
    o.status = "IN_FORCE" and o.valid_until >= caller.today;
