# Police keep the failures that they found; legal affairs read body, kind and days of the district's.
allow(caller: Caller, "duty", row: DutyFailure) if
    caller.subject = "police" and row.discovered_by_organisation_id = caller.organisation_id;
allow(caller: Caller, "duty", row: DutyFailure) if
    caller.subject = "legal_affairs" and row.district_id = caller.district_id;
# The superior unit of the body that failed sees whose failure it was.
allow(caller: Caller, "duty:superior", row: DutyFailure) if
    caller.subject = "education" and row.district_id = caller.district_id and row.organisation.unit.code = "education";
allow(caller: Caller, "duty:superior", row: DutyFailure) if
    caller.subject = "health" and row.district_id = caller.district_id and row.organisation.unit.code = "health";
allow(caller: Caller, "duty:superior", row: DutyFailure) if
    caller.subject = "civil_affairs" and row.district_id = caller.district_id and
    row.organisation.unit.code = "civil_affairs" and row.organisation.kind != "UNIT";

# Recusal, as for the report.
deny(caller: Caller, _, row: DutyFailure) if row.report.respondent_organisation_id = caller.organisation_id;
