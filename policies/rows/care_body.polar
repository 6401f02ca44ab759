# The lead unit keeps the register; a care institution, a charity or a volunteer body reads its own entry.
allow(caller: Caller, "duty", row: CareBody) if
    caller.subject = "civil_affairs" and row.district_id = caller.district_id;
allow(caller: Caller, "duty", row: CareBody) if
    caller.subject in ["care_institution", "charity_or_volunteer_body"] and
    row.organisation_id = caller.organisation_id;
