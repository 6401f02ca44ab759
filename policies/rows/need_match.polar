# Needs matched with services: whoever leads the joint project, and whoever serves the need.
allow(caller: Caller, "duty", row: NeedMatch) if
    caller.subject = "womens_federation" and row.organisation_id = caller.organisation_id;
allow(caller: Caller, "duty", row: NeedMatch) if
    caller.subject in ["trade_union", "youth_league", "womens_federation", "next_generation"] and
    row.provider_organisation_id = caller.organisation_id;

# With the child's record its needs are sealed.
deny(caller: Caller, _, row: NeedMatch) if
    caller.subject in ["trade_union", "youth_league", "womens_federation", "next_generation"] and
    row.child.sealed = true;
