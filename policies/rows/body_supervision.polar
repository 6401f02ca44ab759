# The lead unit supervises the bodies of the district.
allow(caller: Caller, "duty", row: BodySupervision) if
    caller.subject = "civil_affairs" and row.district_id = caller.district_id;
