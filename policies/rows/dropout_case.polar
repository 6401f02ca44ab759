# A school registers the dropouts among its pupils; kindergartens have none.
allow(caller: Caller, "duty", row: DropoutCase) if
    caller.subject = "school" and row.school_id = caller.organisation_id and
    row.child.school_id = caller.organisation_id and row.child.sealed = false;
# Education: open cases of its schools wherever the child is now, all cases of their pupils, and all cases of children
# of compulsory school age who live in the district.
allow(caller: Caller, "duty", row: DropoutCase) if
    caller.subject = "education" and row.school_district_id = caller.district_id and row.status = "OPEN";
allow(caller: Caller, "duty", row: DropoutCase) if
    caller.subject = "education" and row.school_district_id = caller.district_id and
    row.child.school_district_id = caller.district_id;
allow(caller: Caller, "duty", row: DropoutCase) if
    caller.subject = "education" and row.district_id = caller.district_id and
    row.child.birth_date > caller.born_for_school_after and row.child.birth_date <= caller.born_for_school_by;
# The town reads written reports on children of its villages (义务教育法 十三).
allow(caller: Caller, "duty", row: DropoutCase) if
    caller.subject = "town" and row.town_id = caller.town_id and row.reported_on != nil;
