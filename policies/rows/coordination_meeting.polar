# Meetings of the mechanism of the caller's district.
allow(caller: Caller, "duty", row: CoordinationMeeting) if row.district_id = caller.district_id;
