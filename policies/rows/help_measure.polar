# As their plan.
allow(caller: Caller, "duty", row: HelpMeasure) if caller.subject = "town" and row.town_id = caller.town_id;
allow(caller: Caller, "duty", row: HelpMeasure) if
    caller.subject = "civil_affairs" and row.district_id = caller.district_id;

# Recusal, as for the assessment.
deny(caller: Caller, _, row: HelpMeasure) if
    row.plan.assessment.report.respondent_organisation_id = caller.organisation_id;

# The record of the child has ended and a case has kept it: the town has it no more.
deny(caller: Caller, _, row: HelpMeasure) if caller.subject = "town" and row.child.former_town_id != nil;
