# Own volunteers.
allow(caller: Caller, "duty", row: Volunteer) if
    caller.subject in ["trade_union", "youth_league", "womens_federation", "next_generation"] and
    row.organisation_id = caller.organisation_id;
