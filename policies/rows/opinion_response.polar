# Responses to one's own alerts, and one's own responses.
allow(caller: Caller, "duty:watch", row: OpinionResponse) if
    caller.subject = "cyberspace" and row.opinion_alert.organisation_id = caller.organisation_id;
allow(caller: Caller, "duty", row: OpinionResponse) if row.organisation_id = caller.organisation_id;
