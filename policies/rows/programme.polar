# A group organisation reads its own programmes, and the joint ones that it leads.
allow(caller: Caller, "duty", row: Programme) if
    caller.subject in ["trade_union", "youth_league", "womens_federation", "next_generation"] and
    row.organisation_id = caller.organisation_id;
allow(caller: Caller, "duty", row: Programme) if
    caller.subject = "womens_federation" and row.lead_organisation_id = caller.organisation_id;
