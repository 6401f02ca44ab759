# The town's own demands on absent parents.
allow(caller: Caller, "duty", row: Demand) if caller.subject = "town" and row.town_id = caller.town_id;
