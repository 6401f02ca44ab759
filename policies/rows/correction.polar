# Whoever asked: an organisation, or a person for himself.
allow(caller: Caller, "duty", row: Correction) if row.asked_organisation_id = caller.organisation_id;
allow(caller: Caller, "duty", row: Correction) if row.asked_guardian_id = caller.guardian_id;
# The organisation that keeps the record, whose duty writes that member in that row.
allow(caller: Caller, "duty:kept_record", row: Correction) if row.holder_organisation_id = caller.organisation_id;

# With the child's record it is sealed.
deny(caller: Caller, _, row: Correction) if
    caller.subject in [
        "school", "kindergarten", "village", "hospital", "social_work_body", "care_institution", "rescue_station",
        "welfare_home", "temporary_shelter", "trade_union", "youth_league", "womens_federation",
        "next_generation", "charity_or_volunteer_body"
    ] and row.child.sealed = true;
