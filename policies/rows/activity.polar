# Own activities.
allow(caller: Caller, "duty", row: Activity) if
    caller.subject in ["trade_union", "youth_league", "womens_federation", "next_generation"] and
    row.organisation_id = caller.organisation_id;
allow(caller: Caller, "duty", row: Activity) if
    caller.subject in ["culture", "charity_or_volunteer_body"] and row.organisation_id = caller.organisation_id;
