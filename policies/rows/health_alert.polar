# Health reads the records of the district's rural children, a hospital those that it made itself.
allow(caller: Caller, "duty", row: HealthAlert) if
    caller.subject = "health" and row.district_id = caller.district_id and
    row.child.category in ["LEFT_BEHIND", "OTHER_RURAL"];
allow(caller: Caller, "duty", row: HealthAlert) if
    caller.subject = "hospital" and row.organisation_id = caller.organisation_id;

# With the child's record its health records are sealed.
deny(caller: Caller, _, row: HealthAlert) if caller.subject = "hospital" and row.child.sealed = true;

# An entrusted guardian heeds what is in force for the child in his care.
allow(caller: Caller, "duty", row: HealthAlert) if
    caller.subject = "entrusted_guardian" and row.active = true and a in row.agreements_of_child and
    a.carer_id = caller.guardian_id and a.status = "IN_FORCE" and a.starts_on <= caller.today and
    a.ends_on >= caller.today;
