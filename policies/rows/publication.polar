# What the organisation published itself.
allow(caller: Caller, "duty", row: Publication) if row.organisation_id = caller.organisation_id;
