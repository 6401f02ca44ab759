# Notices that a school or kindergarten sent to parents and carers of its own pupils.
allow(caller: Caller, "duty", row: CareNotice) if
    caller.subject in ["school", "kindergarten"] and row.school_id = caller.organisation_id and
    row.child.school_id = caller.organisation_id and row.child.sealed = false;

# Recusal: not where the notice came of a report whose respondent works for the organisation.
deny(caller: Caller, _, row: CareNotice) if row.report.respondent_organisation_id = caller.organisation_id;

# The guardian or carer whom a notice addresses, while he is so and not barred (conflict 3).
allow(caller: Caller, "duty", row: CareNotice) if
    caller.subject = "guardian" and row.guardian_id = caller.guardian_id and g in row.guardianships_of_child and
    g.guardian_id = caller.guardian_id and g.custody = true and g.ends_at > caller.now and
    g.barred_until <= caller.now;
allow(caller: Caller, "duty", row: CareNotice) if
    caller.subject = "entrusted_guardian" and row.guardian_id = caller.guardian_id and a in row.agreements_of_child and
    a.carer_id = caller.guardian_id and a.status = "IN_FORCE" and a.starts_on <= caller.today and
    a.ends_on >= caller.today;

# Never to one under a protection order.
deny(caller: Caller, "duty", row: CareNotice) if
    caller.subject in ["guardian", "entrusted_guardian"] and o in row.protection_orders_of_child and
    o.guardian_id = caller.guardian_id and
    o.status = "IN_FORCE" and o.valid_until >= caller.today;
# Nor to one for whom a case of violence runs: an order is applied for, he is warned or sanctioned in an open incident, or
# petitioned against (conflict 3).
deny(caller: Caller, "duty", row: CareNotice) if
    caller.subject in ["guardian", "entrusted_guardian"] and o in row.protection_orders_of_child and
    o.guardian_id = caller.guardian_id and o.status = "APPLIED";
deny(caller: Caller, "duty", row: CareNotice) if
    caller.subject in ["guardian", "entrusted_guardian"] and w in row.warning_letters_of_child and
    w.guardian_id = caller.guardian_id and w.status in ["ISSUED", "DELIVERED"] and w.incident.status = "OPEN";
deny(caller: Caller, "duty", row: CareNotice) if
    caller.subject in ["guardian", "entrusted_guardian"] and s in row.sanctions_of_child and
    s.guardian_id = caller.guardian_id and s.status in ["DECIDED", "EXECUTED"] and
    s.incident.kind = "DOMESTIC_VIOLENCE" and s.incident.status = "OPEN";
deny(caller: Caller, "duty", row: CareNotice) if
    caller.subject in ["guardian", "entrusted_guardian"] and p in row.petitions_of_child and
    p.respondent_guardian_id = caller.guardian_id and p.ground = "GRAVE_HARM" and
    p.stage in ["FILED", "ACCEPTED", "HEARD"];
