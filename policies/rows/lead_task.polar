# The unit that is to sort it out alone, the lead unit or, where a record is sealed from that, the police: nobody else may learn
# that a record is on file elsewhere.
allow(caller: Caller, "duty", row: LeadTask) if
    caller.subject in ["civil_affairs", "police"] and row.holder_organisation_id = caller.organisation_id;
