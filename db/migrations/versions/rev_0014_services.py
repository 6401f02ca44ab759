"""Purchased services, relief and funds, work at home, bodies that care (二(三), 二(五), 四(三), 五(二)).

Before that, the year of birth of a child, for those who may know its age but not its birth date.

Revises: 0013
"""

from alembic import op

from db.migrations.rebuild import add_whole, drop_column
from db.migrations.words import add_index, add_unique, day, flag, key, make_table, text, whole

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

TABLES = (
    "care_body",
    "funding_allocation",
    "funds_total",
    "job_offer",
    "relief_decision",
    "service_contract",
    "subsidy",
    "support_record",
    "body_supervision",
    "employment_support",
    "staff_check",
    "assistance_inclusion",
    "care_enrolment",
    "service_coverage",
    "service_session",
    "care_attendance",
    "care_event",
    "pick_up_person",
)


def upgrade() -> None:
    add_whole(
        "child", "birth_year", before="identity_number",
        sqlite="CAST(substr(birth_date, 1, 4) AS INTEGER)", postgresql="EXTRACT(YEAR FROM birth_date)",
    )  # fmt: skip
    _care_body()
    _funding_allocation()
    _funds_total()
    _job_offer()
    _relief_decision()
    _service_contract()
    _subsidy()
    _support_record()
    _body_supervision()
    _employment_support()
    _staff_check()
    _assistance_inclusion()
    _care_enrolment()
    _service_coverage()
    _service_session()
    _care_attendance()
    _care_event()
    _pick_up_person()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    drop_column("child", "birth_year")


def _care_body() -> None:
    make_table(
        "care_body",
        key(), text("public_id"), text("kind"), text("licence_number"), text("licence_status"), day("licensed_until"),
        text("services"), text("premises"), whole("places"), whole("organisation_id", references="organisation"),
        whole("district_id"),
    )
    add_index("care_body", "district_id", "licence_number", "id")
    add_index("care_body", "organisation_id", "licence_number", "id")
    add_unique("care_body", "public_id")


def _funding_allocation() -> None:
    make_table(
        "funding_allocation",
        key(), text("public_id"), text("kind"), whole("year"), whole("amount"), day("allocated_on"),
        whole("organisation_id", references="organisation"),
        whole("recipient_organisation_id", references="organisation"), whole("district_id"),
    )
    add_index("funding_allocation", "organisation_id", "-allocated_on", "id")
    add_index("funding_allocation", "recipient_organisation_id", "-allocated_on", "id")
    add_unique("funding_allocation", "public_id")


def _funds_total() -> None:
    make_table(
        "funds_total",
        key(), text("public_id"), whole("year"), text("source"), whole("decisions", null=True),
        whole("amount", null=True), whole("organisation_id", references="organisation"), whole("district_id"),
    )
    add_index("funds_total", "district_id", "-year", "source", "id")
    add_index("funds_total", "organisation_id", "-year", "source", "id")
    add_unique("funds_total", "public_id")


def _job_offer() -> None:
    make_table(
        "job_offer",
        key(), text("public_id"), text("kind"), text("title"), text("offered_by"), whole("places"),
        whole("monthly_pay", null=True), day("offered_on"), day("closes_on"), flag("open"), text("contact_telephone"),
        whole("organisation_id", references="organisation"), whole("district_id"),
        whole("town_id", references="town"),
    )
    add_index("job_offer", "district_id", "-offered_on", "id")
    add_index("job_offer", "town_id", "-offered_on", "id")
    add_unique("job_offer", "public_id")


def _relief_decision() -> None:
    make_table(
        "relief_decision",
        key(), text("public_id"), text("kind"), text("beneficiary"), day("decided_on"), whole("amount"),
        text("household_number", null=True), text("body_name", null=True),
        whole("organisation_id", references="organisation"), whole("district_id"),
    )
    add_index("relief_decision", "organisation_id", "-decided_on", "id")
    add_index("relief_decision", "organisation_id", "household_number", "-decided_on", "id")
    add_unique("relief_decision", "public_id")


def _service_contract() -> None:
    make_table(
        "service_contract",
        key(), text("public_id"), text("number"), text("kind"), day("starts_on"), day("ends_on"),
        whole("coverage_target"), whole("amount"), whole("buyer_organisation_id", references="organisation"),
        whole("provider_organisation_id", references="organisation"), whole("district_id"),
    )
    add_index("service_contract", "buyer_organisation_id", "-starts_on", "id")
    add_index("service_contract", "district_id", "-starts_on", "id")
    add_index("service_contract", "provider_organisation_id", "-starts_on", "id")
    add_unique("service_contract", "public_id")


def _subsidy() -> None:
    make_table(
        "subsidy",
        key(), text("public_id"), text("kind"), text("beneficiary"), day("granted_on"), whole("amount"),
        text("household_number", null=True), text("body_name", null=True),
        whole("organisation_id", references="organisation"), whole("district_id"),
    )
    add_index("subsidy", "organisation_id", "-granted_on", "id")
    add_index("subsidy", "organisation_id", "household_number", "-granted_on", "id")
    add_unique("subsidy", "public_id")


def _support_record() -> None:
    make_table(
        "support_record",
        key(), text("public_id"), text("kind"), day("decided_on"), day("completed_on", null=True), whole("amount"),
        whole("household_id", references="household"), whole("organisation_id", references="organisation"),
        whole("district_id"),
    )
    add_index("support_record", "household_id", "-decided_on", "id")
    add_index("support_record", "organisation_id", "-decided_on", "id")
    add_unique("support_record", "public_id")


def _body_supervision() -> None:
    make_table(
        "body_supervision",
        key(), text("public_id"), day("supervised_on"), text("supervisor_name"), text("result"),
        text("findings", null=True), day("mend_by", null=True), whole("care_body_id", references="care_body"),
        whole("district_id"),
    )
    add_index("body_supervision", "care_body_id", "-supervised_on", "id")
    add_index("body_supervision", "district_id", "-supervised_on", "id")
    add_unique("body_supervision", "public_id")


def _employment_support() -> None:
    make_table(
        "employment_support",
        key(), text("public_id"), text("kind"), day("supported_on"), text("outcome"), day("settled_on", null=True),
        whole("guardian_id", references="guardian"), whole("offer_id", references="job_offer", null=True),
        whole("organisation_id", references="organisation"), whole("district_id"),
    )
    add_index("employment_support", "guardian_id", "-supported_on", "id")
    add_index("employment_support", "offer_id", "-supported_on", "id")
    add_index("employment_support", "organisation_id", "-supported_on", "id")
    add_unique("employment_support", "public_id")


def _staff_check() -> None:
    make_table(
        "staff_check",
        key(), text("public_id"), day("checked_on"), whole("staff"), whole("checked"), whole("barred"),
        day("next_due_on"), whole("care_body_id", references="care_body"), whole("district_id"),
    )
    add_index("staff_check", "care_body_id", "-checked_on", "id")
    add_index("staff_check", "district_id", "-checked_on", "id")
    add_unique("staff_check", "public_id")


def _assistance_inclusion() -> None:
    make_table(
        "assistance_inclusion",
        key(), text("public_id"), flag("current"), text("kind"), text("scope"), day("started_on"),
        day("ended_on", null=True), whole("monthly_amount", null=True), whole("child_id", references="child"),
        whole("household_id", references="household", null=True), whole("district_id"), whole("town_id"),
        whole("village_id"),
    )
    add_index("assistance_inclusion", "child_id", "-started_on", "id")
    add_index("assistance_inclusion", "district_id", "-started_on", "id")
    add_index("assistance_inclusion", "household_id", "-started_on", "id")
    add_unique("assistance_inclusion", "public_id")


def _care_enrolment() -> None:
    make_table(
        "care_enrolment",
        key(), text("public_id"), text("status"), day("started_on"), day("ended_on", null=True),
        whole("child_id", references="child"), whole("organisation_id", references="organisation"),
        whole("district_id"), whole("town_id"), whole("village_id"),
    )
    add_index("care_enrolment", "child_id", "-started_on", "id")
    add_index("care_enrolment", "organisation_id", "-started_on", "id")
    add_index("care_enrolment", "organisation_id", "status", "-started_on", "id")
    add_unique("care_enrolment", "public_id")


def _service_coverage() -> None:
    make_table(
        "service_coverage",
        key(), text("public_id"), text("kind"), day("covered_since"), day("covered_until", null=True),
        whole("child_id", references="child"), whole("contract_id", references="service_contract"),
        whole("district_id"), whole("town_id"), whole("village_id"),
    )
    add_index("service_coverage", "child_id", "-covered_since", "id")
    add_index("service_coverage", "contract_id", "-covered_since", "id")
    add_index("service_coverage", "district_id", "-covered_since", "id")
    add_index("service_coverage", "town_id", "-covered_since", "id")
    add_unique("service_coverage", "contract_id", "child_id")
    add_unique("service_coverage", "public_id")


def _service_session() -> None:
    make_table(
        "service_session",
        key(), text("public_id"), text("kind"), day("held_on"), whole("minutes"), text("needs", null=True),
        text("note", null=True), whole("child_id", references="child"),
        whole("contract_id", references="service_contract"),
        whole("provider_organisation_id", references="organisation"), whole("district_id"), whole("town_id"),
        whole("village_id"),
    )
    add_index("service_session", "child_id", "-held_on", "id")
    add_index("service_session", "contract_id", "-held_on", "id")
    add_index("service_session", "provider_organisation_id", "-held_on", "id")
    add_unique("service_session", "public_id")


def _care_attendance() -> None:
    make_table(
        "care_attendance",
        key(), text("public_id"), day("date"), text("presence"), whole("child_id", references="child"),
        whole("enrolment_id", references="care_enrolment"), whole("organisation_id", references="organisation"),
        whole("district_id"), whole("town_id"), whole("village_id"),
    )
    add_index("care_attendance", "child_id", "-date", "id")
    add_index("care_attendance", "enrolment_id", "-date", "id")
    add_index("care_attendance", "organisation_id", "-date", "id")
    add_unique("care_attendance", "public_id")


def _care_event() -> None:
    make_table(
        "care_event",
        key(), text("public_id"), text("kind"), day("happened_on"), text("description"), text("handling", null=True),
        whole("child_id", references="child"), whole("enrolment_id", references="care_enrolment"),
        whole("organisation_id", references="organisation"), whole("district_id"), whole("town_id"),
        whole("village_id"),
    )
    add_index("care_event", "child_id", "-happened_on", "id")
    add_index("care_event", "enrolment_id", "-happened_on", "id")
    add_index("care_event", "organisation_id", "-happened_on", "id")
    add_unique("care_event", "public_id")


def _pick_up_person() -> None:
    make_table(
        "pick_up_person",
        key(), text("public_id"), text("name"), text("telephone"), text("relationship"),
        whole("child_id", references="child"), whole("enrolment_id", references="care_enrolment"),
        whole("organisation_id", references="organisation"), whole("district_id"), whole("town_id"),
        whole("village_id"),
    )
    add_index("pick_up_person", "child_id", "id")
    add_index("pick_up_person", "enrolment_id", "id")
    add_index("pick_up_person", "organisation_id", "id")
    add_unique("pick_up_person", "public_id")
