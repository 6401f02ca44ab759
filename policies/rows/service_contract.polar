# The lead unit reads the district's contracts, a town those that it bought, a provider its own.
allow(caller: Caller, "duty", row: ServiceContract) if
    caller.subject = "civil_affairs" and row.district_id = caller.district_id;
allow(caller: Caller, "duty", row: ServiceContract) if
    caller.subject = "town" and row.buyer_organisation_id = caller.organisation_id;
allow(caller: Caller, "duty", row: ServiceContract) if
    caller.subject = "social_work_body" and row.provider_organisation_id = caller.organisation_id;
