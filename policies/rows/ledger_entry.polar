# The town keeps the ledger, the village reads of the children who live there, the lead unit of the district's.
allow(caller: Caller, "duty", row: LedgerEntry) if caller.subject = "village" and row.village_id = caller.village_id;
allow(caller: Caller, "duty", row: LedgerEntry) if caller.subject = "town" and row.town_id = caller.town_id;
allow(caller: Caller, "duty", row: LedgerEntry) if
    caller.subject = "civil_affairs" and row.district_id = caller.district_id;

# With the child's record it is sealed.
deny(caller: Caller, _, row: LedgerEntry) if caller.subject = "village" and row.child.sealed = true;
