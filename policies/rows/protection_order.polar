# The court reads the orders applied for at it.
allow(caller: Caller, "duty", row: ProtectionOrder) if
    caller.subject = "court" and row.court_organisation_id = caller.organisation_id;
