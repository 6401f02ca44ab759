# Police record what they do.
allow(caller: Caller, "duty", row: IncidentResponse) if
    caller.subject = "police" and row.district_id = caller.district_id;

# Recusal, as for the incident.
deny(caller: Caller, _, row: IncidentResponse) if row.incident.respondent_organisation_id = caller.organisation_id;
