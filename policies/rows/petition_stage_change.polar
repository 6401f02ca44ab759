# Whoever reads a petition reads its steps.
allow(caller: Caller, "duty", row: PetitionStageChange) if
    caller.subject = "court" and row.petition.court_organisation_id = caller.organisation_id;
allow(caller: Caller, "duty", row: PetitionStageChange) if
    caller.subject in ["civil_affairs", "procuratorate"] and row.district_id = caller.district_id;
allow(caller: Caller, "duty", row: PetitionStageChange) if
    caller.subject = "village" and row.petition.petitioner_organisation_id = caller.organisation_id;
