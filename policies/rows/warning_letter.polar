# Police issue; the village that has a copy visits.
allow(caller: Caller, "duty", row: WarningLetter) if
    caller.subject = "police" and row.district_id = caller.district_id;
allow(caller: Caller, "duty:copied", row: WarningLetter) if
    caller.subject = "village" and row.copied_organisation_id = caller.organisation_id;

# Recusal, sealed files, sealed children.
deny(caller: Caller, _, row: WarningLetter) if row.incident.respondent_organisation_id = caller.organisation_id;
deny(caller: Caller, _, row: WarningLetter) if
    caller.subject != "police" and caller.subject != "court" and row.incident.sealed = true;
deny(caller: Caller, _, row: WarningLetter) if caller.subject = "village" and row.child.sealed = true;

# The record of the child has ended and a case has kept it: a letter that needs no more work is no longer to be seen.
deny(_caller: Caller, "duty:copied", row: WarningLetter) if row.status != "ISSUED" and row.child.former_town_id != nil;
