# Police decide. The court reads those of children before it.
allow(caller: Caller, "duty", row: Sanction) if caller.subject = "police" and row.district_id = caller.district_id;
allow(caller: Caller, "duty", row: Sanction) if
    caller.subject = "court" and p in row.petitions_of_child and p.court_organisation_id = caller.organisation_id;
# Civil affairs: of children that it protects (placed, or under its temporary guardianship) or for whom it petitions.
allow(caller: Caller, "duty:protected", row: Sanction) if
    caller.subject = "civil_affairs" and row.district_id = caller.district_id and
    p in row.placements_of_child and p.status = "RUNNING" and p.sealed = false;
allow(caller: Caller, "duty:protected", row: Sanction) if
    caller.subject = "civil_affairs" and
    t in row.temporary_guardianships_of_child and t.organisation_id = caller.organisation_id;
allow(caller: Caller, "duty:protected", row: Sanction) if
    caller.subject = "civil_affairs" and
    p in row.petitions_of_child and p.petitioner_organisation_id = caller.organisation_id;
# The procuratorate: of incidents filed as cases, and of children of petitions.
allow(caller: Caller, "duty", row: Sanction) if
    caller.subject = "procuratorate" and row.district_id = caller.district_id and row.incident.filed_as_case = true;
allow(caller: Caller, "duty", row: Sanction) if
    caller.subject = "procuratorate" and p in row.petitions_of_child and p.district_id = caller.district_id;

# Recusal and sealed files, as for the incident.
deny(caller: Caller, _, row: Sanction) if row.incident.respondent_organisation_id = caller.organisation_id;
deny(caller: Caller, _, row: Sanction) if
    caller.subject != "police" and caller.subject != "court" and row.incident.sealed = true;
# Nor is a case its own where help followed from a report or incident against the lead unit's own staff.
deny(caller: Caller, "duty:protected", row: Sanction) if
    v in row.interventions_of_child and v.report.respondent_organisation_id = caller.organisation_id;
deny(caller: Caller, "duty:protected", row: Sanction) if
    p in row.placements_of_child and p.incident.respondent_organisation_id = caller.organisation_id;
