"""Schooling, the emergency chain, the doors' records and published figures.

Revises: 0001
"""

from alembic import op

from db.migrations.words import add_index, add_unique, day, flag, key, make_table, moment, text, whole

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = (
    "enrolment", "attendance_day", "report", "incident", "intervention", "petition",
    "referral", "emergency_access", "published_count",
)


def upgrade() -> None:
    make_table(
        "enrolment",
        key(), text("public_id"), text("student_number", null=True), whole("grade"), flag("left_behind_mark"),
        flag("boards"), text("responsible_teacher", null=True), day("enrolled_on"), day("left_on", null=True),
        whole("child_id", references="child"), whole("school_id", references="school"), whole("district_id"),
        whole("town_id"), whole("village_id"),
    )
    add_index("enrolment", "child_id", "-enrolled_on", "id")
    add_index("enrolment", "school_id", "-enrolled_on", "id")
    add_index("enrolment", "student_number")
    add_unique("enrolment", "public_id")
    make_table(
        "attendance_day",
        key(), text("public_id"), day("date"), text("status"), text("note", null=True),
        whole("child_id", references="child"), whole("school_id", references="school"), whole("district_id"),
        whole("town_id"), whole("village_id"),
    )
    add_index("attendance_day", "child_id", "-date", "id")
    add_index("attendance_day", "school_id", "-date", "id")
    add_unique("attendance_day", "child_id", "date")
    add_unique("attendance_day", "public_id")
    make_table(
        "report",
        key(), text("public_id"), text("kind"), text("status"), day("reported_on"), text("child_description"),
        text("content"), moment("discovered_at", null=True), moment("reported_at"),
        whole("latency_minutes", null=True), text("reporter_kind"), text("reporter_name", null=True),
        text("reporter_telephone", null=True), text("feedback", null=True),
        whole("child_id", references="child", null=True), whole("district_id"), whole("town_id", null=True),
        whole("village_id", null=True), whole("reporter_organisation_id", references="organisation", null=True),
        whole("reporter_person_id", references="person", null=True),
        whole("respondent_organisation_id", references="organisation", null=True), text("receipt_hash"),
    )
    add_index("report", "child_id", "-reported_on", "id")
    add_index("report", "district_id", "-reported_on", "id")
    add_index("report", "reporter_organisation_id", "-reported_on", "id")
    add_index("report", "reporter_person_id", "-reported_on", "id")
    add_index("report", "town_id", "-reported_on", "id")
    add_index("report", "village_id", "-reported_on", "id")
    add_unique("report", "public_id")
    add_unique("report", "receipt_hash")
    make_table(
        "incident",
        key(), text("public_id"), text("kind"), text("status"), moment("opened_at"), moment("closed_at", null=True),
        flag("filed_as_case"), text("summary"), whole("child_id", references="child"),
        whole("report_id", references="report", null=True),
        whole("respondent_organisation_id", references="organisation", null=True), whole("district_id"),
        whole("town_id"), whole("village_id"), flag("sealed"),
    )
    add_index("incident", "child_id", "-opened_at", "id")
    add_index("incident", "district_id", "-opened_at", "id")
    add_index("incident", "report_id", "-opened_at", "id")
    add_index("incident", "town_id", "-opened_at", "id")
    add_index("incident", "village_id", "-opened_at", "id")
    add_unique("incident", "public_id")
    make_table(
        "intervention",
        key(), text("public_id"), text("kind"), text("status"), day("started_on"), day("ended_on", null=True),
        text("note", null=True), text("place", null=True), whole("child_id", references="child"),
        whole("report_id", references="report", null=True),
        whole("organisation_id", references="organisation", null=True), whole("district_id"), whole("town_id"),
        whole("village_id"), flag("sealed"),
    )
    add_index("intervention", "child_id", "-started_on", "id")
    add_index("intervention", "district_id", "-started_on", "id")
    add_index("intervention", "organisation_id", "-started_on", "id")
    add_index("intervention", "report_id", "-started_on", "id")
    add_index("intervention", "town_id", "-started_on", "id")
    add_index("intervention", "village_id", "-started_on", "id")
    add_unique("intervention", "public_id")
    make_table(
        "petition",
        key(), text("public_id"), text("stage"), text("ground"), day("filed_on"), text("evidence", null=True),
        text("ruling", null=True), day("ruled_on", null=True), whole("child_id", references="child"),
        whole("petitioner_organisation_id", references="organisation", null=True),
        whole("respondent_guardian_id", references="guardian"),
        whole("proposed_guardian_id", references="guardian", null=True),
        whole("court_organisation_id", references="organisation"), whole("district_id"), whole("town_id"),
        whole("village_id"),
    )
    add_index("petition", "child_id", "-filed_on", "id")
    add_index("petition", "court_organisation_id", "-filed_on", "id")
    add_index("petition", "district_id", "-filed_on", "id")
    add_index("petition", "petitioner_organisation_id", "-filed_on", "id")
    add_index("petition", "proposed_guardian_id")
    add_index("petition", "respondent_guardian_id")
    add_index("petition", "town_id", "-filed_on", "id")
    add_index("petition", "village_id", "-filed_on", "id")
    add_unique("petition", "public_id")
    make_table(
        "referral",
        key(), text("public_id"), text("purpose"), text("status"), moment("offered_at"),
        moment("accepted_at", null=True), moment("ends_at", null=True), whole("child_id", references="child"),
        whole("from_organisation_id", references="organisation"),
        whole("to_organisation_id", references="organisation"), whole("district_id"), whole("town_id"),
        whole("village_id"),
    )
    add_index("referral", "child_id", "-offered_at", "id")
    add_index("referral", "child_id", "to_organisation_id")
    add_index("referral", "district_id", "-offered_at", "id")
    add_index("referral", "from_organisation_id", "-offered_at", "id")
    add_index("referral", "to_organisation_id", "child_id")
    add_index("referral", "to_organisation_id", "-offered_at", "id")
    add_index("referral", "town_id", "-offered_at", "id")
    add_index("referral", "village_id", "-offered_at", "id")
    add_unique("referral", "public_id")
    make_table(
        "emergency_access",
        key(), text("public_id"), text("purpose"), text("reason"), moment("opened_at"), moment("ends_at"),
        whole("child_id", references="child"), whole("person_id", references="person"),
        whole("organisation_id", references="organisation"), whole("district_id"), whole("town_id"),
        whole("village_id"), flag("revoked"),
    )
    add_index("emergency_access", "child_id", "-opened_at", "id")
    add_index("emergency_access", "child_id", "person_id")
    add_index("emergency_access", "district_id", "-opened_at", "id")
    add_index("emergency_access", "organisation_id", "-opened_at", "id")
    add_index("emergency_access", "person_id", "child_id")
    add_index("emergency_access", "person_id", "-opened_at", "id")
    add_unique("emergency_access", "public_id")
    make_table(
        "published_count",
        key(), text("public_id"), text("period"), text("town_code"), text("town_name"), text("category"),
        whole("count", null=True), whole("district_id"),
    )
    add_index("published_count", "district_id", "-period", "town_code", "id")
    add_index("published_count", "-period", "town_code", "id")
    add_unique("published_count", "period", "town_code", "category")
    add_unique("published_count", "public_id")


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
