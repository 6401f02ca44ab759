# Police and civil affairs read the district's placements, the court the present one of a child before it.
allow(caller: Caller, "duty", row: Placement) if
    caller.subject in ["police", "civil_affairs"] and row.district_id = caller.district_id;
allow(caller: Caller, "duty", row: Placement) if
    caller.subject = "court" and row.status = "RUNNING" and
    p in row.petitions_of_child and p.court_organisation_id = caller.organisation_id;
# A village reads those that it hosts, a home or station those that it hosts while the child is there.
allow(caller: Caller, "duty:host", row: Placement) if
    caller.subject = "village" and row.host_organisation_id = caller.organisation_id;
allow(caller: Caller, "duty:host", row: Placement) if
    caller.subject in ["rescue_station", "welfare_home", "temporary_shelter"] and
    row.host_organisation_id = caller.organisation_id and row.status = "RUNNING";

# Sealed records, of the placement or of the child; recusal: the respondent's organisation is no host.
deny(caller: Caller, _, row: Placement) if
    caller.subject != "police" and caller.subject != "court" and row.sealed = true;
deny(caller: Caller, _, row: Placement) if
    caller.subject in ["village", "rescue_station", "welfare_home", "temporary_shelter"] and row.child.sealed = true;
deny(caller: Caller, _, row: Placement) if row.incident.respondent_organisation_id = caller.organisation_id;

# Where a child is sheltered from violence is hidden from those around the child (未成年人保护法 一百零三).
deny_group(caller: Caller, "place", row: Placement) if caller.subject = "village" and row.reason = "VIOLENCE";

# A near relative reads the placement in which he is the carer, while it runs.
allow(caller: Caller, "duty:host", row: Placement) if
    caller.subject = "near_relative" and row.host_guardian_id = caller.guardian_id and row.status = "RUNNING";

# The record of the child has ended and a case has kept it: a village is done with a placement that is over.
deny(caller: Caller, "duty:host", row: Placement) if
    caller.subject = "village" and row.status = "ENDED" and row.child.former_town_id != nil;
