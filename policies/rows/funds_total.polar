# Those who read published tables read the totals of the district, a tax bureau those of its own relief.
allow(caller: Caller, "duty", row: FundsTotal) if
    caller.subject in ["statistics", "development", "governance", "legal_affairs", "finance", "civil_affairs"] and
    row.district_id = caller.district_id;
allow(caller: Caller, "duty", row: FundsTotal) if
    caller.subject in ["local_tax", "state_tax"] and row.organisation_id = caller.organisation_id;
