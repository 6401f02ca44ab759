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
