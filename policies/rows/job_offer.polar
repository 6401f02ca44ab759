# The platform of the district.
allow(caller: Caller, "duty", row: JobOffer) if
    caller.subject = "human_resources" and row.district_id = caller.district_id;
