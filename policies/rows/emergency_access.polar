# One's own emergency accesses; the lead unit is told of every one in the district.
allow(caller: Caller, "duty", row: EmergencyAccess) if row.person_id = caller.person_id;
allow(caller: Caller, "duty:lead", row: EmergencyAccess) if
    caller.subject = "civil_affairs" and row.district_id = caller.district_id;
