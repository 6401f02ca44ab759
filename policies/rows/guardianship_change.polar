# Whoever has the child in its work learns that the guardian has changed.
allow(caller: Caller, "duty", row: GuardianshipChange) if
    caller.subject in ["school", "kindergarten"] and row.child.school_id = caller.organisation_id;
allow(caller: Caller, "duty", row: GuardianshipChange) if
    caller.subject = "village" and row.village_id = caller.village_id;
allow(caller: Caller, "duty", row: GuardianshipChange) if caller.subject = "town" and row.town_id = caller.town_id;
allow(caller: Caller, "duty", row: GuardianshipChange) if
    caller.subject in ["civil_affairs", "procuratorate"] and row.district_id = caller.district_id;
allow(caller: Caller, "duty", row: GuardianshipChange) if
    caller.subject = "police" and i in row.incidents_of_child and i.district_id = caller.district_id and
    i.respondent_organisation_id = nil;
allow(caller: Caller, "duty", row: GuardianshipChange) if
    caller.subject = "police" and i in row.incidents_of_child and i.district_id = caller.district_id and
    i.respondent_organisation_id != caller.organisation_id;
allow(caller: Caller, "duty", row: GuardianshipChange) if
    caller.subject = "court" and row.petition.court_organisation_id = caller.organisation_id;

deny(caller: Caller, _, row: GuardianshipChange) if
    caller.subject in ["school", "kindergarten", "village"] and row.child.sealed = true;

# The record of the child has ended and a case has kept it: town and village have it no more.
deny(caller: Caller, _, row: GuardianshipChange) if caller.subject in ["town", "village"] and row.child.former_town_id != nil;
