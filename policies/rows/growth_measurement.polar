# Health reads the records of the district's rural children, a hospital those that it made itself.
allow(caller: Caller, "duty", row: GrowthMeasurement) if
    caller.subject = "health" and row.district_id = caller.district_id and
    row.child.category in ["LEFT_BEHIND", "OTHER_RURAL"];
allow(caller: Caller, "duty", row: GrowthMeasurement) if
    caller.subject = "hospital" and row.organisation_id = caller.organisation_id;

# With the child's record its health records are sealed.
deny(caller: Caller, _, row: GrowthMeasurement) if caller.subject = "hospital" and row.child.sealed = true;
