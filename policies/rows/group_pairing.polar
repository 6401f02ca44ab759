# Own pairings.
allow(caller: Caller, "duty", row: GroupPairing) if
    caller.subject in ["trade_union", "youth_league", "womens_federation", "next_generation", "charity_or_volunteer_body"] and
    row.organisation_id = caller.organisation_id;

# With the child's record its pairings are sealed.
deny(caller: Caller, _, row: GroupPairing) if
    caller.subject in ["trade_union", "youth_league", "womens_federation", "next_generation", "charity_or_volunteer_body"] and
    row.child.sealed = true;
