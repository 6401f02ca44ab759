"""The emergency chain beside reports and petitions: response, assessment, sanctions, rulings (四(一) to 四(四)).

Revises: 0015
"""

from alembic import op

from db.migrations.words import add_index, add_unique, day, flag, key, make_table, moment, text, whole

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

TABLES = (
    "response_time",
    "assessment",
    "commendation",
    "duty_failure",
    "guardianship_change",
    "petition_evidence",
    "petition_stage_change",
    "protection_order",
    "assessment_part",
    "assistance_request",
    "help_plan",
    "incident_response",
    "injury_assessment",
    "placement",
    "sanction",
    "town_notice",
    "warning_letter",
    "help_measure",
    "temporary_guardianship",
)


def upgrade() -> None:
    _response_time()
    _assessment()
    _commendation()
    _duty_failure()
    _guardianship_change()
    _petition_evidence()
    _petition_stage_change()
    _protection_order()
    _assessment_part()
    _assistance_request()
    _help_plan()
    _incident_response()
    _injury_assessment()
    _placement()
    _sanction()
    _town_notice()
    _warning_letter()
    _help_measure()
    _temporary_guardianship()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _response_time() -> None:
    make_table(
        "response_time",
        key(), text("public_id"), text("period"), text("organisation_name"), text("step"), whole("count", null=True),
        whole("median_minutes", null=True), whole("organisation_id", references="organisation"), whole("district_id"),
    )
    add_index("response_time", "district_id", "-period", "id")
    add_unique("response_time", "period", "organisation_id", "step")
    add_unique("response_time", "public_id")


def _assessment() -> None:
    make_table(
        "assessment",
        key(), text("public_id"), text("status"), day("opened_on"), day("due_on"), moment("signed_at", null=True),
        text("signed_by", null=True), text("risk_level", null=True), text("summary", null=True),
        text("safety", null=True), text("guardianship", null=True), text("body_and_mind", null=True),
        whole("child_id", references="child"), whole("organisation_id", references="organisation"),
        whole("report_id", references="report", null=True),
        whole("prepared_by_person_id", references="person", null=True),
        whole("signed_by_person_id", references="person", null=True), whole("district_id"), whole("town_id"),
        whole("village_id"),
    )
    add_index("assessment", "child_id", "-opened_on", "id")
    add_index("assessment", "district_id", "-opened_on", "id")
    add_index("assessment", "organisation_id")
    add_index("assessment", "report_id", "-opened_on", "id")
    add_index("assessment", "town_id", "-opened_on", "id")
    add_unique("assessment", "public_id")


def _commendation() -> None:
    make_table(
        "commendation",
        key(), text("public_id"), text("kind"), text("status"), text("text"), whole("amount", null=True),
        day("decided_on"), whole("report_id", references="report"), whole("district_id"),
        whole("decided_by_person_id", references="person", null=True),
    )
    add_index("commendation", "district_id", "-decided_on", "id")
    add_index("commendation", "report_id", "-decided_on", "id")
    add_unique("commendation", "public_id")


def _duty_failure() -> None:
    make_table(
        "duty_failure",
        key(), text("public_id"), text("kind"), whole("days_late"), text("status"), text("source"),
        day("discovered_on"), day("closed_on", null=True), text("staff_name", null=True),
        whole("organisation_id", references="organisation"), whole("district_id"),
        whole("report_id", references="report", null=True),
        whole("discovered_by_organisation_id", references="organisation"),
        whole("discovered_by_person_id", references="person", null=True),
        whole("decided_by_person_id", references="person", null=True),
    )
    add_index("duty_failure", "discovered_by_organisation_id", "-discovered_on", "id")
    add_index("duty_failure", "district_id", "-discovered_on", "id")
    add_index("duty_failure", "organisation_id", "-discovered_on", "id")
    add_index("duty_failure", "report_id")
    add_unique("duty_failure", "public_id")


def _guardianship_change() -> None:
    make_table(
        "guardianship_change",
        key(), text("public_id"), text("from_name"), text("to_name", null=True), day("changed_on"),
        whole("child_id", references="child"), whole("petition_id", references="petition"),
        whole("from_guardian_id", references="guardian"), whole("to_guardian_id", references="guardian", null=True),
        whole("district_id"), whole("town_id"), whole("village_id"),
    )
    add_index("guardianship_change", "child_id", "-changed_on", "id")
    add_index("guardianship_change", "district_id", "-changed_on", "id")
    add_index("guardianship_change", "petition_id", "-changed_on", "id")
    add_index("guardianship_change", "town_id", "-changed_on", "id")
    add_index("guardianship_change", "village_id", "-changed_on", "id")
    add_unique("guardianship_change", "public_id")


def _petition_evidence() -> None:
    make_table(
        "petition_evidence",
        key(), text("public_id"), text("number"), text("kind"), day("submitted_on"), text("proves"),
        whole("child_id"), whole("petition_id", references="petition"),
        whole("submitted_by_person_id", references="person", null=True), whole("district_id"), whole("town_id"),
        whole("village_id"),
    )
    add_index("petition_evidence", "child_id", "number", "id")
    add_index("petition_evidence", "petition_id", "number", "id")
    add_unique("petition_evidence", "public_id")


def _petition_stage_change() -> None:
    make_table(
        "petition_stage_change",
        key(), text("public_id"), text("stage"), day("changed_on"), text("note", null=True), whole("child_id"),
        whole("petition_id", references="petition"), whole("changed_by_person_id", references="person", null=True),
        whole("district_id"), whole("town_id"), whole("village_id"),
    )
    add_index("petition_stage_change", "child_id", "-changed_on", "id")
    add_index("petition_stage_change", "district_id", "-changed_on", "id")
    add_index("petition_stage_change", "petition_id", "-changed_on", "id")
    add_unique("petition_stage_change", "public_id")


def _protection_order() -> None:
    make_table(
        "protection_order",
        key(), text("public_id"), text("status"), flag("urgent"), moment("applied_at"), moment("due_at"),
        moment("decided_at", null=True), day("valid_from", null=True), day("valid_until", null=True),
        text("measures", null=True), whole("child_id", references="child"),
        whole("guardian_id", references="guardian"), whole("petition_id", references="petition", null=True),
        whole("court_organisation_id", references="organisation"),
        whole("applicant_organisation_id", references="organisation", null=True),
        whole("decided_by_person_id", references="person", null=True), whole("district_id"), whole("town_id"),
        whole("village_id"),
    )
    add_index("protection_order", "child_id", "-applied_at", "id")
    add_index("protection_order", "court_organisation_id", "-applied_at", "id")
    add_index("protection_order", "guardian_id")
    add_index("protection_order", "petition_id")
    add_unique("protection_order", "public_id")


def _assessment_part() -> None:
    make_table(
        "assessment_part",
        key(), text("public_id"), text("kind"), text("status"), text("question"), day("asked_on"), day("due_on"),
        day("answered_on", null=True), text("answer", null=True), whole("child_id", references="child"),
        whole("assessment_id", references="assessment"),
        whole("asked_organisation_id", references="organisation", null=True),
        whole("relative_guardian_id", references="guardian", null=True),
        whole("asked_by_person_id", references="person", null=True),
        whole("answered_by_person_id", references="person", null=True), whole("district_id"), whole("town_id"),
        whole("village_id"),
    )
    add_index("assessment_part", "asked_organisation_id", "-asked_on", "id")
    add_index("assessment_part", "assessment_id", "-asked_on", "id")
    add_index("assessment_part", "child_id", "-asked_on", "id")
    add_index("assessment_part", "district_id", "-asked_on", "id")
    add_index("assessment_part", "relative_guardian_id", "-asked_on", "id")
    add_index("assessment_part", "town_id", "-asked_on", "id")
    add_unique("assessment_part", "public_id")


def _assistance_request() -> None:
    make_table(
        "assistance_request",
        key(), text("public_id"), text("kind"), text("status"), moment("asked_at"), moment("due_at"), text("request"),
        moment("answered_at", null=True), text("answer", null=True), whole("child_id", references="child"),
        whole("incident_id", references="incident"), whole("asking_organisation_id", references="organisation"),
        whole("asked_organisation_id", references="organisation"),
        whole("asked_by_person_id", references="person", null=True),
        whole("answered_by_person_id", references="person", null=True), whole("district_id"), whole("town_id"),
        whole("village_id"),
    )
    add_index("assistance_request", "asked_organisation_id", "-asked_at", "id")
    add_index("assistance_request", "asking_organisation_id")
    add_index("assistance_request", "child_id", "-asked_at", "id")
    add_index("assistance_request", "district_id", "-asked_at", "id")
    add_index("assistance_request", "incident_id", "-asked_at", "id")
    add_unique("assistance_request", "public_id")


def _help_plan() -> None:
    make_table(
        "help_plan",
        key(), text("public_id"), text("status"), text("goal"), day("starts_on"), day("ends_on"),
        day("next_review_on", null=True), whole("child_id", references="child"),
        whole("assessment_id", references="assessment"),
        whole("prepared_by_person_id", references="person", null=True), whole("district_id"), whole("town_id"),
        whole("village_id"),
    )
    add_index("help_plan", "assessment_id", "-starts_on", "id")
    add_index("help_plan", "child_id", "-starts_on", "id")
    add_index("help_plan", "district_id", "-starts_on", "id")
    add_index("help_plan", "town_id", "-starts_on", "id")
    add_unique("help_plan", "public_id")


def _incident_response() -> None:
    make_table(
        "incident_response",
        key(), text("public_id"), text("kind"), text("status"), moment("ordered_at"), moment("due_at", null=True),
        moment("done_at", null=True), text("result", null=True), whole("child_id", references="child"),
        whole("incident_id", references="incident"), whole("guardian_id", references="guardian", null=True),
        whole("officer_person_id", references="person", null=True), whole("district_id"), whole("town_id"),
        whole("village_id"),
    )
    add_index("incident_response", "child_id", "-ordered_at", "id")
    add_index("incident_response", "district_id", "-ordered_at", "id")
    add_index("incident_response", "guardian_id")
    add_index("incident_response", "incident_id", "-ordered_at", "id")
    add_unique("incident_response", "public_id")


def _injury_assessment() -> None:
    make_table(
        "injury_assessment",
        key(), text("public_id"), text("status"), moment("requested_at"), day("assessed_on", null=True),
        text("conclusion", null=True), text("detail", null=True), whole("child_id", references="child"),
        whole("incident_id", references="incident"), whole("hospital_organisation_id", references="organisation"),
        whole("assessed_by_person_id", references="person", null=True), whole("district_id"), whole("town_id"),
        whole("village_id"),
    )
    add_index("injury_assessment", "child_id", "-requested_at", "id")
    add_index("injury_assessment", "district_id", "-requested_at", "id")
    add_index("injury_assessment", "hospital_organisation_id", "-requested_at", "id")
    add_index("injury_assessment", "incident_id", "-requested_at", "id")
    add_unique("injury_assessment", "public_id")


def _placement() -> None:
    make_table(
        "placement",
        key(), text("public_id"), text("reason"), text("status"), day("placed_on"), day("due_back", null=True),
        day("ended_on", null=True), moment("parents_notified_at", null=True), text("host_kind"),
        text("place", null=True), text("note", null=True), whole("child_id", references="child"),
        whole("incident_id", references="incident", null=True),
        whole("host_organisation_id", references="organisation", null=True),
        whole("host_guardian_id", references="guardian", null=True),
        whole("placed_by_person_id", references="person", null=True), whole("district_id"), whole("town_id"),
        whole("village_id"), flag("sealed"),
    )
    add_index("placement", "child_id", "-placed_on", "id")
    add_index("placement", "district_id", "-placed_on", "id")
    add_index("placement", "host_guardian_id", "-placed_on", "id")
    add_index("placement", "host_organisation_id", "-placed_on", "id")
    add_index("placement", "incident_id", "-placed_on", "id")
    add_unique("placement", "public_id")


def _sanction() -> None:
    make_table(
        "sanction",
        key(), text("public_id"), text("kind"), day("decided_on"), text("status"), day("executed_on", null=True),
        text("facts", null=True), whole("child_id", references="child"), whole("guardian_id", references="guardian"),
        whole("incident_id", references="incident", null=True),
        whole("decided_by_person_id", references="person", null=True), whole("district_id"), whole("town_id"),
        whole("village_id"),
    )
    add_index("sanction", "child_id", "-decided_on", "id")
    add_index("sanction", "district_id", "-decided_on", "id")
    add_index("sanction", "guardian_id")
    add_index("sanction", "incident_id", "-decided_on", "id")
    add_unique("sanction", "public_id")


def _town_notice() -> None:
    make_table(
        "town_notice",
        key(), text("public_id"), text("kind"), text("status"), moment("noticed_at"),
        moment("acknowledged_at", null=True), text("content"), whole("child_id", references="child"),
        whole("incident_id", references="incident"), whole("town_organisation_id", references="organisation"),
        whole("noticed_by_person_id", references="person", null=True),
        whole("acknowledged_by_person_id", references="person", null=True), whole("district_id"), whole("town_id"),
        whole("village_id"),
    )
    add_index("town_notice", "child_id", "-noticed_at", "id")
    add_index("town_notice", "district_id", "-noticed_at", "id")
    add_index("town_notice", "incident_id", "-noticed_at", "id")
    add_index("town_notice", "town_id", "-noticed_at", "id")
    add_index("town_notice", "town_organisation_id")
    add_unique("town_notice", "public_id")


def _warning_letter() -> None:
    make_table(
        "warning_letter",
        key(), text("public_id"), text("status"), day("issued_on"), day("copied_on", null=True),
        day("visit_due_on", null=True), day("visited_on", null=True), text("facts"),
        whole("child_id", references="child"), whole("guardian_id", references="guardian"),
        whole("incident_id", references="incident"),
        whole("copied_organisation_id", references="organisation", null=True),
        whole("issued_by_person_id", references="person", null=True),
        whole("visited_by_person_id", references="person", null=True), whole("district_id"), whole("town_id"),
        whole("village_id"),
    )
    add_index("warning_letter", "child_id", "-issued_on", "id")
    add_index("warning_letter", "copied_organisation_id", "-issued_on", "id")
    add_index("warning_letter", "district_id", "-issued_on", "id")
    add_index("warning_letter", "guardian_id")
    add_index("warning_letter", "incident_id", "-issued_on", "id")
    add_unique("warning_letter", "public_id")


def _help_measure() -> None:
    make_table(
        "help_measure",
        key(), text("public_id"), text("kind"), text("status"), day("due_on"), day("done_on", null=True),
        whole("child_id", references="child"), whole("plan_id", references="help_plan"),
        whole("organisation_id", references="organisation"),
        whole("intervention_id", references="intervention", null=True), whole("district_id"), whole("town_id"),
        whole("village_id"),
    )
    add_index("help_measure", "child_id", "-due_on", "id")
    add_index("help_measure", "district_id", "-due_on", "id")
    add_index("help_measure", "intervention_id")
    add_index("help_measure", "organisation_id")
    add_index("help_measure", "plan_id", "-due_on", "id")
    add_index("help_measure", "town_id", "-due_on", "id")
    add_unique("help_measure", "public_id")


def _temporary_guardianship() -> None:
    make_table(
        "temporary_guardianship",
        key(), text("public_id"), text("legal_case"), text("status"), day("started_on"), day("ended_on", null=True),
        day("return_assessed_on", null=True), text("return_assessment", null=True), text("note", null=True),
        whole("child_id", references="child"), whole("organisation_id", references="organisation"),
        whole("placement_id", references="placement", null=True),
        whole("decided_by_person_id", references="person", null=True),
        whole("assessed_by_person_id", references="person", null=True), whole("district_id"), whole("town_id"),
        whole("village_id"),
    )
    add_index("temporary_guardianship", "child_id", "-started_on", "id")
    add_index("temporary_guardianship", "district_id", "-started_on", "id")
    add_index("temporary_guardianship", "organisation_id", "-started_on", "id")
    add_index("temporary_guardianship", "placement_id")
    add_unique("temporary_guardianship", "public_id")
