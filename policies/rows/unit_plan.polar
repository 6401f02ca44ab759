# Each organisation reads its own plan, the lead unit those of the district.
allow(caller: Caller, "duty", row: UnitPlan) if row.organisation_id = caller.organisation_id;
allow(caller: Caller, "duty", row: UnitPlan) if
    caller.subject = "civil_affairs" and row.district_id = caller.district_id;
