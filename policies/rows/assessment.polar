# The town assesses the children of its villages with civil affairs; the court reads the summary of a child before it.
allow(caller: Caller, "duty", row: Assessment) if caller.subject = "town" and row.town_id = caller.town_id;
allow(caller: Caller, "duty", row: Assessment) if
    caller.subject = "civil_affairs" and row.district_id = caller.district_id;
allow(caller: Caller, "duty", row: Assessment) if
    caller.subject = "court" and p in row.petitions_of_child and p.court_organisation_id = caller.organisation_id;

# Recusal: the respondent's organisation does not assess.
deny(caller: Caller, _, row: Assessment) if row.report.respondent_organisation_id = caller.organisation_id;

# The record of the child has ended and a case has kept it: the town has it no more.
deny(caller: Caller, _, row: Assessment) if caller.subject = "town" and row.child.former_town_id != nil;
