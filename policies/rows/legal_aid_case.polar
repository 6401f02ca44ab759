# Justice reads the cases that it carries.
allow(caller: Caller, "duty", row: LegalAidCase) if
    caller.subject = "justice" and row.organisation_id = caller.organisation_id;
