# Measures on findings: village and town, who carry them out.
allow(caller: Caller, "duty", row: Measure) if caller.subject = "village" and row.village_id = caller.village_id;
allow(caller: Caller, "duty", row: Measure) if caller.subject = "town" and row.town_id = caller.town_id;

# With the child's record it is sealed.
deny(caller: Caller, _, row: Measure) if caller.subject = "village" and row.child.sealed = true;
