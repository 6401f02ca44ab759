# The village supervises, the town reads how.
allow(caller: Caller, "duty", row: AgreementSupervision) if caller.subject = "village" and row.village_id = caller.village_id;
allow(caller: Caller, "duty", row: AgreementSupervision) if caller.subject = "town" and row.town_id = caller.town_id;

# With the child's record it is sealed.
deny(caller: Caller, _, row: AgreementSupervision) if caller.subject = "village" and row.child.sealed = true;
