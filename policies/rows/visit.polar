# The village visits; the town and the lead unit read that it did.
allow(caller: Caller, "duty", row: Visit) if caller.subject = "village" and row.village_id = caller.village_id;
allow(caller: Caller, "duty", row: Visit) if caller.subject = "town" and row.town_id = caller.town_id;
allow(caller: Caller, "duty", row: Visit) if
    caller.subject = "civil_affairs" and row.district_id = caller.district_id;

# With the child's record it is sealed.
deny(caller: Caller, _, row: Visit) if caller.subject = "village" and row.child.sealed = true;
