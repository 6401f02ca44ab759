"""PublishedCount: a cell of a published table, frozen when published, small numbers protected (统计法 二十八)."""

from schema.catalog import Entity
from schema.declare import EQ, choice, integer, ref, text
from schema.enums import CHILD_CATEGORY

PUBLISHED_COUNT = Entity(
    name="PublishedCount",
    prefix="pub",
    label="公布的统计数 / Published count of children by town and category",
    plural="publishedCounts",
    fields=(
        text("period", "期间 / Period, YYYY-MM", "statistics", filter=EQ, order="period"),
        text("townCode", "镇街代码 / Town code, 9 digits", "statistics", filter=EQ, order="town_code"),
        text("townName", "镇街名称 / Town name", "statistics"),
        choice("category", CHILD_CATEGORY, "儿童类别 / Category", "statistics"),
        integer("count", "人数(修约至5,小数抑制) / Children, rounded to base 5; null where suppressed", "statistics",
                nullable=True),
    ),
    columns=(ref("district_id"),),
    default_order=("-period", "townCode"),
)
