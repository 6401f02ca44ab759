# A school reads its own record; those who arrange handovers and the ledger read the names of the district's schools.
allow(caller: Caller, "duty", row: School) if caller.subject = "school" and row.id = caller.organisation_id;
allow(caller: Caller, "duty", row: School) if
    caller.subject in ["village", "town", "civil_affairs"] and row.district_id = caller.district_id;
# Police: the schools that they check and send counsellors to.
allow(caller: Caller, "duty", row: School) if caller.subject = "police" and row.district_id = caller.district_id;

# education: the schools and kindergartens of the district. kindergarten: its own record.
allow(caller: Caller, "duty", row: School) if
    caller.subject = "education" and row.district_id = caller.district_id;
allow(caller: Caller, "duty", row: School) if
    caller.subject = "kindergarten" and row.id = caller.organisation_id;
# The school of one's own child, and of the child in one's care.
allow(caller: Caller, "duty", row: School) if
    caller.subject = "guardian" and g in row.guardianships_of_children and g.guardian_id = caller.guardian_id and
    g.custody = true and g.ends_at > caller.now and g.barred_until <= caller.now;
allow(caller: Caller, "duty", row: School) if
    caller.subject = "entrusted_guardian" and a in row.agreements_of_children and
    a.carer_id = caller.guardian_id and a.status = "IN_FORCE" and a.starts_on <= caller.today and
    a.ends_on >= caller.today;

# Where a child is that is protected from him he does not learn.
deny(caller: Caller, "duty", row: School) if
    caller.subject in ["guardian", "entrusted_guardian"] and o in row.protection_orders_of_children and
    o.guardian_id = caller.guardian_id and
    o.status = "IN_FORCE" and o.valid_until >= caller.today;
