# Children handed over for the holidays: by their school or kindergarten, to the village and its town.
allow(caller: Caller, "duty", row: HandoverEntry) if
    caller.subject in ["school", "kindergarten"] and row.school_id = caller.organisation_id and
    row.child.school_id = caller.organisation_id and row.child.sealed = false;
allow(caller: Caller, "duty", row: HandoverEntry) if
    caller.subject = "education" and row.school_district_id = caller.district_id and
    row.child.school_district_id = caller.district_id;
allow(caller: Caller, "duty", row: HandoverEntry) if
    caller.subject = "village" and row.village_id = caller.village_id and row.child.sealed = false;
allow(caller: Caller, "duty", row: HandoverEntry) if caller.subject = "town" and row.town_id = caller.town_id;
