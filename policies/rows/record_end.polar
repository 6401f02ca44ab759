# The town that kept the record, until it is erased; the lead unit of the district.
allow(caller: Caller, "duty", row: RecordEnd) if caller.subject = "town" and row.town_id = caller.town_id;
allow(caller: Caller, "duty", row: RecordEnd) if
    caller.subject = "civil_affairs" and row.district_id = caller.district_id;
