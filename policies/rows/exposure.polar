# What the organisation exposed itself.
allow(caller: Caller, "duty", row: Exposure) if row.organisation_id = caller.organisation_id;
