# The lead unit follows the checks of staff in the district.
allow(caller: Caller, "duty", row: StaffCheck) if
    caller.subject = "civil_affairs" and row.district_id = caller.district_id;
