# Names of the villages of the caller's district.
allow(caller: Caller, "duty", row: Village) if row.district_id = caller.district_id;
