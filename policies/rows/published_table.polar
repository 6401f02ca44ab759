# What is published for the caller's district; response times are for those who evaluate.
allow(caller: Caller, "duty", row: PublishedTable) if
    caller.subject = "governance" and row.district_id = caller.district_id;
allow(caller: Caller, "duty", row: PublishedTable) if
    caller.subject in ["statistics", "development", "legal_affairs", "finance", "civil_affairs"] and
    row.name in ["CHILDREN_BY_TOWN", "PUPILS_BY_SCHOOL", "REPORTS_BY_KIND", "INCIDENTS_BY_KIND", "LATE_BY_KIND", "FUNDS_BY_KIND"] and
    row.district_id = caller.district_id;
