# The federation keeps the district's records; health reads those of rural children.
allow(caller: Caller, "duty", row: DisabilityRecord) if
    caller.subject = "disabled_federation" and row.district_id = caller.district_id;
allow(caller: Caller, "duty", row: DisabilityRecord) if
    caller.subject = "health" and row.district_id = caller.district_id and
    row.child.category in ["LEFT_BEHIND", "OTHER_RURAL"];
