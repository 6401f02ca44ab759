# Housing and agriculture read the support that they gave themselves.
allow(caller: Caller, "duty", row: SupportRecord) if
    caller.subject in ["housing", "agriculture"] and row.organisation_id = caller.organisation_id;
