# Names of the towns of the caller's district.
allow(caller: Caller, "duty", row: Town) if row.district_id = caller.district_id;
