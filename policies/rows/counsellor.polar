# Police send the district's counsellors; a school reads its own.
allow(caller: Caller, "duty", row: Counsellor) if
    caller.subject = "police" and row.district_id = caller.district_id;
allow(caller: Caller, "duty", row: Counsellor) if
    caller.subject in ["school", "kindergarten"] and row.school_id = caller.organisation_id;
