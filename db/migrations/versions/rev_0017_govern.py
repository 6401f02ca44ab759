"""Coordination, evaluation, campus safety and justice (二(三), 二(四), 五(一), 五(四)).

Revises: 0016
"""

from alembic import op

from db.migrations.words import add_index, add_unique, day, flag, key, make_table, moment, text, whole

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

TABLES = (
    "coordination_meeting",
    "unit_duty",
    "accountability_record",
    "annual_report",
    "evaluation",
    "inspection",
    "legal_opinion",
    "supervision_opinion",
    "unit_plan",
    "counsellor",
    "prevention_talk",
    "safety_check",
    "correction_record",
    "legal_aid_case",
    "registration_transfer",
    "safety_finding",
    "abduction_case",
    "juvenile_case",
)


def upgrade() -> None:
    _coordination_meeting()
    _unit_duty()
    _accountability_record()
    _annual_report()
    _evaluation()
    _inspection()
    _legal_opinion()
    _supervision_opinion()
    _unit_plan()
    _counsellor()
    _prevention_talk()
    _safety_check()
    _correction_record()
    _legal_aid_case()
    _registration_transfer()
    _safety_finding()
    _abduction_case()
    _juvenile_case()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _coordination_meeting() -> None:
    make_table(
        "coordination_meeting",
        key(), text("public_id"), day("held_on"), text("topic"), text("decisions"), whole("district_id"),
    )
    add_index("coordination_meeting", "district_id", "-held_on", "id")
    add_unique("coordination_meeting", "public_id")


def _unit_duty() -> None:
    make_table(
        "unit_duty",
        key(), text("public_id"), text("clause"), text("text"), whole("unit_id", references="unit"),
    )
    add_index("unit_duty", "clause", "id")
    add_index("unit_duty", "unit_id", "clause", "id")
    add_unique("unit_duty", "public_id")


def _accountability_record() -> None:
    make_table(
        "accountability_record",
        key(), text("public_id"), whole("year"), text("kind"), day("decided_on"), text("reason"),
        text("person_name", null=True), whole("organisation_id", references="organisation"), whole("district_id"),
    )
    add_index("accountability_record", "district_id", "-year", "id")
    add_index("accountability_record", "organisation_id", "-year", "id")
    add_unique("accountability_record", "public_id")


def _annual_report() -> None:
    make_table(
        "annual_report",
        key(), text("public_id"), whole("year"), day("due_on"), day("submitted_on", null=True),
        whole("days_late", null=True), text("summary", null=True),
        whole("organisation_id", references="organisation"), whole("district_id"),
    )
    add_index("annual_report", "district_id", "-year", "id")
    add_index("annual_report", "organisation_id", "-year", "id")
    add_unique("annual_report", "public_id")


def _evaluation() -> None:
    make_table(
        "evaluation",
        key(), text("public_id"), whole("year"), text("goal"), whole("score"), text("remark", null=True),
        whole("organisation_id", references="organisation"), whole("district_id"),
    )
    add_index("evaluation", "district_id", "-year", "id")
    add_index("evaluation", "organisation_id", "-year", "id")
    add_unique("evaluation", "public_id")


def _inspection() -> None:
    make_table(
        "inspection",
        key(), text("public_id"), whole("year"), day("inspected_on"), text("result"), text("findings", null=True),
        whole("organisation_id", references="organisation"), whole("district_id"),
    )
    add_index("inspection", "district_id", "-year", "id")
    add_index("inspection", "organisation_id", "-year", "id")
    add_unique("inspection", "public_id")


def _legal_opinion() -> None:
    make_table(
        "legal_opinion",
        key(), text("public_id"), text("kind"), day("given_on"), text("subject"), text("opinion"),
        whole("organisation_id", references="organisation"),
        whole("addressee_organisation_id", references="organisation", null=True), whole("district_id"),
    )
    add_index("legal_opinion", "addressee_organisation_id", "-given_on", "id")
    add_index("legal_opinion", "district_id", "-given_on", "id")
    add_index("legal_opinion", "organisation_id", "-given_on", "id")
    add_unique("legal_opinion", "public_id")


def _supervision_opinion() -> None:
    make_table(
        "supervision_opinion",
        key(), text("public_id"), day("given_on"), text("matter"), text("opinion"), day("answer_due_on"),
        day("answered_on", null=True), text("answer", null=True), whole("organisation_id", references="organisation"),
        whole("addressee_organisation_id", references="organisation"), whole("district_id"),
    )
    add_index("supervision_opinion", "addressee_organisation_id", "-given_on", "id")
    add_index("supervision_opinion", "organisation_id", "-given_on", "id")
    add_unique("supervision_opinion", "public_id")


def _unit_plan() -> None:
    make_table(
        "unit_plan",
        key(), text("public_id"), whole("year"), day("adopted_on"), text("title"), text("measures"),
        whole("organisation_id", references="organisation"), whole("district_id"),
    )
    add_index("unit_plan", "district_id", "-year", "id")
    add_index("unit_plan", "organisation_id", "-year", "id")
    add_unique("unit_plan", "public_id")


def _counsellor() -> None:
    make_table(
        "counsellor",
        key(), text("public_id"), text("officer_name"), day("appointed_on"), day("left_on", null=True),
        whole("lessons_given"), whole("school_id", references="school"),
        whole("organisation_id", references="organisation"), whole("district_id"),
    )
    add_index("counsellor", "district_id", "-appointed_on", "id")
    add_index("counsellor", "organisation_id", "-appointed_on", "id")
    add_index("counsellor", "school_id", "-appointed_on", "id")
    add_unique("counsellor", "public_id")


def _prevention_talk() -> None:
    make_table(
        "prevention_talk",
        key(), text("public_id"), text("theme"), day("held_on"), whole("audience"), text("speaker"),
        whole("school_id", references="school"), whole("organisation_id", references="organisation"),
        whole("district_id"),
    )
    add_index("prevention_talk", "district_id", "-held_on", "id")
    add_index("prevention_talk", "organisation_id", "-held_on", "id")
    add_index("prevention_talk", "school_id", "-held_on", "id")
    add_unique("prevention_talk", "public_id")


def _safety_check() -> None:
    make_table(
        "safety_check",
        key(), text("public_id"), day("checked_on"), text("result"), day("next_due_on"), text("inspector"),
        whole("school_id", references="school"), whole("organisation_id", references="organisation"),
        whole("district_id"),
    )
    add_index("safety_check", "district_id", "-checked_on", "id")
    add_index("safety_check", "organisation_id", "-checked_on", "id")
    add_index("safety_check", "school_id", "-checked_on", "id")
    add_unique("safety_check", "public_id")


def _correction_record() -> None:
    make_table(
        "correction_record",
        key(), text("public_id"), text("measure"), day("started_on"), day("ended_on", null=True), text("officer"),
        text("progress", null=True), whole("child_id", references="child"),
        whole("organisation_id", references="organisation"), whole("district_id"), whole("town_id"),
        whole("village_id"),
    )
    add_index("correction_record", "child_id", "-started_on", "id")
    add_index("correction_record", "organisation_id", "-started_on", "id")
    add_unique("correction_record", "public_id")


def _legal_aid_case() -> None:
    make_table(
        "legal_aid_case",
        key(), text("public_id"), text("kind"), text("status"), day("applied_on"), day("ended_on", null=True),
        text("lawyer", null=True), whole("fee_charged"), text("applicant_name"),
        text("applicant_telephone", null=True), whole("child_id", references="child"),
        whole("organisation_id", references="organisation"), whole("district_id"), whole("town_id"),
        whole("village_id"),
    )
    add_index("legal_aid_case", "child_id", "-applied_on", "id")
    add_index("legal_aid_case", "organisation_id", "-applied_on", "id")
    add_unique("legal_aid_case", "public_id")


def _registration_transfer() -> None:
    make_table(
        "registration_transfer",
        key(), text("public_id"), text("status"), day("requested_on"), day("done_on", null=True),
        text("from_division_code"), text("to_division_code"), flag("with_parents"),
        whole("child_id", references="child"), whole("organisation_id", references="organisation"),
        whole("district_id"), whole("town_id"), whole("village_id"),
    )
    add_index("registration_transfer", "child_id", "-requested_on", "id")
    add_index("registration_transfer", "district_id", "-requested_on", "id")
    add_index("registration_transfer", "organisation_id", "-requested_on", "id")
    add_unique("registration_transfer", "public_id")


def _safety_finding() -> None:
    make_table(
        "safety_finding",
        key(), text("public_id"), text("means"), text("text"), day("due_on"), day("mended_on", null=True),
        whole("safety_check_id", references="safety_check"), whole("school_id", references="school"),
        whole("district_id"),
    )
    add_index("safety_finding", "district_id", "due_on", "id")
    add_index("safety_finding", "safety_check_id", "due_on", "id")
    add_index("safety_finding", "school_id", "due_on", "id")
    add_unique("safety_finding", "public_id")


def _abduction_case() -> None:
    make_table(
        "abduction_case",
        key(), text("public_id"), text("status"), moment("opened_at"), text("responsible_officer"),
        day("found_on", null=True), text("progress"), whole("child_id", references="child"),
        whole("incident_id", references="incident", null=True), whole("organisation_id", references="organisation"),
        whole("district_id"), whole("town_id"), whole("village_id"),
    )
    add_index("abduction_case", "child_id", "-opened_at", "id")
    add_index("abduction_case", "district_id", "-opened_at", "id")
    add_index("abduction_case", "incident_id", "-opened_at", "id")
    add_index("abduction_case", "organisation_id", "-opened_at", "id")
    add_unique("abduction_case", "public_id")


def _juvenile_case() -> None:
    make_table(
        "juvenile_case",
        key(), text("public_id"), text("kind"), text("stage"), day("received_on"), day("decided_on", null=True),
        text("charge"), whole("child_id", references="child"), whole("incident_id", references="incident", null=True),
        whole("organisation_id", references="organisation"), whole("district_id"), whole("town_id"),
        whole("village_id"), flag("sealed"),
    )
    add_index("juvenile_case", "child_id", "-received_on", "id")
    add_index("juvenile_case", "incident_id", "-received_on", "id")
    add_index("juvenile_case", "organisation_id", "-received_on", "id")
    add_unique("juvenile_case", "public_id")
