# Police give the district's talks.
allow(caller: Caller, "duty", row: PreventionTalk) if
    caller.subject = "police" and row.district_id = caller.district_id;
