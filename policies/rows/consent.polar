# A guardian reads the consents that he gave himself; village and town, which put signed ones on file, those of their children.
allow(caller: Caller, "duty", row: Consent) if
    caller.subject = "guardian" and row.guardian_id = caller.guardian_id;
allow(caller: Caller, "duty", row: Consent) if caller.subject = "village" and row.village_id = caller.village_id;
allow(caller: Caller, "duty", row: Consent) if caller.subject = "town" and row.town_id = caller.town_id;

# With the child's record it is sealed.
deny(caller: Caller, _, row: Consent) if caller.subject = "village" and row.child.sealed = true;
