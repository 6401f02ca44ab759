# Evidence stays with the court that has the petition.
allow(caller: Caller, "duty", row: PetitionEvidence) if
    caller.subject = "court" and row.petition.court_organisation_id = caller.organisation_id;
