# Police read those of their district's incidents, a hospital those that it makes, the court those of its petitions.
allow(caller: Caller, "duty", row: InjuryAssessment) if
    caller.subject = "police" and row.district_id = caller.district_id;
allow(caller: Caller, "duty", row: InjuryAssessment) if
    caller.subject = "hospital" and row.hospital_organisation_id = caller.organisation_id;
allow(caller: Caller, "duty", row: InjuryAssessment) if
    caller.subject = "court" and p in row.petitions_of_child and p.court_organisation_id = caller.organisation_id;

# Recusal, as for the incident; sealed files of incident or child: only police and court.
deny(caller: Caller, _, row: InjuryAssessment) if row.incident.respondent_organisation_id = caller.organisation_id;
deny(caller: Caller, _, row: InjuryAssessment) if
    caller.subject != "police" and caller.subject != "court" and row.incident.sealed = true;
deny(caller: Caller, _, row: InjuryAssessment) if caller.subject = "hospital" and row.child.sealed = true;

# The record of the child has ended and a case has kept it: a hospital is done with what it has concluded.
deny(caller: Caller, _, row: InjuryAssessment) if
    caller.subject = "hospital" and row.status in ["CONCLUDED", "CANCELLED"] and row.child.former_town_id != nil;
