# Police read the district's requests, every organisation those addressed to it.
allow(caller: Caller, "duty", row: AssistanceRequest) if
    caller.subject = "police" and row.district_id = caller.district_id;
allow(caller: Caller, "duty:asked", row: AssistanceRequest) if row.asked_organisation_id = caller.organisation_id;

# Recusal and sealed files, as for the incident: the respondent's organisation is not asked.
deny(caller: Caller, _, row: AssistanceRequest) if row.incident.respondent_organisation_id = caller.organisation_id;
deny(caller: Caller, _, row: AssistanceRequest) if
    caller.subject != "police" and caller.subject != "court" and row.incident.sealed = true;

# The record of the child has ended and a case has kept it: what was answered is no longer to be seen.
deny(caller: Caller, "duty:asked", row: AssistanceRequest) if
    caller.subject != "police" and row.status != "ASKED" and row.child.former_town_id != nil;
