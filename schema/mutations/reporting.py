"""The duty to report: failures held against bodies and their staff, commendations of voluntary reporters (四(一))."""

from __future__ import annotations

from schema.graphql_types import optional
from schema.mutations.declare import ID, KEY, MutationSpec, move, same

NOTE_DUTY_FAILURE = MutationSpec(
    name="noteDutyFailure",
    label="登记强制报告失职(四(一)) / Note a failure of the duty to report",
    entity="DutyFailure",
    result="dutyFailure",
    inputs=(
        KEY,
        ("organisationId", ID, "责任单位 / Organisation that failed"),
        ("reportId", optional(ID), "相关报告,迟报时必填 / Report in question, needed where it was late"),
        ("kind", "DutyFailureKind", "情形 / Kind"),
        ("source", "DutyFailureSource", "发现途径 / How it came out"),
        ("daysLate", optional(int), "未报告天数,迟报由系统计算 / Days not reported; of a late report the service counts them"),
        ("staffName", optional(str), "责任人员姓名 / Name of the staff concerned"),
    ),
    writes=same("DutyFailure", "kind", "source", "daysLate", "staffName")
    | {"organisationId": ("DutyFailure", "organisation"), "reportId": ("DutyFailure", "report")},
)
EXCUSE_DUTY_FAILURE = move("excuseDutyFailure", "认定理由成立(五(四)) / Find that a failure was excused", "DutyFailure")
CONFIRM_DUTY_FAILURE = move("confirmDutyFailure", "认定失职(五(四)) / Confirm a failure", "DutyFailure")
CLOSE_DUTY_FAILURE = move("closeDutyFailure", "失职追责办结(五(四)) / Settle a confirmed failure", "DutyFailure")

COMMEND_REPORTER = MutationSpec(
    name="commendReporter",
    label="拟表扬主动报告人(四(一)) / Propose to commend a voluntary reporter",
    entity="Commendation",
    result="commendation",
    inputs=(
        KEY,
        ("reportId", ID, "所报告事项 / Report"),
        ("kind", "CommendationKind", "方式 / Kind"),
        ("text", str, "表扬内容 / Words of the commendation"),
        ("amount", optional(int), "奖金(元) / Reward in yuan, of a reward only"),
    ),
    writes=same("Commendation", "kind", "text", "amount") | {"reportId": ("Commendation", "report")},
)
AWARD_COMMENDATION = move("awardCommendation", "表扬奖励报告人(四(一)) / Award a commendation", "Commendation")
DECLINE_COMMENDATION = move("declineCommendation", "不予表扬(四(一)) / Decline a commendation", "Commendation")

AREA = (
    NOTE_DUTY_FAILURE, EXCUSE_DUTY_FAILURE, CONFIRM_DUTY_FAILURE, CLOSE_DUTY_FAILURE,
    COMMEND_REPORTER, AWARD_COMMENDATION, DECLINE_COMMENDATION,
)  # fmt: skip
