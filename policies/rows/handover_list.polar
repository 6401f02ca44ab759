# Lists of a school or kindergarten, to the village that they are addressed to and its town.
allow(caller: Caller, "duty", row: HandoverList) if
    caller.subject in ["school", "kindergarten"] and row.school_id = caller.organisation_id;
allow(caller: Caller, "duty", row: HandoverList) if
    caller.subject = "education" and row.school_district_id = caller.district_id;
allow(caller: Caller, "duty", row: HandoverList) if
    caller.subject = "village" and row.village_id = caller.village_id;
allow(caller: Caller, "duty", row: HandoverList) if caller.subject = "town" and row.town_id = caller.town_id;
