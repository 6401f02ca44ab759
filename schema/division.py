"""Town and Village: divisions of GB/T 2260, extended to 9 and 12 digits. Their key is the code itself."""

from schema.catalog import Entity
from schema.declare import EQ, ref, text, to_many, to_one

TOWN = Entity(
    name="Town",
    prefix="twn",
    label="镇街 / Town or street",
    plural="towns",
    fields=(
        text("code", "九位统计用区划代码 / Division code, 9 digits", "name", filter=EQ, order="code"),
        text("name", "名称 / Name", "name", filter=EQ),
        text("districtCode", "六位区县代码 / District code, 6 digits", "name", filter=EQ),
        text("districtName", "区县名称 / District name", "name"),
    ),
    relations=(to_many("villages", "Village", "所辖村居 / Villages of the town", "name", key="town_id"),),
    columns=(ref("district_id"),),
    default_order=("code",),
)

VILLAGE = Entity(
    name="Village",
    prefix="vlg",
    label="村居 / Village or community",
    plural="villages",
    fields=(
        text("code", "十二位统计用区划代码 / Division code, 12 digits", "name", filter=EQ, order="code"),
        text("name", "名称 / Name", "name", filter=EQ),
    ),
    relations=(
        to_one("town", "Town", "所属镇街 / Town of the village", "name", key="town_id"),
        to_many("children", "Child", "居住在该村居的儿童 / Children living in the village", "children", key="village_id"),
    ),
    columns=(ref("town_id"), ref("district_id")),
    default_order=("code",),
)
