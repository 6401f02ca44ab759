"""What schools and kindergartens keep beside enrolment and attendance (二(四)).

Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

from db.migrations.words import add_index, add_unique, day, flag, key, make_table, moment, text, whole

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TABLES = (
    "dormitory_duty",
    "handover_list",
    "provision_record",
    "school_lesson",
    "staff_training",
    "absence_alert",
    "admission",
    "boarding_place",
    "contact_log",
    "dropout_case",
    "education_subsidy",
    "exam_registration",
    "handover_entry",
    "school_census",
    "school_pairing",
    "wellbeing_finding",
    "care_notice",
    "persuasion_attempt",
)

WITH_DISTRICT = (("child", "name_sort"), ("enrolment", "-enrolled_on"), ("attendance_day", "-date"))
"""Tables that now hold the district of the school, since education's lists are of schools, not of residence."""


def upgrade() -> None:
    for table, order in WITH_DISTRICT:
        op.add_column(table, whole("school_district_id", null=True))
        _fill(table)
        add_index(table, "school_district_id", order, "id")
    add_index("enrolment", "district_id", "-enrolled_on", "id")
    add_index("child", "school_id", "district_id", "birth_date")
    _dormitory_duty()
    _handover_list()
    _provision_record()
    _school_lesson()
    _staff_training()
    _absence_alert()
    _admission()
    _boarding_place()
    _contact_log()
    _dropout_case()
    _education_subsidy()
    _exam_registration()
    _handover_entry()
    _school_census()
    _school_pairing()
    _wellbeing_finding()
    _care_notice()
    _persuasion_attempt()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    op.drop_index("ix_child_school_id_district_id_birth_date", "child")
    op.drop_index("ix_enrolment_district_id_enrolled_on", "enrolment")
    for table, order in WITH_DISTRICT:
        op.drop_index(f"ix_{table}_school_district_id_{order.lstrip('-')}", table)
        op.drop_column(table, "school_district_id")


def _fill(name: str) -> None:
    school = sa.table("school", sa.column("id"), sa.column("district_id"))
    of = sa.table(name, sa.column("school_id"), sa.column("school_district_id"))
    district = sa.select(school.c.district_id).where(school.c.id == of.c.school_id).scalar_subquery()
    op.execute(of.update().values(school_district_id=district).where(of.c.school_id.is_not(None)))


def _dormitory_duty() -> None:
    make_table(
        "dormitory_duty",
        key(), text("public_id"), day("date"), text("shift"), text("staff"), flag("all_present"),
        text("remark", null=True), whole("school_id", references="school"), whole("school_district_id"),
    )
    add_index("dormitory_duty", "school_district_id", "-date", "id")
    add_index("dormitory_duty", "school_id", "-date", "id")
    add_unique("dormitory_duty", "public_id")


def _handover_list() -> None:
    make_table(
        "handover_list",
        key(), text("public_id"), text("term"), whole("year"), text("status"), day("due_on"),
        day("handed_over_on", null=True), day("acknowledged_on", null=True), whole("school_id", references="school"),
        whole("school_district_id"), whole("district_id"), whole("town_id", references="town"),
        whole("village_id", references="village"), whole("handed_over_by_person_id", references="person", null=True),
        whole("acknowledged_by_person_id", references="person", null=True),
    )
    add_index("handover_list", "school_district_id", "-due_on", "id")
    add_index("handover_list", "school_id", "-due_on", "id")
    add_index("handover_list", "town_id", "-due_on", "id")
    add_index("handover_list", "village_id", "-due_on", "id")
    add_unique("handover_list", "public_id")


def _provision_record() -> None:
    make_table(
        "provision_record",
        key(), text("public_id"), text("kind"), day("started_on"), day("ended_on", null=True),
        whole("pupils", null=True), whole("amount", null=True), text("description"),
        whole("school_id", references="school"), whole("school_district_id"),
    )
    add_index("provision_record", "school_district_id", "-started_on", "id")
    add_index("provision_record", "school_id", "-started_on", "id")
    add_unique("provision_record", "public_id")


def _school_lesson() -> None:
    make_table(
        "school_lesson",
        key(), text("public_id"), text("topic"), text("title"), day("held_on"), whole("grade", null=True),
        whole("pupils"), text("teacher"), whole("school_id", references="school"), whole("school_district_id"),
    )
    add_index("school_lesson", "school_district_id", "-held_on", "id")
    add_index("school_lesson", "school_id", "-held_on", "id")
    add_unique("school_lesson", "public_id")


def _staff_training() -> None:
    make_table(
        "staff_training",
        key(), text("public_id"), text("audience"), text("topic"), day("held_on"), whole("hours"),
        whole("participants"), whole("school_id", references="school"), whole("school_district_id"),
    )
    add_index("staff_training", "school_district_id", "-held_on", "id")
    add_index("staff_training", "school_id", "-held_on", "id")
    add_unique("staff_training", "public_id")


def _absence_alert() -> None:
    make_table(
        "absence_alert",
        key(), text("public_id"), day("raised_on"), whole("days"), text("status"), day("settled_on", null=True),
        text("handling", null=True), whole("child_id", references="child"), whole("school_id", references="school"),
        whole("school_district_id"), whole("district_id"), whole("town_id"), whole("village_id"),
    )
    add_index("absence_alert", "child_id", "-raised_on", "id")
    add_index("absence_alert", "school_district_id", "-raised_on", "id")
    add_index("absence_alert", "school_id", "-raised_on", "id")
    add_unique("absence_alert", "public_id")


def _admission() -> None:
    make_table(
        "admission",
        key(), text("public_id"), day("applied_on"), text("result"), day("decided_on", null=True),
        text("origin_division_code"), whole("fee_charged"), flag("selective"), whole("child_id", references="child"),
        whole("school_id", references="school"), whole("school_district_id"), whole("district_id"), whole("town_id"),
        whole("village_id"),
    )
    add_index("admission", "child_id", "-applied_on", "id")
    add_index("admission", "school_district_id", "-applied_on", "id")
    add_index("admission", "school_id", "-applied_on", "id")
    add_unique("admission", "public_id")


def _boarding_place() -> None:
    make_table(
        "boarding_place",
        key(), text("public_id"), text("decision"), flag("priority"), text("room", null=True), day("starts_on"),
        day("ends_on", null=True), whole("child_id", references="child"), whole("school_id", references="school"),
        whole("school_district_id"), whole("district_id"), whole("town_id"), whole("village_id"),
    )
    add_index("boarding_place", "child_id", "-starts_on", "id")
    add_index("boarding_place", "school_district_id", "-starts_on", "id")
    add_index("boarding_place", "school_id", "-starts_on", "id")
    add_unique("boarding_place", "public_id")


def _contact_log() -> None:
    make_table(
        "contact_log",
        key(), text("public_id"), moment("contacted_at"), text("kind"), text("channel"), whole("minutes", null=True),
        text("note", null=True), whole("child_id", references="child"), whole("guardian_id", references="guardian"),
        whole("helper_organisation_id", references="organisation", null=True), whole("district_id"), whole("town_id"),
        whole("village_id"),
    )
    add_index("contact_log", "child_id", "-contacted_at", "id")
    add_index("contact_log", "guardian_id")
    add_index("contact_log", "helper_organisation_id", "-contacted_at", "id")
    add_unique("contact_log", "public_id")


def _dropout_case() -> None:
    make_table(
        "dropout_case",
        key(), text("public_id"), day("since"), text("status"), day("ended_on", null=True), text("reason"),
        text("report_number", null=True), day("reported_on", null=True), text("report", null=True),
        day("answered_on", null=True), text("answer", null=True), whole("child_id", references="child"),
        whole("school_id", references="school"), whole("school_district_id"), whole("district_id"), whole("town_id"),
        whole("village_id"),
    )
    add_index("dropout_case", "child_id", "-since", "id")
    add_index("dropout_case", "district_id", "-since", "id")
    add_index("dropout_case", "school_district_id", "-since", "id")
    add_index("dropout_case", "school_id", "-since", "id")
    add_index("dropout_case", "town_id", "-since", "id")
    add_unique("dropout_case", "public_id")


def _education_subsidy() -> None:
    make_table(
        "education_subsidy",
        key(), text("public_id"), text("kind"), whole("amount"), whole("school_year"), day("granted_on"),
        text("household_number", null=True), whole("child_id", references="child"),
        whole("school_id", references="school"), whole("school_district_id"), whole("district_id"), whole("town_id"),
        whole("village_id"), whole("body_organisation_id", references="organisation", null=True),
    )
    add_index("education_subsidy", "child_id", "-granted_on", "id")
    add_index("education_subsidy", "school_district_id", "-granted_on", "id")
    add_index("education_subsidy", "school_id", "-granted_on", "id")
    add_unique("education_subsidy", "public_id")


def _exam_registration() -> None:
    make_table(
        "exam_registration",
        key(), text("public_id"), text("exam"), whole("year"), day("registered_on"), text("status"),
        text("division_code"), flag("where_resident"), whole("child_id", references="child"),
        whole("school_id", references="school"), whole("school_district_id"), whole("district_id"), whole("town_id"),
        whole("village_id"),
    )
    add_index("exam_registration", "child_id", "-registered_on", "id")
    add_index("exam_registration", "school_district_id", "-registered_on", "id")
    add_index("exam_registration", "school_id", "-registered_on", "id")
    add_unique("exam_registration", "public_id")


def _handover_entry() -> None:
    make_table(
        "handover_entry",
        key(), text("public_id"), day("listed_on"), day("acknowledged_on", null=True), text("mismatch"),
        text("mismatch_note", null=True), whole("child_id", references="child"),
        whole("school_id", references="school"), whole("school_district_id"), whole("district_id"), whole("town_id"),
        whole("village_id"), whole("handover_list_id", references="handover_list"),
    )
    add_index("handover_entry", "child_id", "-listed_on", "id")
    add_index("handover_entry", "handover_list_id", "-listed_on", "id")
    add_index("handover_entry", "school_district_id", "-listed_on", "id")
    add_index("handover_entry", "school_id", "-listed_on", "id")
    add_index("handover_entry", "town_id", "-listed_on", "id")
    add_index("handover_entry", "village_id", "-listed_on", "id")
    add_unique("handover_entry", "public_id")


def _school_census() -> None:
    make_table(
        "school_census",
        key(), text("public_id"), whole("school_year"), text("result"), flag("left_behind_mark"), flag("archived"),
        text("responsible_leader"), text("responsible_teacher"), day("verified_on"),
        whole("child_id", references="child"), whole("school_id", references="school"), whole("school_district_id"),
        whole("district_id"), whole("town_id"), whole("village_id"),
    )
    add_index("school_census", "child_id", "-verified_on", "id")
    add_index("school_census", "school_district_id", "-verified_on", "id")
    add_index("school_census", "school_id", "-verified_on", "id")
    add_unique("school_census", "public_id")


def _school_pairing() -> None:
    make_table(
        "school_pairing",
        key(), text("public_id"), text("kind"), text("partner"), day("started_on"), day("ended_on", null=True),
        day("last_met_on", null=True), whole("child_id", references="child"), whole("school_id", references="school"),
        whole("school_district_id"), whole("district_id"), whole("town_id"), whole("village_id"),
    )
    add_index("school_pairing", "child_id", "-started_on", "id")
    add_index("school_pairing", "school_district_id", "-started_on", "id")
    add_index("school_pairing", "school_id", "-started_on", "id")
    add_unique("school_pairing", "public_id")


def _wellbeing_finding() -> None:
    make_table(
        "wellbeing_finding",
        key(), text("public_id"), text("kind"), text("status"), day("found_on"), text("finding"),
        text("correction", null=True), whole("child_id", references="child"), whole("school_id", references="school"),
        whole("school_district_id"), whole("district_id"), whole("town_id"), whole("village_id"),
    )
    add_index("wellbeing_finding", "child_id", "-found_on", "id")
    add_index("wellbeing_finding", "school_id", "-found_on", "id")
    add_unique("wellbeing_finding", "public_id")


def _care_notice() -> None:
    make_table(
        "care_notice",
        key(), text("public_id"), text("topic"), text("channel"), text("recipient"), day("sent_on"),
        day("delivered_on", null=True), text("content"), whole("child_id", references="child"),
        whole("school_id", references="school"), whole("school_district_id"), whole("district_id"), whole("town_id"),
        whole("village_id"), whole("guardian_id", references="guardian"),
        whole("report_id", references="report", null=True),
    )
    add_index("care_notice", "child_id", "-sent_on", "id")
    add_index("care_notice", "guardian_id")
    add_index("care_notice", "school_id", "-sent_on", "id")
    add_unique("care_notice", "public_id")


def _persuasion_attempt() -> None:
    make_table(
        "persuasion_attempt",
        key(), text("public_id"), day("attempted_on"), text("manner"), text("result"), text("attempted_by"),
        text("note", null=True), whole("child_id", references="child"), whole("school_id", references="school"),
        whole("school_district_id"), whole("district_id"), whole("town_id"), whole("village_id"),
        whole("dropout_case_id", references="dropout_case"),
    )
    add_index("persuasion_attempt", "child_id", "-attempted_on", "id")
    add_index("persuasion_attempt", "district_id", "-attempted_on", "id")
    add_index("persuasion_attempt", "dropout_case_id", "-attempted_on", "id")
    add_index("persuasion_attempt", "school_district_id", "-attempted_on", "id")
    add_index("persuasion_attempt", "school_id", "-attempted_on", "id")
    add_unique("persuasion_attempt", "public_id")
