# Police tell the town where the child lives.
allow(caller: Caller, "duty", row: TownNotice) if caller.subject = "police" and row.district_id = caller.district_id;
allow(caller: Caller, "duty", row: TownNotice) if caller.subject = "town" and row.town_id = caller.town_id;

# Recusal and sealed files, as for the incident.
deny(caller: Caller, _, row: TownNotice) if row.incident.respondent_organisation_id = caller.organisation_id;
deny(caller: Caller, _, row: TownNotice) if
    caller.subject != "police" and caller.subject != "court" and row.incident.sealed = true;

# The record of the child has ended and a case has kept it: the town is done with what it has acknowledged.
deny(caller: Caller, _, row: TownNotice) if
    caller.subject = "town" and row.status = "ACKNOWLEDGED" and row.child.former_town_id != nil;
