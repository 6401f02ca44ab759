"""Coordination of the units, their plans and annual reports, inspection, evaluation and accountability (五(一), 五(四))."""

from schema.catalog import Entity
from schema.declare import EQ, RANGE, choice, date_field, integer, ref, text, to_one
from schema.govern_enums import ACCOUNTABILITY_KIND, GOAL, INSPECTION_RESULT, OPINION_KIND

_ORGANISATION = (ref("organisation_id"), ref("district_id"))

UNIT_DUTY = Entity(
    name="UnitDuty",
    prefix="udt",
    label="成员单位职责(五(一)) / Duty of a coordinating unit",
    plural="unitDuties",
    fields=(
        text("clause", "依据条款 / Clause", "duty", filter=EQ, order="clause"),
        text("text", "职责 / Duty, in the project's words", "duty"),
    ),
    relations=(to_one("unit", "Unit", "成员单位 / Unit", "duty", key="unit_id"),),
    columns=(ref("unit_id"),),
    default_order=("clause",),
)

COORDINATION_MEETING = Entity(
    name="CoordinationMeeting",
    prefix="ucm",
    label="协调会议(五(一)) / Meeting of the coordinating mechanism",
    plural="coordinationMeetings",
    fields=(
        date_field("heldOn", "召开日期 / Held on", "meeting", order="held_on"),
        text("topic", "议题 / Topic", "meeting"),
        text("decisions", "议定事项 / Decisions", "meeting"),
    ),
    columns=(ref("district_id"),),
    default_order=("-heldOn",),
)

UNIT_PLAN = Entity(
    name="UnitPlan",
    prefix="upl",
    label="单位实施方案(五(四)) / Implementing plan of a unit or town",
    plural="unitPlans",
    fields=(
        integer("year", "年度 / Year", "plan", filter=RANGE, order="year"),
        date_field("adoptedOn", "印发日期 / Adopted on", "plan"),
        text("title", "名称 / Title", "plan"),
        text("measures", "工作措施 / Measures", "plan"),
    ),
    relations=(to_one("organisation", "Organisation", "制定单位 / Organisation", "plan", key="organisation_id"),),
    columns=_ORGANISATION,
    default_order=("-year",),
)

ANNUAL_REPORT = Entity(
    name="AnnualReport",
    prefix="uar",
    label="年度工作报告(五(四)) / Annual report to civil affairs",
    plural="annualReports",
    fields=(
        integer("year", "年度 / Year", "report", filter=RANGE, order="year"),
        date_field("dueOn", "截止日期(12月10日) / Due on, 10 December", "report"),
        date_field("submittedOn", "报送日期 / Submitted on; null while missing", "report", nullable=True),
        integer("daysLate", "迟报天数 / Days late; null while missing", "report", nullable=True, filter=("range",),
                generated=True),
        text("summary", "工作情况 / Summary", "report", nullable=True),
    ),
    relations=(to_one("organisation", "Organisation", "报告单位 / Organisation", "report", key="organisation_id"),),
    columns=_ORGANISATION,
    default_order=("-year",),
)

INSPECTION = Entity(
    name="Inspection",
    prefix="nsp",
    label="年终检查(五(四)) / Inspection by the district government, entered by governance",
    plural="inspections",
    fields=(
        integer("year", "年度 / Year", "inspection", filter=RANGE, order="year"),
        date_field("inspectedOn", "检查日期 / Inspected on", "inspection"),
        choice("result", INSPECTION_RESULT, "结果 / Result", "inspection"),
        text("findings", "发现问题 / Findings", "inspection", nullable=True),
    ),
    relations=(to_one("organisation", "Organisation", "受检单位 / Organisation", "inspection", key="organisation_id"),),
    columns=_ORGANISATION,
    default_order=("-year",),
)

EVALUATION = Entity(
    name="Evaluation",
    prefix="nev",
    label="综治考评(五(四), 一(三)) / Evaluation under one of the ten goals",
    plural="evaluations",
    fields=(
        integer("year", "年度 / Year", "evaluation", filter=RANGE, order="year"),
        choice("goal", GOAL, "目标 / Goal", "evaluation"),
        integer("score", "得分(0-100) / Score, 0 to 100", "evaluation", filter=("range",)),
        text("remark", "说明 / Remark", "evaluation", nullable=True),
    ),
    relations=(
        to_one("organisation", "Organisation", "被考评单位 / Organisation evaluated", "evaluation", key="organisation_id"),
    ),
    columns=_ORGANISATION,
    default_order=("-year",),
)

ACCOUNTABILITY_RECORD = Entity(
    name="AccountabilityRecord",
    prefix="nac",
    label="问责记录(五(四)) / Accountability of a body or person",
    plural="accountabilityRecords",
    fields=(
        integer("year", "年度 / Year", "accountability", filter=RANGE, order="year"),
        choice("kind", ACCOUNTABILITY_KIND, "方式 / Kind", "accountability"),
        date_field("decidedOn", "决定日期 / Decided on", "accountability"),
        text("reason", "事由 / Reason", "accountability"),
        text("personName", "责任人 / Person held to account, if any", "person", nullable=True),
    ),
    relations=(
        to_one("organisation", "Organisation", "责任单位 / Body", "accountability", key="organisation_id"),
    ),
    columns=_ORGANISATION,
    default_order=("-year",),
)

LEGAL_OPINION = Entity(
    name="LegalOpinion",
    prefix="nlo",
    label="法制审查意见(五(一)) / Legal opinion on rules and accountability",
    plural="legalOpinions",
    fields=(
        choice("kind", OPINION_KIND, "类别 / Kind", "opinion"),
        date_field("givenOn", "出具日期 / Given on", "opinion", order="given_on"),
        text("subject", "事项 / Subject", "opinion"),
        text("opinion", "意见 / Opinion", "opinion"),
    ),
    relations=(
        to_one("addressee", "Organisation", "致送单位 / Addressee", "opinion", key="addressee_organisation_id"),
    ),
    columns=(ref("organisation_id"), ref("addressee_organisation_id", nullable=True), ref("district_id")),
    default_order=("-givenOn",),
)

ENTITIES = (
    UNIT_DUTY, COORDINATION_MEETING, UNIT_PLAN, ANNUAL_REPORT, INSPECTION, EVALUATION, ACCOUNTABILITY_RECORD, LEGAL_OPINION,
)  # fmt: skip
