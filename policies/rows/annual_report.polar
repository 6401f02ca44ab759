# Each organisation reads its own report; who receives and who evaluates reads those of the district.
allow(caller: Caller, "duty", row: AnnualReport) if row.organisation_id = caller.organisation_id;
allow(caller: Caller, "duty", row: AnnualReport) if
    caller.subject in ["civil_affairs", "governance"] and row.district_id = caller.district_id;
