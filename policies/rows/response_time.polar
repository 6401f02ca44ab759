# Published figures of the district, for those who evaluate.
allow(caller: Caller, "duty", row: ResponseTime) if
    caller.subject = "governance" and row.district_id = caller.district_id;
