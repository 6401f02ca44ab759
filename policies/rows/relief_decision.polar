# Whoever grants relief reads what it decided itself.
allow(caller: Caller, "duty", row: ReliefDecision) if
    caller.subject in ["finance", "local_tax", "state_tax"] and row.organisation_id = caller.organisation_id;
