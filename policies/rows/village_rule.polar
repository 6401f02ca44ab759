# A village reads the rules that it filed itself, the town those of its villages.
allow(caller: Caller, "duty", row: VillageRule) if
    caller.subject = "village" and row.organisation_id = caller.organisation_id;
allow(caller: Caller, "duty", row: VillageRule) if caller.subject = "town" and row.town_id = caller.town_id;
