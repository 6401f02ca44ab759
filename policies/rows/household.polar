# Households that live in the village, in the town's villages, in the district.
allow(caller: Caller, "duty", row: Household) if caller.subject = "village" and row.village_id = caller.village_id;
allow(caller: Caller, "duty", row: Household) if caller.subject = "town" and row.town_id = caller.town_id;
allow(caller: Caller, "duty", row: Household) if
    caller.subject = "civil_affairs" and row.district_id = caller.district_id;
# The household of a child referred for guidance.
allow(caller: Caller, "referral:guardianship_guidance", row: Household) if
    r in row.referrals_of_children and r.to_organisation_id = caller.organisation_id and
    r.purpose = "guardianship_guidance" and r.status = "ACCEPTED" and r.ends_at > caller.now;
deny(caller: Caller, "referral", row: Household) if
    i in row.incidents_of_children and i.respondent_organisation_id = caller.organisation_id;
deny(caller: Caller, "referral", row: Household) if
    r in row.reports_of_children and r.respondent_organisation_id = caller.organisation_id;

# housing, agriculture: households to which they gave support themselves.
allow(caller: Caller, "duty", row: Household) if
    caller.subject in ["housing", "agriculture"] and s in row.support_records and
    s.organisation_id = caller.organisation_id;
