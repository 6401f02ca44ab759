"""Assessment by the town with civil affairs, the parts that others answer, and the plan of help (四(三))."""

from schema.catalog import Entity, Mask, Subject
from schema.chain_enums import (
    ASSESSMENT_PART_KIND,
    ASSESSMENT_PART_STATUS,
    ASSESSMENT_STATUS,
    HELP_MEASURE_KIND,
    HELP_MEASURE_STATUS,
    HELP_PLAN_STATUS,
    RISK_LEVEL,
)
from schema.declare import DIVISIONS, choice, date_field, moment, ref, text, to_many, to_one

ASSESSMENT = Entity(
    name="Assessment",
    prefix="asm",
    history="rva",
    label="调查评估(四(三)) / Assessment",
    plural="assessments",
    subject=Subject.CHILD,
    sparse=True,
    fields=(
        choice("status", ASSESSMENT_STATUS, "状态 / Status", "assessment"),
        date_field("openedOn", "启动日期 / Opened on", "assessment", order="opened_on"),
        date_field("dueOn", "完成期限 / Due on", "assessment"),
        moment("signedAt", "签署时间 / Signed at", "assessment", nullable=True),
        text("signedBy", "签署人 / Signed by", "signature", nullable=True, mask=Mask.NAME),
        choice("riskLevel", RISK_LEVEL, "风险等级 / Level of risk", "summary", nullable=True),
        text("summary", "评估结论摘要 / Summary", "summary", nullable=True),
        text("safety", "安全处境 / Safety", "finding", nullable=True),
        text("guardianship", "监护情况 / Guardianship", "finding", nullable=True),
        text("bodyAndMind", "身心健康 / Body and mind", "finding", nullable=True),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "assessment", key="child_id"),
        to_one("organisation", "Organisation", "评估镇街 / Town that assesses", "assessment", key="organisation_id"),
        to_one("report", "Report", "来源报告 / Report it came from", "source", key="report_id"),
        to_many("parts", "AssessmentPart", "协助评估 / Parts", "parts", key="assessment_id", small=True),
        to_many("helpPlans", "HelpPlan", "帮扶计划 / Plans of help", "parts", key="assessment_id", small=True),
    ),
    columns=(ref("child_id"), ref("organisation_id"), ref("report_id", nullable=True),
             ref("prepared_by_person_id", nullable=True), ref("signed_by_person_id", nullable=True), *DIVISIONS),
    default_order=("-openedOn",),
)

ASSESSMENT_PART = Entity(
    name="AssessmentPart",
    prefix="asp",
    label="协助评估(四(三)) / Part of an assessment that one body answers",
    plural="assessmentParts",
    subject=Subject.CHILD,
    sparse=True,
    fields=(
        choice("kind", ASSESSMENT_PART_KIND, "协助方 / Who answers", "part"),
        choice("status", ASSESSMENT_PART_STATUS, "状态 / Status", "part"),
        text("question", "询问内容 / What is asked", "part"),
        date_field("askedOn", "征询日期 / Asked on", "part", order="asked_on"),
        date_field("dueOn", "答复期限 / Due on", "part"),
        date_field("answeredOn", "答复日期 / Answered on", "part", nullable=True),
        text("answer", "答复内容 / Answer", "answer", nullable=True),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "part", key="child_id"),
        to_one("askedOrganisation", "Organisation", "被询单位 / Organisation asked", "part", key="asked_organisation_id"),
        to_one("relative", "Guardian", "被询亲属 / Relative asked", "relative", key="relative_guardian_id"),
        to_one("assessment", "Assessment", "所属评估 / Assessment", "whole", key="assessment_id"),
    ),
    columns=(ref("child_id"), ref("assessment_id"), ref("asked_organisation_id", nullable=True),
             ref("relative_guardian_id", nullable=True), ref("asked_by_person_id", nullable=True),
             ref("answered_by_person_id", nullable=True), *DIVISIONS),
    default_order=("-askedOn",),
)

HELP_PLAN = Entity(
    name="HelpPlan",
    prefix="ahp",
    label="帮扶计划(四(三)) / Plan of help",
    plural="helpPlans",
    subject=Subject.CHILD,
    sparse=True,
    fields=(
        choice("status", HELP_PLAN_STATUS, "状态 / Status", "plan"),
        text("goal", "帮扶目标 / Goal", "plan"),
        date_field("startsOn", "开始日期 / Starts on", "plan", order="starts_on"),
        date_field("endsOn", "结束日期 / Ends on", "plan"),
        date_field("nextReviewOn", "下次跟踪日期 / Next review on", "plan", nullable=True),
        date_field("lastReviewedOn", "最近跟踪日期 / Last reviewed on", "plan", nullable=True),
        text("reviewFinding", "最近跟踪情况 / What the last review found", "plan", nullable=True),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "plan", key="child_id"),
        to_one("assessment", "Assessment", "依据的评估 / Assessment it follows from", "plan", key="assessment_id"),
        to_many("measures", "HelpMeasure", "帮扶措施 / Measures", "plan", key="plan_id", small=True),
    ),
    columns=(ref("child_id"), ref("assessment_id"), ref("prepared_by_person_id", nullable=True), *DIVISIONS),
    default_order=("-startsOn",),
)

HELP_MEASURE = Entity(
    name="HelpMeasure",
    prefix="ahm",
    label="帮扶措施(四(三)) / Measure of a plan of help",
    plural="helpMeasures",
    subject=Subject.CHILD,
    sparse=True,
    fields=(
        choice("kind", HELP_MEASURE_KIND, "类别 / Kind", "measure"),
        choice("status", HELP_MEASURE_STATUS, "状态 / Status", "measure"),
        date_field("dueOn", "落实期限 / Due on", "measure", order="due_on"),
        date_field("doneOn", "落实日期 / Done on", "measure", nullable=True),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "measure", key="child_id"),
        to_one("plan", "HelpPlan", "所属计划 / Plan", "measure", key="plan_id"),
        to_one("organisation", "Organisation", "责任单位 / Organisation responsible", "measure", key="organisation_id"),
        to_one("intervention", "Intervention", "对应干预 / Intervention that carries it out", "measure",
               key="intervention_id"),
    ),
    columns=(ref("child_id"), ref("plan_id"), ref("organisation_id"), ref("intervention_id", nullable=True), *DIVISIONS),
    default_order=("-dueOn",),
)
