# A school reads every enrolment of its present pupils.
allow(caller: Caller, "duty", row: Enrolment) if
    caller.subject = "school" and row.child.school_id = caller.organisation_id;
allow(caller: Caller, "referral:schooling", row: Enrolment) if
    r in row.referrals_of_child and r.to_organisation_id = caller.organisation_id and
    r.purpose = "schooling" and r.status = "ACCEPTED" and r.ends_at > caller.now;
deny(caller: Caller, "referral", row: Enrolment) if
    i in row.incidents_of_child and i.respondent_organisation_id = caller.organisation_id;
deny(caller: Caller, "referral", row: Enrolment) if
    r in row.reports_of_child and r.respondent_organisation_id = caller.organisation_id;
deny(caller: Caller, _, row: Enrolment) if caller.subject in ["school", "kindergarten"] and row.child.sealed = true;

# education: enrolments in its schools of their present pupils, and of children of school age who live in the district.
allow(caller: Caller, "duty", row: Enrolment) if
    caller.subject = "education" and row.school_district_id = caller.district_id and
    row.child.school_district_id = caller.district_id;
allow(caller: Caller, "duty", row: Enrolment) if
    caller.subject = "education" and row.district_id = caller.district_id and
    row.child.birth_date > caller.born_for_school_after and
    row.child.birth_date <= caller.born_for_school_by;

# kindergarten: every enrolment of its present pupils, as a school.
allow(caller: Caller, "duty", row: Enrolment) if
    caller.subject = "kindergarten" and row.child.school_id = caller.organisation_id;
