# One's own organisation, and the names of partners in the district.
allow(caller: Caller, "duty", row: Organisation) if row.id = caller.organisation_id;
allow(caller: Caller, "duty:directory", row: Organisation) if row.district_id = caller.district_id;
