# Who takes part in the organisation's own programmes and activities. Culture and charities keep no names.
allow(caller: Caller, "duty", row: Participation) if
    caller.subject in ["trade_union", "youth_league", "womens_federation", "next_generation"] and
    row.organisation_id = caller.organisation_id;

# With the child's record its part in a programme is sealed.
deny(caller: Caller, _, row: Participation) if
    caller.subject in ["trade_union", "youth_league", "womens_federation", "next_generation"] and
    row.child.sealed = true;
