# What a visit or a screening found: village and town, who act on it.
allow(caller: Caller, "duty", row: Finding) if caller.subject = "village" and row.village_id = caller.village_id;
allow(caller: Caller, "duty", row: Finding) if caller.subject = "town" and row.town_id = caller.town_id;

# With the child's record it is sealed.
deny(caller: Caller, _, row: Finding) if caller.subject = "village" and row.child.sealed = true;
