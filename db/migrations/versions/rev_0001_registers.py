"""Units, divisions, organisations, schools, persons, families and children.

Revises: nothing
"""

from alembic import op

from db.migrations.words import add_index, add_unique, day, flag, key, make_table, text, whole

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    "unit", "town", "village", "organisation", "school", "person",
    "household", "child", "guardian", "guardianship",
)


def upgrade() -> None:
    make_table(
        "unit",
        key(), text("public_id"), text("code"), text("name"),
    )
    add_index("unit", "code", "id")
    add_unique("unit", "code")
    add_unique("unit", "public_id")
    make_table(
        "town",
        key(made=False), text("public_id"), text("code"), text("name"), text("district_code"),
        text("district_name"), whole("district_id"),
    )
    add_index("town", "code", "id")
    add_index("town", "district_id", "code", "id")
    add_unique("town", "code")
    add_unique("town", "public_id")
    make_table(
        "village",
        key(made=False), text("public_id"), text("code"), text("name"), whole("town_id", references="town"),
        whole("district_id"),
    )
    add_index("village", "code", "id")
    add_index("village", "district_id", "code", "id")
    add_index("village", "town_id", "code", "id")
    add_unique("village", "code")
    add_unique("village", "public_id")
    make_table(
        "organisation",
        key(), text("public_id"), text("name"), text("kind"), whole("unit_id", references="unit", null=True),
        whole("district_id"), whole("town_id", references="town", null=True),
        whole("village_id", references="village", null=True), whole("suspended_at_ms", null=True),
        text("name_sort"),
    )
    add_index("organisation", "district_id", "name_sort", "id")
    add_index("organisation", "kind", "name_sort", "id")
    add_index("organisation", "name_sort", "id")
    add_index("organisation", "town_id", "name_sort", "id")
    add_index("organisation", "unit_id", "name_sort", "id")
    add_index("organisation", "village_id", "name_sort", "id")
    add_unique("organisation", "public_id")
    make_table(
        "school",
        key(made=False, references="organisation"), text("public_id"), text("name"), text("stage"),
        flag("boarding"), whole("district_id"), whole("town_id", references="town"),
        whole("village_id", references="village"), text("name_sort"),
    )
    add_index("school", "district_id", "name_sort", "id")
    add_index("school", "name_sort", "id")
    add_index("school", "town_id", "name_sort", "id")
    add_index("school", "village_id", "name_sort", "id")
    add_unique("school", "public_id")
    make_table(
        "person",
        key(), text("public_id"), text("name"), whole("organisation_id", references="organisation"), text("role"),
        whole("suspended_at_ms", null=True),
    )
    add_index("person", "organisation_id", "role", "id")
    add_unique("person", "public_id")
    make_table(
        "household",
        key(), text("public_id"), text("number"), text("address"), whole("members"), flag("in_poverty"),
        whole("district_id"), whole("town_id", references="town"), whole("village_id", references="village"),
    )
    add_index("household", "district_id", "number", "id")
    add_index("household", "town_id", "number", "id")
    add_index("household", "village_id", "number", "id")
    add_unique("household", "public_id")
    make_table(
        "child",
        key(), text("public_id"), text("name"), text("sex"), day("birth_date"), text("identity_number", null=True),
        text("category"), flag("in_poverty"), flag("key_target"), whole("disability_grade", null=True),
        text("residence_address"), text("registered_division_code"), day("on_file_since"), whole("district_id"),
        whole("town_id", references="town"), whole("village_id", references="village"),
        whole("household_id", references="household", null=True),
        whole("school_id", references="school", null=True), flag("sealed"), text("name_sort"),
    )
    add_index("child", "district_id", "name_sort", "id")
    add_index("child", "household_id", "name_sort", "id")
    add_index("child", "school_id", "name_sort", "id")
    add_index("child", "town_id", "name_sort", "id")
    add_index("child", "village_id", "name_sort", "id")
    add_unique("child", "identity_number")
    add_unique("child", "public_id")
    make_table(
        "guardian",
        key(), text("public_id"), text("name"), text("sex", null=True), day("birth_date", null=True),
        text("identity_number", null=True), text("telephone", null=True), text("employer", null=True),
        text("destination", null=True), text("name_sort"),
    )
    add_index("guardian", "name_sort", "id")
    add_index("guardian", "telephone")
    add_unique("guardian", "identity_number")
    add_unique("guardian", "public_id")
    make_table(
        "guardianship",
        key(), text("public_id"), text("relationship"), flag("custody"), flag("away"), day("away_since", null=True),
        flag("entrusted"), flag("present_carer"), whole("child_id", references="child"),
        whole("guardian_id", references="guardian"), whole("district_id"), whole("town_id"), whole("village_id"),
    )
    add_index("guardianship", "child_id", "id")
    add_index("guardianship", "district_id", "id")
    add_index("guardianship", "guardian_id", "id")
    add_index("guardianship", "town_id", "id")
    add_index("guardianship", "town_id", "guardian_id")
    add_index("guardianship", "village_id", "id")
    add_index("guardianship", "village_id", "guardian_id")
    add_unique("guardianship", "child_id", "guardian_id")
    add_unique("guardianship", "public_id")


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
