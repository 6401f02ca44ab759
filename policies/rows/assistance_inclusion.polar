# The lead unit reads the assistance of the district; the disabled persons' federation whether a child with a disability
# has some.
allow(caller: Caller, "duty", row: AssistanceInclusion) if
    caller.subject = "civil_affairs" and row.district_id = caller.district_id;
allow(caller: Caller, "duty", row: AssistanceInclusion) if
    caller.subject = "disabled_federation" and row.district_id = caller.district_id and row.child.disability_grade >= 1;
