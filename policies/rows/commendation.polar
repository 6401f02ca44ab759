# Police propose and award. Whoever filed the report learns of the award: an organisation, or the holder of the receipt.
allow(caller: Caller, "duty", row: Commendation) if caller.subject = "police" and row.district_id = caller.district_id;
allow(caller: Caller, "duty:own_report", row: Commendation) if
    row.status = "AWARDED" and row.report.reporter_organisation_id = caller.organisation_id;
allow(caller: Caller, "duty:receipt", row: Commendation) if
    caller.subject = "public" and row.status = "AWARDED" and row.report.receipt_hash = caller.receipt_hash;

# Recusal, as for the report.
deny(caller: Caller, _, row: Commendation) if row.report.respondent_organisation_id = caller.organisation_id;

# The record of the child has ended and a case has kept it: what came of a report is no longer to be seen.
deny(caller: Caller, "duty:own_report", row: Commendation) if
    caller.subject != "police" and row.report.child.former_town_id != nil;
deny(_caller: Caller, "duty:receipt", row: Commendation) if row.report.child.former_town_id != nil;
