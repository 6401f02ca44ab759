# The committee for the next generation reads its own veterans.
allow(caller: Caller, "duty", row: Veteran) if
    caller.subject = "next_generation" and row.organisation_id = caller.organisation_id;
