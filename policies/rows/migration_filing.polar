# Filed with the village, used by the town for its family files. The village sees it with the guardian: where he has a
# child whose record is not sealed.
allow(caller: Caller, "duty", row: MigrationFiling) if
    caller.subject = "village" and row.village_id = caller.village_id and
    g in row.guardian.guardianships and g.child.sealed = false;
allow(caller: Caller, "duty", row: MigrationFiling) if caller.subject = "town" and row.town_id = caller.town_id;
# Police: of guardians of a child with an open incident.
allow(caller: Caller, "duty:open_incident", row: MigrationFiling) if
    caller.subject = "police" and i in row.guardian.incidents_of_children and i.district_id = caller.district_id and
    i.status = "OPEN" and
    i.respondent_organisation_id = nil;
allow(caller: Caller, "duty:open_incident", row: MigrationFiling) if
    caller.subject = "police" and i in row.guardian.incidents_of_children and i.district_id = caller.district_id and
    i.status = "OPEN" and
    i.respondent_organisation_id != caller.organisation_id;
# Work at home is offered to those who are away.
allow(caller: Caller, "duty", row: MigrationFiling) if
    caller.subject = "human_resources" and row.district_id = caller.district_id and row.status = "AWAY";

# A guardian reads what he filed himself.
allow(caller: Caller, "duty", row: MigrationFiling) if
    caller.subject = "guardian" and row.guardian_id = caller.guardian_id;
