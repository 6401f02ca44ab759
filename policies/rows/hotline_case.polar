# The two hotlines read their own cases. What a caller told stays theirs where the child's record is sealed; the child does not.
allow(caller: Caller, "duty", row: HotlineCase) if
    caller.subject in ["youth_league", "womens_federation"] and row.organisation_id = caller.organisation_id;
