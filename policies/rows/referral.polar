# Sent or received by the caller's organisation; the lead unit sees the district's.
allow(caller: Caller, "duty", row: Referral) if row.from_organisation_id = caller.organisation_id;
allow(caller: Caller, "duty", row: Referral) if row.to_organisation_id = caller.organisation_id;
allow(caller: Caller, "duty:lead", row: Referral) if
    caller.subject = "civil_affairs" and row.district_id = caller.district_id;
