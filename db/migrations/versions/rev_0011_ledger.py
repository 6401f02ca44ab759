"""The information ledger, visits, filings and agreements: M1 to M4 of the plan's second part (二(一), 二(二), 五(二)).

Revises: 0010
"""

from alembic import op

from db.migrations.words import add_index, add_unique, day, flag, key, make_table, text, whole

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TABLES = (
    "family_file",
    "migration_filing",
    "village_rule",
    "admonition",
    "agreement",
    "demand",
    "ledger_entry",
    "legal_talk",
    "near_relative",
    "visit",
    "agreement_supervision",
    "breach",
    "finding",
    "ledger_review",
    "measure",
)


def upgrade() -> None:
    _family_file()
    _migration_filing()
    _village_rule()
    _admonition()
    _agreement()
    _demand()
    _ledger_entry()
    _legal_talk()
    _near_relative()
    _visit()
    _agreement_supervision()
    _breach()
    _finding()
    _ledger_review()
    _measure()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _family_file() -> None:
    make_table(
        "family_file",
        key(), text("public_id"), text("status"), day("opened_on"), day("updated_on"), whole("adults_away"),
        text("note", null=True), whole("household_id", references="household"), whole("district_id"),
        whole("town_id"), whole("village_id", references="village"),
    )
    add_index("family_file", "household_id", "-opened_on", "id")
    add_index("family_file", "town_id", "-opened_on", "id")
    add_unique("family_file", "public_id")


def _migration_filing() -> None:
    make_table(
        "migration_filing",
        key(), text("public_id"), text("status"), day("filed_on"), day("leaves_on"), day("returns_on", null=True),
        text("destination"), text("employer", null=True), text("telephone", null=True), text("care_arrangement"),
        day("told_in_writing_on", null=True), whole("guardian_id", references="guardian"),
        whole("household_id", references="household", null=True), whole("district_id"), whole("town_id"),
        whole("village_id"),
    )
    add_index("migration_filing", "district_id", "-filed_on", "id")
    add_index("migration_filing", "guardian_id", "-filed_on", "id")
    add_index("migration_filing", "household_id", "-filed_on", "id")
    add_index("migration_filing", "telephone")
    add_index("migration_filing", "town_id", "-filed_on", "id")
    add_index("migration_filing", "village_id", "-filed_on", "id")
    add_unique("migration_filing", "public_id")


def _village_rule() -> None:
    make_table(
        "village_rule",
        key(), text("public_id"), text("title"), text("provisions"), text("status"), day("adopted_on"),
        day("filed_on"), whole("organisation_id", references="organisation"), whole("district_id"), whole("town_id"),
        whole("village_id", references="village"),
    )
    add_index("village_rule", "organisation_id", "-filed_on", "id")
    add_index("village_rule", "town_id", "-filed_on", "id")
    add_unique("village_rule", "public_id")


def _admonition() -> None:
    make_table(
        "admonition",
        key(), text("public_id"), text("kind"), day("issued_on"), text("issued_by"), text("reason"),
        whole("child_id", references="child"), whole("guardian_id", references="guardian"),
        whole("organisation_id", references="organisation"), whole("district_id"), whole("town_id"),
        whole("village_id"),
    )
    add_index("admonition", "child_id", "-issued_on", "id")
    add_index("admonition", "guardian_id", "-issued_on", "id")
    add_index("admonition", "organisation_id", "-issued_on", "id")
    add_index("admonition", "town_id", "-issued_on", "id")
    add_index("admonition", "village_id", "-issued_on", "id")
    add_unique("admonition", "public_id")


def _agreement() -> None:
    make_table(
        "agreement",
        key(), text("public_id"), text("status"), day("starts_on"), day("ends_on"), day("signed_on"),
        text("parents_duties"), text("carer_duties"), text("barred_check"), day("checked_on"),
        whole("child_id", references="child"), whole("carer_id", references="guardian"),
        whole("parent_id", references="guardian"), whole("other_parent_id", references="guardian", null=True),
        whole("arranged_by_person_id", references="person"),
        whole("supervised_by_person_id", references="person", null=True), whole("district_id"), whole("town_id"),
        whole("village_id"),
    )
    add_index("agreement", "carer_id", "-signed_on", "id")
    add_index("agreement", "child_id", "-signed_on", "id")
    add_index("agreement", "district_id", "-signed_on", "id")
    add_index("agreement", "other_parent_id", "-signed_on", "id")
    add_index("agreement", "parent_id", "-signed_on", "id")
    add_index("agreement", "town_id", "-signed_on", "id")
    add_index("agreement", "village_id", "-signed_on", "id")
    add_unique("agreement", "public_id")


def _demand() -> None:
    make_table(
        "demand",
        key(), text("public_id"), text("kind"), day("issued_on"), text("issued_by"), day("due_on"), text("content"),
        day("answered_on", null=True), text("answer", null=True), whole("child_id", references="child"),
        whole("guardian_id", references="guardian"), whole("family_file_id", references="family_file", null=True),
        whole("district_id"), whole("town_id"), whole("village_id"),
    )
    add_index("demand", "child_id", "-issued_on", "id")
    add_index("demand", "family_file_id", "-issued_on", "id")
    add_index("demand", "guardian_id", "-issued_on", "id")
    add_index("demand", "town_id", "-issued_on", "id")
    add_unique("demand", "public_id")


def _ledger_entry() -> None:
    make_table(
        "ledger_entry",
        key(), text("public_id"), text("status"), day("opened_on"), day("closed_on", null=True),
        text("closure", null=True), text("contact_person"), text("way_of_care"), text("care_arrangement", null=True),
        text("risk_note", null=True), day("last_reviewed_on", null=True), day("next_review_due", null=True),
        whole("child_id", references="child"), whole("district_id"), whole("town_id"),
        whole("village_id", references="village"),
    )
    add_index("ledger_entry", "child_id", "-opened_on", "id")
    add_index("ledger_entry", "district_id", "-opened_on", "id")
    add_index("ledger_entry", "town_id", "-opened_on", "id")
    add_index("ledger_entry", "village_id", "-opened_on", "id")
    add_unique("ledger_entry", "public_id")


def _legal_talk() -> None:
    make_table(
        "legal_talk",
        key(), text("public_id"), text("kind"), day("held_on"), text("held_by"), text("guided_by", null=True),
        text("topic"), text("outcome", null=True), whole("child_id", references="child"),
        whole("guardian_id", references="guardian"), whole("district_id"), whole("town_id"), whole("village_id"),
    )
    add_index("legal_talk", "child_id", "-held_on", "id")
    add_index("legal_talk", "guardian_id", "-held_on", "id")
    add_index("legal_talk", "town_id", "-held_on", "id")
    add_index("legal_talk", "village_id", "-held_on", "id")
    add_unique("legal_talk", "public_id")


def _near_relative() -> None:
    make_table(
        "near_relative",
        key(), text("public_id"), text("name"), text("relationship"), text("telephone", null=True),
        whole("child_id", references="child"), whole("filing_id", references="migration_filing"),
        whole("district_id"), whole("town_id"), whole("village_id"), text("name_sort"),
    )
    add_index("near_relative", "child_id", "name_sort", "id")
    add_index("near_relative", "filing_id", "name_sort", "id")
    add_index("near_relative", "telephone")
    add_index("near_relative", "town_id", "name_sort", "id")
    add_index("near_relative", "village_id", "name_sort", "id")
    add_unique("near_relative", "public_id")


def _visit() -> None:
    make_table(
        "visit",
        key(), text("public_id"), day("visited_on"), text("visited_by"), text("purpose"), flag("household_met"),
        day("next_visit_due", null=True), text("note", null=True), whole("child_id", references="child"),
        whole("household_id", references="household", null=True), whole("district_id"), whole("town_id"),
        whole("village_id", references="village"),
    )
    add_index("visit", "child_id", "-visited_on", "id")
    add_index("visit", "district_id", "-visited_on", "id")
    add_index("visit", "household_id", "-visited_on", "id")
    add_index("visit", "town_id", "-visited_on", "id")
    add_index("visit", "village_id", "-visited_on", "id")
    add_unique("visit", "public_id")


def _agreement_supervision() -> None:
    make_table(
        "agreement_supervision",
        key(), text("public_id"), day("supervised_on"), text("supervised_by"), text("result"),
        text("remark", null=True), whole("agreement_id", references="agreement"),
        whole("child_id", references="child"), whole("supervised_by_person_id", references="person"),
        whole("district_id"), whole("town_id"), whole("village_id"),
    )
    add_index("agreement_supervision", "agreement_id", "-supervised_on", "id")
    add_index("agreement_supervision", "child_id", "-supervised_on", "id")
    add_index("agreement_supervision", "town_id", "-supervised_on", "id")
    add_index("agreement_supervision", "village_id", "-supervised_on", "id")
    add_unique("agreement_supervision", "public_id")


def _breach() -> None:
    make_table(
        "breach",
        key(), text("public_id"), text("kind"), text("party"), day("found_on"), day("mended_on", null=True),
        text("detail"), whole("agreement_id", references="agreement"), whole("child_id", references="child"),
        whole("district_id"), whole("town_id"), whole("village_id"),
    )
    add_index("breach", "agreement_id", "-found_on", "id")
    add_index("breach", "child_id", "-found_on", "id")
    add_index("breach", "town_id", "-found_on", "id")
    add_index("breach", "village_id", "-found_on", "id")
    add_unique("breach", "public_id")


def _finding() -> None:
    make_table(
        "finding",
        key(), text("public_id"), text("kind"), text("severity"), day("found_on"), day("resolved_on", null=True),
        text("detail"), whole("child_id", references="child"), whole("visit_id", references="visit", null=True),
        whole("district_id"), whole("town_id"), whole("village_id"),
    )
    add_index("finding", "child_id", "-found_on", "id")
    add_index("finding", "town_id", "-found_on", "id")
    add_index("finding", "village_id", "-found_on", "id")
    add_index("finding", "visit_id", "-found_on", "id")
    add_unique("finding", "public_id")


def _ledger_review() -> None:
    make_table(
        "ledger_review",
        key(), text("public_id"), day("reviewed_on"), text("reviewed_by"), text("changes", null=True),
        whole("entry_id", references="ledger_entry"), whole("child_id", references="child"), whole("district_id"),
        whole("town_id"), whole("village_id"),
    )
    add_index("ledger_review", "child_id", "-reviewed_on", "id")
    add_index("ledger_review", "district_id", "-reviewed_on", "id")
    add_index("ledger_review", "entry_id", "-reviewed_on", "id")
    add_index("ledger_review", "town_id", "-reviewed_on", "id")
    add_index("ledger_review", "village_id", "-reviewed_on", "id")
    add_unique("ledger_review", "public_id")


def _measure() -> None:
    make_table(
        "measure",
        key(), text("public_id"), text("measure"), text("responsible_person"), day("due_on"),
        day("done_on", null=True), whole("child_id", references="child"), whole("finding_id", references="finding"),
        whole("district_id"), whole("town_id"), whole("village_id"),
    )
    add_index("measure", "child_id", "due_on", "id")
    add_index("measure", "finding_id", "due_on", "id")
    add_index("measure", "town_id", "due_on", "id")
    add_index("measure", "village_id", "due_on", "id")
    add_unique("measure", "public_id")
