# The unit that is to sort it out alone: the lead unit; the police where a record is closed to that; the procuratorate where
# either may not know of it. Nobody else may learn that a record is on file elsewhere.
allow(caller: Caller, "duty", row: LeadTask) if
    caller.subject in ["civil_affairs", "police", "procuratorate"] and row.holder_organisation_id = caller.organisation_id;
