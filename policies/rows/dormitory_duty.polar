# Duty in the dormitories of a school or kindergarten; education reads those of its schools.
allow(caller: Caller, "duty", row: DormitoryDuty) if
    caller.subject in ["school", "kindergarten"] and row.school_id = caller.organisation_id;
allow(caller: Caller, "duty", row: DormitoryDuty) if
    caller.subject = "education" and row.school_district_id = caller.district_id;
