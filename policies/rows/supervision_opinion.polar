# The procuratorate that gave it, and the organisation that it is addressed to.
allow(caller: Caller, "duty", row: SupervisionOpinion) if
    caller.subject = "procuratorate" and row.organisation_id = caller.organisation_id;
allow(caller: Caller, "duty", row: SupervisionOpinion) if row.addressee_organisation_id = caller.organisation_id;
