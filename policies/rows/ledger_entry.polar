# The town keeps the ledger, closed entries too until the record ends and is archived. For the village and the lead unit a child's entry
# is gone when it is closed.
allow(caller: Caller, "duty", row: LedgerEntry) if
    caller.subject = "village" and row.village_id = caller.village_id and row.status = "OPEN";
allow(caller: Caller, "duty", row: LedgerEntry) if caller.subject = "town" and row.town_id = caller.town_id;
allow(caller: Caller, "duty", row: LedgerEntry) if
    caller.subject = "civil_affairs" and row.district_id = caller.district_id and row.status = "OPEN";

# With the child's record it is sealed.
deny(caller: Caller, _, row: LedgerEntry) if caller.subject = "village" and row.child.sealed = true;
