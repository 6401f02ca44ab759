# Published tables of the caller's district.
allow(caller: Caller, "duty", row: PublishedFigure) if row.district_id = caller.district_id;
