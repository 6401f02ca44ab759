# Who reads an entry of the ledger reads its reviews.
allow(caller: Caller, "duty", row: LedgerReview) if
    caller.subject = "village" and row.village_id = caller.village_id and row.entry.status = "OPEN";
allow(caller: Caller, "duty", row: LedgerReview) if caller.subject = "town" and row.town_id = caller.town_id;
allow(caller: Caller, "duty", row: LedgerReview) if
    caller.subject = "civil_affairs" and row.district_id = caller.district_id and row.entry.status = "OPEN";

# With the child's record it is sealed.
deny(caller: Caller, _, row: LedgerReview) if caller.subject = "village" and row.child.sealed = true;
