"""What is published (M21): cells of the tables of `schema/published.py`, frozen, small numbers protected (统计法 二十八)."""

from schema.catalog import Entity
from schema.declare import EQ, choice, date_field, integer, ref, text
from schema.enums import CHILD_CATEGORY
from schema.published import PUBLISHED_NAME

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

PUBLISHED_FIGURE = Entity(
    name="PublishedFigure",
    prefix="pbf",
    label="公布的统计表单元 / Cell of a published table",
    plural="publishedFigures",
    fields=(
        choice("tableName", PUBLISHED_NAME, "统计表 / Table", "statistics"),
        text("period", "期间 / Period, YYYY-MM or YYYY", "statistics", filter=EQ, order="period"),
        text("line", "行代码 / Code of the line", "statistics", filter=EQ, order="line"),
        text("lineName", "行名称 / What the line stands for", "statistics"),
        text("item", "列代码 / Code of the item", "statistics", filter=EQ, order="item"),
        text("itemName", "列名称 / What the item stands for", "statistics"),
        integer("count", "数量(修约至5,小数抑制) / Count, rounded to base 5; null where suppressed", "statistics",
                nullable=True),
    ),
    columns=(ref("district_id"),),
    default_order=("-period", "line", "item"),
)

PUBLISHED_TABLE = Entity(
    name="PublishedTable",
    prefix="pbt",
    label="已公布的统计表 / Table that was published for a period",
    plural="publishedTables",
    fields=(
        choice("name", PUBLISHED_NAME, "统计表 / Table", "statistics", order="name"),
        text("period", "期间 / Period, YYYY-MM or YYYY", "statistics", filter=EQ, order="period"),
        date_field("publishedOn", "公布日期 / Published on", "statistics"),
        integer("cells", "单元数 / Cells, suppressed ones too", "statistics"),
        integer("minimum", "公布数下限 / Counts below this were suppressed", "statistics"),
        integer("base", "修约基数 / Counts were rounded to a multiple of this", "statistics"),
    ),
    columns=(ref("district_id"),),
    default_order=("-period", "name"),
)
