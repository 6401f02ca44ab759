# Whoever asked: an organisation, or a person for himself.
allow(caller: Caller, "duty", row: Correction) if row.asked_organisation_id = caller.organisation_id;
allow(caller: Caller, "duty", row: Correction) if row.asked_guardian_id = caller.guardian_id;
# The organisation that keeps the record, whose duty writes that member in that row.
allow(caller: Caller, "duty:kept_record", row: Correction) if row.holder_organisation_id = caller.organisation_id;
