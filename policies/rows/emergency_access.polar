# One's own emergency accesses; the lead unit is told of every one in the district.
allow(caller: Caller, "duty", row: EmergencyAccess) if row.person_id = caller.person_id;
allow(caller: Caller, "duty:lead", row: EmergencyAccess) if
    caller.subject = "civil_affairs" and row.district_id = caller.district_id;
# Those that the lead unit of the child's district opened itself are for the procuratorate there to review.
allow(caller: Caller, "duty:own_of_lead", row: EmergencyAccess) if
    caller.subject = "procuratorate" and row.district_id = caller.district_id and
    row.organisation.district_id = caller.district_id and
    row.organisation.kind = "UNIT" and row.organisation.unit.code = "civil_affairs";
