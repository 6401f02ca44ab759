# Town and civil affairs read every part, a body on the ground its own.
allow(caller: Caller, "duty", row: AssessmentPart) if caller.subject = "town" and row.town_id = caller.town_id;
allow(caller: Caller, "duty", row: AssessmentPart) if
    caller.subject = "civil_affairs" and row.district_id = caller.district_id;
allow(caller: Caller, "duty:asked", row: AssessmentPart) if
    caller.subject in ["village", "school", "hospital", "social_work_body"] and
    row.asked_organisation_id = caller.organisation_id;

# Recusal: the respondent's organisation is not asked. Sealed: not for those around the child.
deny(caller: Caller, _, row: AssessmentPart) if
    row.assessment.report.respondent_organisation_id = caller.organisation_id;
deny(caller: Caller, _, row: AssessmentPart) if
    caller.subject in ["village", "school", "hospital", "social_work_body"] and row.child.sealed = true;

# A near relative reads the part that he is asked for.
allow(caller: Caller, "duty:asked", row: AssessmentPart) if
    caller.subject = "near_relative" and row.relative_guardian_id = caller.guardian_id;

# The record of the child has ended and a case has kept it: the town has it no more.
deny(caller: Caller, _, row: AssessmentPart) if caller.subject = "town" and row.child.former_town_id != nil;

# And who was asked is done with what it has answered.
deny(_caller: Caller, "duty:asked", row: AssessmentPart) if row.status != "ASKED" and row.child.former_town_id != nil;
