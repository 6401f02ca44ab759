"""Correction: somebody says what a member of a record should hold, and its holder answers (个人信息保护法 四十六)."""

from schema.catalog import Column, Entity, Enum, Kind, Subject
from schema.declare import EQ, choice, moment, ref, text

CORRECTION_STATUS = Enum(
    "CorrectionStatus",
    "更正状态 / Status of a correction",
    {
        "ASKED": "已申请 / Asked for",
        "TO_CONFIRM": "待复核 / Agreed, to be confirmed by another person",
        "ACCEPTED": "已更正 / Accepted and written",
        "CONFIRMED": "经复核更正 / Confirmed by another person and written",
        "ANNOTATED": "已附注 / Noted beside the record, which stays as it was",
        "REFUSED": "不予更正 / Refused",
        "WITHDRAWN": "已撤回 / Withdrawn",
    },
)

CORRECTION = Entity(
    name="Correction",
    prefix="crn",
    label="更正申请(个人信息保护法 四十六) / Correction of a member of a record",
    plural="corrections",
    subject=Subject.CHILD,
    sparse=True,
    fields=(
        text("record", "记录类型,以接口名表示 / Type of the record, by its name in the API", "correction", filter=EQ),
        text("recordId", "记录编号 / Id of the record", "correction", filter=EQ),
        text("member", "须更正的项目,以接口名表示 / Member to correct, by its name in the API", "correction", filter=EQ),
        text("proposed", "应为何值,文本形式;应为空时为 null / What it should hold, as text; null where nothing", "correction",
             nullable=True),
        text("reason", "理由 / Reason", "correction"),
        choice("status", CORRECTION_STATUS, "状态 / Status", "correction"),
        moment("askedAt", "申请时间 / Asked at", "correction", order="asked_at"),
        text("decision", "答复 / Answer of the record's holder", "decision", nullable=True),
        moment("decidedAt", "答复时间 / Decided at", "decision", nullable=True),
        moment("confirmedAt", "复核时间 / Confirmed at", "decision", nullable=True),
    ),
    columns=(Column("record_key", Kind.INT), ref("child_id", nullable=True), ref("asked_organisation_id", nullable=True),
             ref("asked_person_id", nullable=True), ref("asked_guardian_id", nullable=True),
             ref("holder_organisation_id", nullable=True), ref("decided_by_person_id", nullable=True),
             ref("confirmed_by_person_id", nullable=True)),
    default_order=("-askedAt",),
)
"""Who asked is no member: that police or a hospital know a child would be told to its town by their asking."""
