# Whoever watches public opinion reads its own alerts, every organisation those that it must answer.
allow(caller: Caller, "duty:watch", row: OpinionAlert) if
    caller.subject = "cyberspace" and row.organisation_id = caller.organisation_id;
allow(caller: Caller, "duty", row: OpinionAlert) if row.assigned_organisation_id = caller.organisation_id;
