"""Health of rural children and of children with a disability (二(三), 二(五)).

Revises: 0012
"""

from alembic import op

from db.migrations.words import add_index, add_unique, day, flag, key, make_table, text, whole

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

TABLES = (
    "check_up",
    "disability_record",
    "disability_support",
    "growth_measurement",
    "health_alert",
    "immunisation",
    "nutrition_guidance",
    "rehabilitation",
    "treatment",
)


def upgrade() -> None:
    _check_up()
    _disability_record()
    _disability_support()
    _growth_measurement()
    _health_alert()
    _immunisation()
    _nutrition_guidance()
    _rehabilitation()
    _treatment()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _check_up() -> None:
    make_table(
        "check_up",
        key(), text("public_id"), day("date"), text("result"), whole("height_millimetres"), whole("weight_grams"),
        whole("fee_charged"), day("next_due_on"), text("note", null=True), whole("child_id", references="child"),
        whole("organisation_id", references="organisation"), whole("district_id"), whole("town_id"),
        whole("village_id"), flag("latest"),
    )
    add_index("check_up", "child_id", "-date", "id")
    add_index("check_up", "district_id", "-date", "id")
    add_index("check_up", "organisation_id", "-date", "id")
    add_unique("check_up", "public_id")


def _disability_record() -> None:
    make_table(
        "disability_record",
        key(), text("public_id"), text("kind"), whole("grade"), day("certified_on"), day("review_due_on", null=True),
        whole("child_id", references="child"), whole("organisation_id", references="organisation"),
        whole("district_id"), whole("town_id"), whole("village_id"),
    )
    add_index("disability_record", "child_id", "-certified_on", "id")
    add_index("disability_record", "district_id", "-certified_on", "id")
    add_index("disability_record", "organisation_id", "-certified_on", "id")
    add_unique("disability_record", "public_id")


def _disability_support() -> None:
    make_table(
        "disability_support",
        key(), text("public_id"), text("kind"), day("date"), whole("amount", null=True), text("note", null=True),
        whole("child_id", references="child"), whole("organisation_id", references="organisation"),
        whole("district_id"), whole("town_id"), whole("village_id"),
    )
    add_index("disability_support", "child_id", "-date", "id")
    add_index("disability_support", "district_id", "-date", "id")
    add_index("disability_support", "organisation_id", "-date", "id")
    add_unique("disability_support", "public_id")


def _growth_measurement() -> None:
    make_table(
        "growth_measurement",
        key(), text("public_id"), day("date"), whole("age_months"), whole("height_millimetres"),
        whole("weight_grams"), text("outcome"), whole("child_id", references="child"),
        whole("organisation_id", references="organisation"), whole("district_id"), whole("town_id"),
        whole("village_id"),
    )
    add_index("growth_measurement", "child_id", "-date", "id")
    add_index("growth_measurement", "district_id", "-date", "id")
    add_index("growth_measurement", "organisation_id", "-date", "id")
    add_unique("growth_measurement", "public_id")


def _health_alert() -> None:
    make_table(
        "health_alert",
        key(), text("public_id"), text("kind"), text("instruction"), day("noted_on"), flag("active"),
        whole("child_id", references="child"), whole("organisation_id", references="organisation"),
        whole("district_id"), whole("town_id"), whole("village_id"),
    )
    add_index("health_alert", "child_id", "-noted_on", "id")
    add_index("health_alert", "district_id", "-noted_on", "id")
    add_index("health_alert", "organisation_id", "-noted_on", "id")
    add_unique("health_alert", "public_id")


def _immunisation() -> None:
    make_table(
        "immunisation",
        key(), text("public_id"), text("vaccine"), whole("dose"), text("status"), day("due_on"),
        day("given_on", null=True), whole("child_id", references="child"),
        whole("organisation_id", references="organisation"), whole("district_id"), whole("town_id"),
        whole("village_id"),
    )
    add_index("immunisation", "child_id", "-due_on", "id")
    add_index("immunisation", "district_id", "-due_on", "id")
    add_index("immunisation", "organisation_id", "-due_on", "id")
    add_unique("immunisation", "public_id")


def _nutrition_guidance() -> None:
    make_table(
        "nutrition_guidance",
        key(), text("public_id"), day("date"), text("topic"), text("advice"), whole("child_id", references="child"),
        whole("organisation_id", references="organisation"), whole("district_id"), whole("town_id"),
        whole("village_id"),
    )
    add_index("nutrition_guidance", "child_id", "-date", "id")
    add_index("nutrition_guidance", "district_id", "-date", "id")
    add_index("nutrition_guidance", "organisation_id", "-date", "id")
    add_unique("nutrition_guidance", "public_id")


def _rehabilitation() -> None:
    make_table(
        "rehabilitation",
        key(), text("public_id"), text("kind"), day("started_on"), day("ended_on", null=True),
        text("progress", null=True), whole("child_id", references="child"),
        whole("organisation_id", references="organisation"), whole("district_id"), whole("town_id"),
        whole("village_id"), whole("provider_organisation_id", references="organisation", null=True),
    )
    add_index("rehabilitation", "child_id", "-started_on", "id")
    add_index("rehabilitation", "district_id", "-started_on", "id")
    add_index("rehabilitation", "organisation_id", "-started_on", "id")
    add_index("rehabilitation", "provider_organisation_id", "-started_on", "id")
    add_unique("rehabilitation", "public_id")


def _treatment() -> None:
    make_table(
        "treatment",
        key(), text("public_id"), day("date"), text("kind"), text("diagnosis"), text("therapy", null=True),
        whole("child_id", references="child"), whole("organisation_id", references="organisation"),
        whole("district_id"), whole("town_id"), whole("village_id"),
    )
    add_index("treatment", "child_id", "-date", "id")
    add_index("treatment", "district_id", "-date", "id")
    add_index("treatment", "organisation_id", "-date", "id")
    add_unique("treatment", "public_id")
