# Police read the district's reports, civil affairs their kind, date and status, each organisation its own.
allow(caller: Caller, "duty", row: Report) if
    caller.subject in ["police", "civil_affairs"] and row.district_id = caller.district_id;
allow(caller: Caller, "duty:own_report", row: Report) if row.reporter_organisation_id = caller.organisation_id;
# What a caller without a token may put down: a report that is new. It opens nothing to read.
allow(caller: Caller, "duty:filed", row: Report) if caller.subject = "public" and row.status = "FILED";
# Whoever holds the receipt of a report reads what he filed and what came of it.
allow(caller: Caller, "duty:receipt", row: Report) if
    caller.subject = "public" and row.receipt_hash = caller.receipt_hash;

# Recusal: the organisation that the respondent works for does not see the report.
deny(caller: Caller, _, row: Report) if row.respondent_organisation_id = caller.organisation_id;

# The record of the child has ended and a case has kept it: a closed report is there only while another case runs, which is not to show.
deny(caller: Caller, "duty:own_report", row: Report) if
    caller.subject != "police" and row.status = "CLOSED" and row.child.former_town_id != nil;
deny(_caller: Caller, "duty:receipt", row: Report) if row.status = "CLOSED" and row.child.former_town_id != nil;
