# The village reads those that it issued itself for children who live there, the town its own and its villages'.
allow(caller: Caller, "duty", row: Admonition) if
    caller.subject = "village" and row.organisation_id = caller.organisation_id and row.village_id = caller.village_id;
allow(caller: Caller, "duty", row: Admonition) if caller.subject = "town" and row.town_id = caller.town_id;
# The lead unit: of children whom it shelters or whose temporary guardian it is, or for whom it petitions.
allow(caller: Caller, "duty:protected", row: Admonition) if
    caller.subject = "civil_affairs" and p in row.petitions_of_child and
    p.petitioner_organisation_id = caller.organisation_id;
allow(caller: Caller, "duty:protected", row: Admonition) if
    caller.subject = "civil_affairs" and v in row.interventions_of_child and v.district_id = caller.district_id and
    v.kind = "SHELTER" and v.status = "RUNNING" and v.sealed = false;
allow(caller: Caller, "duty:protected", row: Admonition) if
    caller.subject = "civil_affairs" and p in row.placements_of_child and p.district_id = caller.district_id and
    p.status = "RUNNING" and p.sealed = false;
allow(caller: Caller, "duty:protected", row: Admonition) if
    caller.subject = "civil_affairs" and
    t in row.temporary_guardianships_of_child and t.organisation_id = caller.organisation_id;

# Recusal: help that followed from a report against the lead unit's own staff is none of its cases.
deny(caller: Caller, "duty:protected", row: Admonition) if
    v in row.interventions_of_child and v.report.respondent_organisation_id = caller.organisation_id;
deny(caller: Caller, "duty:protected", row: Admonition) if
    p in row.placements_of_child and p.incident.respondent_organisation_id = caller.organisation_id;
# With the child's record it is sealed.
deny(caller: Caller, _, row: Admonition) if caller.subject = "village" and row.child.sealed = true;
