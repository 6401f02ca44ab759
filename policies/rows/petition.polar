# The court reads the petitions before it, civil affairs the district's.
allow(caller: Caller, "duty", row: Petition) if
    caller.subject = "court" and row.court_organisation_id = caller.organisation_id;
allow(caller: Caller, "duty", row: Petition) if
    caller.subject = "civil_affairs" and row.district_id = caller.district_id;
# A village reads the petitions that it filed itself.
allow(caller: Caller, "duty", row: Petition) if
    caller.subject = "village" and row.petitioner_organisation_id = caller.organisation_id;
# The procuratorate follows the district's.
allow(caller: Caller, "duty", row: Petition) if
    caller.subject = "procuratorate" and row.district_id = caller.district_id;

# A near relative reads the petitions that he filed.
allow(caller: Caller, "duty", row: Petition) if
    caller.subject = "near_relative" and row.petitioner_guardian_id = caller.guardian_id;
