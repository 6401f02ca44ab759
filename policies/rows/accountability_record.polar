# Who holds to account, and who gives the legal opinion on it.
allow(caller: Caller, "duty", row: AccountabilityRecord) if
    caller.subject in ["governance", "legal_affairs"] and row.district_id = caller.district_id;
