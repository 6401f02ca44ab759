# Justice reads the records that it keeps.
allow(caller: Caller, "duty", row: CorrectionRecord) if
    caller.subject = "justice" and row.organisation_id = caller.organisation_id;
