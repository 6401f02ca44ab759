# Which children services reach: the district's for the lead unit, those of its villages for a town.
allow(caller: Caller, "duty", row: ServiceCoverage) if
    caller.subject = "civil_affairs" and row.district_id = caller.district_id;
allow(caller: Caller, "duty", row: ServiceCoverage) if caller.subject = "town" and row.town_id = caller.town_id;
