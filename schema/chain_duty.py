"""The duty to report: failures, commendations, and how long each step takes (四(一), 四(二), 五(四))."""

from schema.catalog import Entity, Mask
from schema.chain_enums import (
    COMMENDATION_KIND,
    COMMENDATION_STATUS,
    DUTY_FAILURE_KIND,
    DUTY_FAILURE_STATUS,
    FAILURE_SOURCE,
    RESPONSE_STEP,
)
from schema.declare import EQ, choice, date_field, integer, ref, text, to_one

DUTY_FAILURE = Entity(
    name="DutyFailure",
    prefix="dfl",
    label="强制报告失职(四(一)) / Failure of the duty to report",
    plural="dutyFailures",
    sparse=True,
    fields=(
        choice("kind", DUTY_FAILURE_KIND, "情形 / Kind", "failure"),
        integer("daysLate", "迟报天数 / Days late", "failure", filter=("eq", "in", "range")),
        choice("status", DUTY_FAILURE_STATUS, "状态 / Status", "course"),
        choice("source", FAILURE_SOURCE, "发现途径 / How it came out", "course"),
        date_field("discoveredOn", "发现日期 / Found on", "course", order="discovered_on"),
        date_field("closedOn", "办结日期 / Closed on", "course", nullable=True),
        text("staffName", "责任人员姓名 / Name of the staff concerned", "staff", nullable=True, mask=Mask.NAME),
    ),
    relations=(
        to_one("organisation", "Organisation", "责任单位 / Organisation that failed", "failure", key="organisation_id"),
        to_one("report", "Report", "相关报告 / Report in question", "report", key="report_id"),
    ),
    columns=(ref("organisation_id"), ref("district_id"), ref("report_id", nullable=True),
             ref("discovered_by_organisation_id"), ref("discovered_by_person_id", nullable=True),
             ref("decided_by_person_id", nullable=True)),
    default_order=("-discoveredOn",),
)
"""No record of a child: the way to one leads through the report alone, which only the discoverer may follow."""

COMMENDATION = Entity(
    name="Commendation",
    prefix="cmd",
    label="主动报告表扬奖励(四(一)) / Commendation of a voluntary reporter",
    plural="commendations",
    sparse=True,
    fields=(
        choice("kind", COMMENDATION_KIND, "方式 / Kind", "commendation"),
        choice("status", COMMENDATION_STATUS, "状态 / Status", "commendation"),
        text("text", "表扬内容 / Words of the commendation", "commendation"),
        integer("amount", "奖金(元) / Reward in yuan", "commendation", nullable=True),
        date_field("decidedOn", "决定日期 / Decided on", "commendation", order="decided_on"),
    ),
    relations=(to_one("report", "Report", "所报告事项 / Report commended", "commendation", key="report_id"),),
    columns=(ref("report_id"), ref("district_id"), ref("decided_by_person_id", nullable=True)),
    default_order=("-decidedOn",),
)

RESPONSE_TIME = Entity(
    name="ResponseTime",
    prefix="crt",
    label="公布的处置时效(四(二), 五(四)) / Published response time of an organisation and month",
    plural="responseTimes",
    fields=(
        text("period", "期间 / Period, YYYY-MM", "figures", filter=EQ, order="period"),
        text("organisationName", "单位名称 / Name of the organisation", "figures", filter=EQ),
        choice("step", RESPONSE_STEP, "环节 / Step", "figures"),
        integer("medianMinutes", "时长中位数(分钟,修约至5) / Median in minutes, rounded to base 5; null where suppressed", "figures",
                nullable=True),
    ),
    columns=(ref("organisation_id"), ref("district_id")),
    default_order=("-period",),
)
