# A school reads every enrolment of its present pupils.
allow(caller: Caller, "duty", row: Enrolment) if
    caller.subject = "school" and row.child.school_id = caller.organisation_id;
allow(caller: Caller, "referral:schooling", row: Enrolment) if
    r in row.referrals_of_child and r.to_organisation_id = caller.organisation_id and
    r.purpose = "schooling" and r.status = "ACCEPTED" and r.ends_at > caller.now;
deny(caller: Caller, _, row: Enrolment) if caller.subject = "school" and row.child.sealed = true;
