# Counts of one's own duties, and of those owed by the organisations below.
allow(caller: Caller, "duty", row: DutyCount) if row.organisation_id = caller.organisation_id;
allow(caller: Caller, "duty:above", row: DutyCount) if
    caller.subject in ["civil_affairs", "education", "health", "governance"] and row.superior_organisation_id = caller.organisation_id;
# Nor that an organisation below was ever asked for assistance by police: it gives away who reported (conflict 1).
deny(_caller: Caller, "duty:above", row: DutyCount) if row.code = "assistance_answer";
