"""Group organisations, culture and public opinion (二(五), 五(三)).

Before that, the given name of a child, for those who may call it by its name without learning its family.

Revises: 0014
"""

import re

import sqlalchemy as sa
from alembic import op

from db.migrations.rebuild import add_text, drop_column
from db.migrations.words import add_index, add_unique, day, flag, key, make_table, moment, text, whole, whole_type

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

TABLES = (
    "exposure",
    "mutual_help",
    "opinion_alert",
    "programme",
    "publication",
    "veteran",
    "volunteer",
    "activity",
    "opinion_response",
    "group_pairing",
    "hotline_case",
    "need_match",
    "participation",
)


COMPOUND_SURNAMES = frozenset((
    "万俟", "上官", "东郭", "东方", "乐正", "仲孙", "公冶", "公孙", "公羊", "公良", "公西", "令狐", "单于", "南宫", "南门", "司徒", "司寇", "司空", "司马",
    "呼延", "夏侯", "太史", "太叔", "子车", "宇文", "宗政", "宰父", "尉迟", "左丘", "巫马", "微生", "慕容", "拓跋", "梁丘", "欧阳", "段干", "淳于", "漆雕",
    "澹台", "濮阳", "独孤", "申屠", "百里", "皇甫", "端木", "第五", "纳兰", "羊舌", "西门", "诸葛", "谷梁", "赫连", "轩辕", "钟离", "长孙", "闻人", "闾丘",
    "颛孙", "鲜于", "亓官",
))  # fmt: skip
FIRST_CHINESE = "\u2e80"
MIDDLE_DOT = re.compile("[·•・‧∙⋅･˙]")
AT_ONCE = 5_000


def given_name(name: str) -> str:
    """What `schema/given_name.py` says of a name at the time of this revision."""
    name = name.strip()
    before = MIDDLE_DOT.split(name)[0].strip()
    if before and before != name:
        return before
    if name < FIRST_CHINESE:
        return name.split(maxsplit=1)[0] if name else name
    family = 2 if len(name) > 2 and name[:2] in COMPOUND_SURNAMES else 1
    return name[family:].strip() or name


def upgrade() -> None:
    add_text("child", "given_name", before="sex")
    _give_names()
    _exposure()
    _mutual_help()
    _opinion_alert()
    _programme()
    _publication()
    _veteran()
    _volunteer()
    _activity()
    _opinion_response()
    _group_pairing()
    _hotline_case()
    _need_match()
    _participation()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    drop_column("child", "given_name")


def _give_names() -> None:
    """Fills the given names of the children on file, by key, so many at once."""
    connection = op.get_bind()
    child = sa.table("child", sa.column("id", whole_type()), sa.column("name"), sa.column("given_name"))
    page = sa.select(child.c.id, child.c.name).order_by(child.c.id).limit(AT_ONCE)
    change = sa.update(child).where(child.c.id == sa.bindparam("key")).values(given_name=sa.bindparam("given"))
    last = 0
    while rows := connection.execute(page.where(child.c.id > last)).all():
        connection.execute(change, [{"key": key, "given": given_name(name)} for key, name in rows])
        last = rows[-1][0]


def _exposure() -> None:
    make_table(
        "exposure",
        key(), text("public_id"), text("violation"), text("summary"), text("consequence", null=True),
        day("exposed_on"), whole("organisation_id", references="organisation"), whole("district_id"),
    )
    add_index("exposure", "organisation_id", "-exposed_on", "id")
    add_unique("exposure", "public_id")


def _mutual_help() -> None:
    make_table(
        "mutual_help",
        key(), text("public_id"), text("name"), text("kind"), text("employer", null=True), day("formed_on"),
        whole("members"), whole("contacts_arranged"), whole("organisation_id", references="organisation"),
        whole("district_id"),
    )
    add_index("mutual_help", "organisation_id", "-formed_on", "id")
    add_unique("mutual_help", "public_id")


def _opinion_alert() -> None:
    make_table(
        "opinion_alert",
        key(), text("public_id"), text("source"), text("level"), text("status"), text("topic"), moment("spotted_at"),
        day("due_on"), whole("organisation_id", references="organisation"),
        whole("assigned_organisation_id", references="organisation", null=True), whole("district_id"),
    )
    add_index("opinion_alert", "assigned_organisation_id", "-spotted_at", "id")
    add_index("opinion_alert", "organisation_id", "-spotted_at", "id")
    add_unique("opinion_alert", "public_id")


def _programme() -> None:
    make_table(
        "programme",
        key(), text("public_id"), text("name"), text("kind"), day("starts_on"), day("ends_on", null=True),
        whole("organisation_id", references="organisation"),
        whole("lead_organisation_id", references="organisation", null=True), whole("district_id"),
    )
    add_index("programme", "lead_organisation_id", "-starts_on", "id")
    add_index("programme", "organisation_id", "-starts_on", "id")
    add_unique("programme", "public_id")


def _publication() -> None:
    make_table(
        "publication",
        key(), text("public_id"), text("kind"), text("channel"), text("title"), text("content"), day("published_on"),
        whole("organisation_id", references="organisation"), whole("district_id"),
    )
    add_index("publication", "organisation_id", "-published_on", "id")
    add_unique("publication", "public_id")


def _veteran() -> None:
    make_table(
        "veteran",
        key(), text("public_id"), text("name"), text("kind"), day("since"), flag("active"),
        day("record_checked_on", null=True), whole("organisation_id", references="organisation"),
        whole("district_id"), text("name_sort"),
    )
    add_index("veteran", "organisation_id", "name_sort", "id")
    add_unique("veteran", "public_id")


def _volunteer() -> None:
    make_table(
        "volunteer",
        key(), text("public_id"), text("name"), text("kind"), day("since"), flag("active"),
        day("record_checked_on", null=True), whole("organisation_id", references="organisation"),
        whole("district_id"), text("name_sort"),
    )
    add_index("volunteer", "organisation_id", "name_sort", "id")
    add_unique("volunteer", "public_id")


def _activity() -> None:
    make_table(
        "activity",
        key(), text("public_id"), text("title"), text("kind"), day("held_on"), text("place"),
        whole("attendance", null=True), whole("organisation_id", references="organisation"),
        whole("programme_id", references="programme", null=True), whole("district_id"),
    )
    add_index("activity", "organisation_id", "-held_on", "id")
    add_index("activity", "programme_id", "-held_on", "id")
    add_unique("activity", "public_id")


def _opinion_response() -> None:
    make_table(
        "opinion_response",
        key(), text("public_id"), moment("responded_at"), text("measures"), text("statement", null=True),
        whole("opinion_alert_id", references="opinion_alert"), whole("organisation_id", references="organisation"),
        whole("district_id"),
    )
    add_index("opinion_response", "opinion_alert_id", "-responded_at", "id")
    add_index("opinion_response", "organisation_id", "-responded_at", "id")
    add_unique("opinion_response", "public_id")


def _group_pairing() -> None:
    make_table(
        "group_pairing",
        key(), text("public_id"), text("kind"), text("status"), text("help"), day("started_on"),
        day("ended_on", null=True), whole("child_id", references="child"),
        whole("organisation_id", references="organisation"), whole("volunteer_id", references="volunteer", null=True),
        whole("veteran_id", references="veteran", null=True), whole("district_id"), whole("town_id"),
        whole("village_id"),
    )
    add_index("group_pairing", "child_id", "organisation_id")
    add_index("group_pairing", "child_id", "-started_on", "id")
    add_index("group_pairing", "organisation_id", "child_id")
    add_index("group_pairing", "organisation_id", "-started_on", "id")
    add_index("group_pairing", "veteran_id", "-started_on", "id")
    add_index("group_pairing", "volunteer_id", "-started_on", "id")
    add_unique("group_pairing", "public_id")


def _hotline_case() -> None:
    make_table(
        "hotline_case",
        key(), text("public_id"), text("hotline"), text("kind"), text("status"), moment("received_at"),
        flag("legal_team_involved"), text("question"), text("advice", null=True), text("caller_name", null=True),
        text("caller_telephone", null=True), whole("child_id", references="child", null=True),
        whole("organisation_id", references="organisation"),
        whole("referred_organisation_id", references="organisation", null=True), whole("district_id"),
        whole("town_id", null=True), whole("village_id", null=True),
    )
    add_index("hotline_case", "child_id", "organisation_id")
    add_index("hotline_case", "child_id", "-received_at", "id")
    add_index("hotline_case", "organisation_id", "child_id")
    add_index("hotline_case", "organisation_id", "-received_at", "id")
    add_unique("hotline_case", "public_id")


def _need_match() -> None:
    make_table(
        "need_match",
        key(), text("public_id"), text("need"), text("status"), text("service", null=True), day("raised_on"),
        day("matched_on", null=True), whole("child_id", references="child"),
        whole("programme_id", references="programme"), whole("organisation_id", references="organisation"),
        whole("provider_organisation_id", references="organisation", null=True), whole("district_id"),
        whole("town_id"), whole("village_id"),
    )
    add_index("need_match", "child_id", "-raised_on", "id")
    add_index("need_match", "organisation_id", "-raised_on", "id")
    add_index("need_match", "programme_id", "-raised_on", "id")
    add_index("need_match", "provider_organisation_id", "-raised_on", "id")
    add_unique("need_match", "public_id")


def _participation() -> None:
    make_table(
        "participation",
        key(), text("public_id"), text("status"), day("joined_on"), day("left_on", null=True),
        whole("child_id", references="child"), whole("organisation_id", references="organisation"),
        whole("programme_id", references="programme", null=True),
        whole("activity_id", references="activity", null=True), whole("district_id"), whole("town_id"),
        whole("village_id"),
    )
    add_index("participation", "activity_id", "-joined_on", "id")
    add_index("participation", "child_id", "-joined_on", "id")
    add_index("participation", "child_id", "organisation_id")
    add_index("participation", "organisation_id", "child_id")
    add_index("participation", "organisation_id", "-joined_on", "id")
    add_index("participation", "programme_id", "-joined_on", "id")
    add_unique("participation", "public_id")
