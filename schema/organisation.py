"""Unit and Organisation: who acts. A unit is one of the coordinating units of 五(一); further ones are data alone."""

from schema.catalog import Entity
from schema.declare import EQ, choice, ref, text, to_many, to_one
from schema.enums import UNIT_KIND

UNIT = Entity(
    name="Unit",
    prefix="unt",
    label="协调机制成员单位(五(一)) / Coordinating unit",
    plural="units",
    fields=(
        text("code", "代号 / Code, as grants name it", "name", filter=EQ, order="code"),
        text("name", "名称 / Name", "name"),
    ),
    default_order=("code",),
)

ORGANISATION = Entity(
    name="Organisation",
    prefix="org",
    label="机构 / Organisation: a tenant with its own rows",
    plural="organisations",
    fields=(
        text("name", "名称 / Name", "name", filter=EQ, order="name_sort"),
        choice("kind", UNIT_KIND, "机构类别 / Kind", "name"),
    ),
    relations=(
        to_one("unit", "Unit", "所属成员单位 / Unit it belongs to, if any", "name", key="unit_id"),
        to_one("town", "Town", "所在镇街 / Town it stands in", "division", key="town_id"),
        to_one("village", "Village", "所在村居 / Village it stands in", "division", key="village_id"),
        to_many("referralsSent", "Referral", "发出的转介 / Referrals sent", "referrals", key="from_organisation_id"),
        to_many("referralsReceived", "Referral", "收到的转介 / Referrals received", "referrals", key="to_organisation_id"),
    ),
    columns=(
        ref("unit_id", nullable=True),
        ref("district_id"),
        ref("town_id", nullable=True),
        ref("village_id", nullable=True),
        ref("suspended_at_ms", nullable=True),
    ),
    default_order=("name",),
)
