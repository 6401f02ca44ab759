# Filed with the village, which supervises it; read by the town and the lead unit.
allow(caller: Caller, "duty", row: Agreement) if caller.subject = "village" and row.village_id = caller.village_id;
allow(caller: Caller, "duty", row: Agreement) if caller.subject = "town" and row.town_id = caller.town_id;
allow(caller: Caller, "duty", row: Agreement) if
    caller.subject = "civil_affairs" and row.district_id = caller.district_id;
# Police: who cares for a child with an open incident.
allow(caller: Caller, "duty:open_incident", row: Agreement) if
    caller.subject = "police" and i in row.incidents_of_child and i.district_id = caller.district_id and
    i.status = "OPEN" and
    i.respondent_organisation_id = nil;
allow(caller: Caller, "duty:open_incident", row: Agreement) if
    caller.subject = "police" and i in row.incidents_of_child and i.district_id = caller.district_id and
    i.status = "OPEN" and
    i.respondent_organisation_id != caller.organisation_id;
# School and kindergarten are told in writing who cares for their pupil, while it is so (未成年人保护法 二十三).
allow(caller: Caller, "duty:told_in_writing", row: Agreement) if
    caller.subject in ["school", "kindergarten"] and row.child.school_id = caller.organisation_id and
    row.status = "IN_FORCE" and row.ends_on >= caller.today;

# With the child's record it is sealed.
deny(caller: Caller, _, row: Agreement) if
    caller.subject in ["school", "kindergarten", "village"] and row.child.sealed = true;

# The parties: the parents who entrust, while they have custody and are not barred; the carer while it is in force.
allow(caller: Caller, "duty", row: Agreement) if
    caller.subject = "guardian" and row.parent_id = caller.guardian_id and g in row.guardianships_of_child and
    g.guardian_id = caller.guardian_id and g.custody = true and g.ends_at > caller.now and
    g.barred_until <= caller.now;
allow(caller: Caller, "duty", row: Agreement) if
    caller.subject = "guardian" and row.other_parent_id = caller.guardian_id and g in row.guardianships_of_child and
    g.guardian_id = caller.guardian_id and g.custody = true and g.ends_at > caller.now and
    g.barred_until <= caller.now;
allow(caller: Caller, "duty", row: Agreement) if
    caller.subject = "entrusted_guardian" and row.carer_id = caller.guardian_id and row.status = "IN_FORCE" and
    row.starts_on <= caller.today and row.ends_on >= caller.today;

# None of them while a protection order is in force against him: it says with whom the child lives.
deny(caller: Caller, "duty", row: Agreement) if
    caller.subject in ["guardian", "entrusted_guardian"] and o in row.protection_orders_of_child and
    o.guardian_id = caller.guardian_id and o.status = "IN_FORCE" and o.valid_until >= caller.today;
