# The court reads the orders applied for at it.
allow(caller: Caller, "duty", row: ProtectionOrder) if
    caller.subject = "court" and row.court_organisation_id = caller.organisation_id;
# Who applied follows the order.
allow(caller: Caller, "duty:applied", row: ProtectionOrder) if
    caller.subject in ["police", "village", "civil_affairs"] and row.applicant_organisation_id = caller.organisation_id;
deny(caller: Caller, _, row: ProtectionOrder) if caller.subject = "village" and row.child.sealed = true;
