"""RecordEnd: the record of a child has ended. Its rows leave every duty view at once, are archived, and are erased in time
(个人信息保护法 十九, 四十七)."""

from schema.catalog import Entity, Enum, Subject
from schema.declare import DIVISIONS, choice, date_field, moment, ref, text
from schema.ledger_enums import LEDGER_CLOSURE

RECORD_END_STATUS = Enum(
    "RecordEndStatus",
    "档案终结状态 / Status of the end of a record",
    {
        "ENDED": "已终结 / Ended",
        "RESTORED": "已恢复 / Restored",
    },
)

RECORD_END = Entity(
    name="RecordEnd",
    prefix="rde",
    label="儿童档案终结(个人信息保护法 四十七) / End of a child's record, kept by the town until the record is erased",
    plural="recordEnds",
    subject=Subject.CHILD,
    sparse=True,
    fields=(
        choice("status", RECORD_END_STATUS, "状态 / Status", "end"),
        choice("cause", LEDGER_CLOSURE, "终结原因 / Why it ended", "end"),
        date_field("occurredOn", "事由发生日期 / Day on which the cause came about", "end"),
        moment("endedAt", "终结时间 / Ended at", "end", order="ended_at"),
        date_field("eraseOn", "保存期满、清除日期 / Day on which the archived record is erased", "end"),
        moment("restoredAt", "恢复时间 / Restored at", "end", nullable=True),
        text("recordId", "原儿童档案标识 / Id that the child has had", "end", filter=("eq",)),
    ),
    columns=(ref("child_id"), *DIVISIONS),
    default_order=("-endedAt",),
)
"""No value of the record stands in it, and no relation leads from it: the child is there no more. Whether a case goes on around the
child does not show: `eraseOn` is the same with one and without."""
