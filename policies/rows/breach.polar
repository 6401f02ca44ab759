# Breaches of agreements: village and town, who admonish.
allow(caller: Caller, "duty", row: Breach) if caller.subject = "village" and row.village_id = caller.village_id;
allow(caller: Caller, "duty", row: Breach) if caller.subject = "town" and row.town_id = caller.town_id;

# With the child's record it is sealed.
deny(caller: Caller, _, row: Breach) if caller.subject = "village" and row.child.sealed = true;
