"""HandoverList and HandoverEntry: children handed over to their village for the holidays, in writing (二(四))."""

from schema.catalog import Entity, Subject
from schema.declare import DIVISIONS, RANGE, choice, date_field, integer, ref, text, to_many, to_one
from schema.school import OF_PUPIL, of_pupil
from schema.schooling_enums import HANDOVER_MISMATCH, HANDOVER_STATUS, HOLIDAY_TERM

HANDOVER_LIST = Entity(
    name="HandoverList",
    prefix="shl",
    label="假期交付清单(二(四)) / Holiday handover list of a school for a village",
    plural="handoverLists",
    fields=(
        choice("term", HOLIDAY_TERM, "假期 / Holiday", "handover"),
        integer("year", "年份 / Year", "handover", filter=RANGE),
        choice("status", HANDOVER_STATUS, "状态 / Status", "handover"),
        date_field("dueOn", "学期结束日期 / Due by, the end of term", "handover", order="due_on"),
        date_field("handedOverOn", "交付日期 / Handed over on", "handover", nullable=True),
        date_field("acknowledgedOn", "签收日期 / Acknowledged on", "handover", nullable=True),
    ),
    relations=(
        to_one("school", "School", "交付学校 / School that hands over", "handover", key="school_id"),
        to_one("town", "Town", "所在镇街 / Town of the village", "handover", key="town_id"),
        to_one("village", "Village", "接收村居 / Village that receives", "handover", key="village_id"),
        to_many("entries", "HandoverEntry", "清单儿童 / Children on the list", "handover", key="handover_list_id"),
    ),
    columns=(
        ref("school_id"),
        ref("school_district_id"),
        *DIVISIONS,
        # Two different people (conflict 6): who handed over for the school, who acknowledged for the village.
        ref("handed_over_by_person_id", nullable=True),
        ref("acknowledged_by_person_id", nullable=True),
    ),
    default_order=("-dueOn",),
)

HANDOVER_ENTRY = Entity(
    name="HandoverEntry",
    prefix="she",
    label="交付清单儿童(二(四)) / Child on a handover list",
    plural="handoverEntries",
    subject=Subject.CHILD,
    fields=(
        date_field("listedOn", "列入日期 / Listed on", "handover", order="listed_on"),
        date_field("acknowledgedOn", "签收日期 / Acknowledged on", "handover", nullable=True),
        choice("mismatch", HANDOVER_MISMATCH, "出入 / Mismatch", "handover"),
        text("mismatchNote", "出入说明 / Note on the mismatch", "note", nullable=True),
    ),
    relations=(
        *of_pupil("handover"),
        to_one("handoverList", "HandoverList", "交付清单 / Handover list", "handover", key="handover_list_id"),
    ),
    columns=(*OF_PUPIL, ref("handover_list_id")),
    default_order=("-listedOn",),
)
