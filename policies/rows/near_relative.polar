# Near relatives of the children of village and town, named in filings.
allow(caller: Caller, "duty", row: NearRelative) if caller.subject = "village" and row.village_id = caller.village_id;
allow(caller: Caller, "duty", row: NearRelative) if caller.subject = "town" and row.town_id = caller.town_id;
# Police: of a child with an open incident.
allow(caller: Caller, "duty:open_incident", row: NearRelative) if
    caller.subject = "police" and i in row.incidents_of_child and i.district_id = caller.district_id and
    i.status = "OPEN" and
    i.respondent_organisation_id = nil;
allow(caller: Caller, "duty:open_incident", row: NearRelative) if
    caller.subject = "police" and i in row.incidents_of_child and i.district_id = caller.district_id and
    i.status = "OPEN" and
    i.respondent_organisation_id != caller.organisation_id;

# With the child's record it is sealed.
deny(caller: Caller, _, row: NearRelative) if caller.subject = "village" and row.child.sealed = true;
