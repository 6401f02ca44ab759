# Police handle the district's incidents.
allow(caller: Caller, "duty", row: Incident) if caller.subject = "police" and row.district_id = caller.district_id;

# Recusal, and sealed files: only police and court.
deny(caller: Caller, _, row: Incident) if row.respondent_organisation_id = caller.organisation_id;
deny(caller: Caller, _, row: Incident) if
    caller.subject != "police" and caller.subject != "court" and row.sealed = true;

# The procuratorate: those of the district that were filed as cases.
allow(caller: Caller, "duty", row: Incident) if
    caller.subject = "procuratorate" and row.district_id = caller.district_id and row.filed_as_case = true;
