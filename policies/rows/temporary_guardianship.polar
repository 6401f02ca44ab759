# Civil affairs is the guardian.
allow(caller: Caller, "duty", row: TemporaryGuardianship) if
    caller.subject = "civil_affairs" and row.district_id = caller.district_id;
