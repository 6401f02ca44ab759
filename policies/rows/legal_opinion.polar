# The office that gave it, and the organisation that it is addressed to.
allow(caller: Caller, "duty", row: LegalOpinion) if
    caller.subject = "legal_affairs" and row.organisation_id = caller.organisation_id;
allow(caller: Caller, "duty", row: LegalOpinion) if row.addressee_organisation_id = caller.organisation_id;
