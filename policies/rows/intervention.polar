# The town arranges help for the children of its villages, civil affairs for the district's.
allow(caller: Caller, "duty", row: Intervention) if caller.subject = "town" and row.town_id = caller.town_id;
allow(caller: Caller, "duty", row: Intervention) if
    caller.subject = "civil_affairs" and row.district_id = caller.district_id;
# A village reads the placements that it hosts.
allow(caller: Caller, "duty:host", row: Intervention) if
    caller.subject = "village" and row.organisation_id = caller.organisation_id;
# Placements: police of the district's children, the court the present ones of children of petitions before it.
allow(caller: Caller, "duty:placement", row: Intervention) if
    caller.subject = "police" and row.district_id = caller.district_id and row.kind = "SHELTER";
allow(caller: Caller, "duty:placement", row: Intervention) if
    caller.subject = "court" and row.kind = "SHELTER" and row.status = "RUNNING" and
    p in row.petitions_of_child and p.court_organisation_id = caller.organisation_id;
allow(caller: Caller, "referral:safety", row: Intervention) if
    r in row.referrals_of_child and r.to_organisation_id = caller.organisation_id and
    r.purpose = "safety" and r.status = "ACCEPTED" and r.ends_at > caller.now;
deny(caller: Caller, "referral", row: Intervention) if
    i in row.incidents_of_child and i.respondent_organisation_id = caller.organisation_id;
deny(caller: Caller, "referral", row: Intervention) if
    r in row.reports_of_child and r.respondent_organisation_id = caller.organisation_id;

# Sealed records: only police and court; with the child's record, hidden from the village. Recusal: not for the organisation that the respondent works for.
deny(caller: Caller, _, row: Intervention) if
    caller.subject != "police" and caller.subject != "court" and row.sealed = true;
deny(caller: Caller, _, row: Intervention) if caller.subject = "village" and row.child.sealed = true;
deny(caller: Caller, _, row: Intervention) if row.report.respondent_organisation_id = caller.organisation_id;

# Where a child is sheltered is hidden from those around the child (未成年人保护法 一百零三).
deny_group(caller: Caller, "place", row: Intervention) if
    caller.subject in ["school", "village", "town"] and row.kind = "SHELTER";

# The record of the child has ended and a case has kept it: the town has it no more.
deny(caller: Caller, _, row: Intervention) if caller.subject = "town" and row.child.former_town_id != nil;
