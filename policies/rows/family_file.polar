# Kept by the town and read by it alone.
allow(caller: Caller, "duty", row: FamilyFile) if caller.subject = "town" and row.town_id = caller.town_id;
