"""LeadTask: what the lead unit is to sort out, because nobody else may know of both sides of it (五(一); 个人信息保护法 八)."""

from schema.catalog import Column, Entity, Enum, Kind, Subject
from schema.declare import EQ, choice, moment, ref, text, to_one

LEAD_TASK_KIND = Enum(
    "LeadTaskKind",
    "牵头单位核处事项种类 / Kind of a task of the lead unit",
    {
        "DUPLICATE": "疑似重复登记 / Two records that seem to be of one and the same",
        "CORRECTION": "无保管单位可答复的更正申请 / A correction that no organisation at hand may answer",
    },
)

LEAD_TASK_STATUS = Enum(
    "LeadTaskStatus",
    "核处状态 / Status of a task of the lead unit",
    {
        "OPEN": "待核处 / Open",
        "SETTLED": "已核处 / Settled",
        "LAPSED": "已失效:所涉记录已不在册或申请已撤回 / Lapsed: a record of it is on file no more, or was asked for no more",
    },
)

LEAD_TASK_FINDING = Enum(
    "LeadTaskFinding",
    "核处结论 / What the lead unit found",
    {
        "SAME": "确属重复 / One and the same, recorded twice",
        "DIFFERENT": "并非重复 / Not the same",
        "PASSED_ON": "已转有关单位办理 / Passed on to whose work it is",
    },
)

LEAD_TASK = Entity(
    name="LeadTask",
    prefix="ltk",
    label="牵头单位核处事项(五(一)) / Task of the lead unit: what it alone can sort out",
    plural="leadTasks",
    subject=Subject.CHILD,
    sparse=True,
    fields=(
        choice("kind", LEAD_TASK_KIND, "种类 / Kind", "task"),
        text("record", "记录类型,以接口名表示 / Type of the records, by its name in the API", "task", filter=EQ),
        text("recordId", "后登记的记录,或更正申请的编号 / Id of the record that came later, or of the correction", "task", filter=EQ),
        text("otherRecordId", "先登记的记录编号 / Id of the record that was there before", "task", nullable=True, filter=EQ),
        choice("status", LEAD_TASK_STATUS, "状态 / Status", "task"),
        moment("openedAt", "发现时间 / Found at", "task", order="opened_at"),
        moment("settledAt", "核处或失效时间 / Settled or lapsed at", "settlement", nullable=True),
        choice("finding", LEAD_TASK_FINDING, "核处结论 / Finding", "settlement", nullable=True),
        text("settlement", "核处情况 / How it was settled", "settlement", nullable=True),
    ),
    relations=(to_one("child", "Child", "儿童 / Child whom the later record is about", "child", key="child_id"),),
    columns=(Column("record_key", Kind.INT), Column("other_key", Kind.INT, True), ref("child_id", nullable=True),
             ref("district_id"), ref("holder_organisation_id", nullable=True), ref("settled_by_person_id", nullable=True)),
    default_order=("-openedAt",),
)
"""It goes to a unit to which both records are open (`resolvers/work/duplicates.py`). A task about guardians has no child: it stays while
both are on file, whichever child's record ends."""
