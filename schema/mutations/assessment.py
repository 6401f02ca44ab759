"""Assessment by the town, the parts that others answer, the plan of help and what is done under it (四(三))."""

from __future__ import annotations

import datetime

from schema.graphql_types import optional
from schema.mutations.declare import ID, KEY, MutationSpec, move, same

OPEN_ASSESSMENT = MutationSpec(
    name="openAssessment",
    label="启动调查评估(四(三)) / Open an assessment",
    entity="Assessment",
    result="assessment",
    inputs=(
        KEY,
        ("childId", ID, "儿童 / Child"),
        ("townNoticeId", optional(ID), "据以启动的通报 / Notice that it follows"),
    ),
    writes={"childId": ("Assessment", "child")},
)
ASK_ASSESSMENT_PART = MutationSpec(
    name="askAssessmentPart",
    label="征询协助评估(四(三)) / Ask for a part of an assessment",
    entity="AssessmentPart",
    result="assessmentPart",
    inputs=(
        KEY,
        ("assessmentId", ID, "评估 / Assessment"),
        ("kind", "AssessmentPartKind", "协助方 / Who answers"),
        ("askedOrganisationId", optional(ID), "被询单位 / Organisation asked"),
        ("relativeId", optional(ID), "被询亲属 / Relative asked"),
        ("question", str, "询问内容 / What is asked"),
    ),
    writes=same("AssessmentPart", "kind", "question")
    | {
        "assessmentId": ("AssessmentPart", "assessment"),
        "askedOrganisationId": ("AssessmentPart", "askedOrganisation"),
        "relativeId": ("AssessmentPart", "relative"),
    },
)
ANSWER_ASSESSMENT_PART = move(
    "answerAssessmentPart", "答复协助评估(四(三)) / Answer one's part of an assessment", "AssessmentPart",
    ("answer", str, "答复内容 / Answer"),
    ("declined", optional(bool), "无法答复 / You cannot answer"),
    writes={"declined": None},
)  # fmt: skip
COMPLETE_ASSESSMENT = move(
    "completeAssessment", "形成评估初稿(四(三)) / Complete the draft of an assessment", "Assessment",
    ("riskLevel", "RiskLevel", "风险等级 / Level of risk"),
    ("summary", str, "评估结论摘要 / Summary"),
    ("safety", str, "安全处境 / Safety"),
    ("guardianship", str, "监护情况 / Guardianship"),
    ("bodyAndMind", str, "身心健康 / Body and mind"),
)  # fmt: skip
SIGN_ASSESSMENT = move("signAssessment", "签署评估(四(三)) / Sign an assessment that another prepared", "Assessment")
CLOSE_ASSESSMENT = move("closeAssessment", "办结评估(四(三)) / Close an assessment", "Assessment")

MAKE_HELP_PLAN = MutationSpec(
    name="makeHelpPlan",
    label="制定帮扶计划(四(三)) / Make a plan of help",
    entity="HelpPlan",
    result="helpPlan",
    inputs=(
        KEY,
        ("assessmentId", ID, "依据的评估 / Signed assessment it follows from"),
        ("goal", str, "帮扶目标 / Goal"),
        ("startsOn", datetime.date, "开始日期 / Starts on"),
        ("endsOn", datetime.date, "结束日期 / Ends on"),
        ("nextReviewOn", optional(datetime.date), "下次跟踪日期 / Next review on"),
    ),
    writes=same("HelpPlan", "goal", "startsOn", "endsOn", "nextReviewOn") | {"assessmentId": ("HelpPlan", "assessment")},
)
ADD_HELP_MEASURE = MutationSpec(
    name="addHelpMeasure",
    label="增加帮扶措施(四(三)) / Add a measure of help",
    entity="HelpMeasure",
    result="helpMeasure",
    inputs=(
        KEY,
        ("planId", ID, "计划 / Plan"),
        ("kind", "HelpMeasureKind", "类别 / Kind"),
        ("organisationId", ID, "责任单位 / Organisation responsible"),
        ("dueOn", datetime.date, "落实期限 / Due on"),
        ("interventionId", optional(ID), "对应干预 / Intervention that carries it out"),
    ),
    writes=same("HelpMeasure", "kind", "dueOn")
    | {
        "planId": ("HelpMeasure", "plan"),
        "organisationId": ("HelpMeasure", "organisation"),
        "interventionId": ("HelpMeasure", "intervention"),
    },
)
COMPLETE_HELP_MEASURE = move("completeHelpMeasure", "落实帮扶措施(四(三)) / Complete a measure of help", "HelpMeasure")
DROP_HELP_MEASURE = move("dropHelpMeasure", "取消帮扶措施(四(三)) / Drop a measure of help", "HelpMeasure")
REVIEW_HELP_PLAN = move(
    "reviewHelpPlan", "跟踪帮扶计划(四(三)) / Review a plan of help", "HelpPlan",
    ("reviewFinding", str, "跟踪情况 / What the review found"),
    ("nextReviewOn", optional(datetime.date), "下次跟踪日期,不再跟踪则不填 / Next review on, left out where none follows"),
)  # fmt: skip
CLOSE_HELP_PLAN = move(
    "closeHelpPlan", "结束帮扶计划(四(三)) / Close a plan of help", "HelpPlan",
    ("stopped", optional(bool), "未完成而终止 / Stopped before all is done"),
    writes={"stopped": None},
)  # fmt: skip

START_INTERVENTION = MutationSpec(
    name="startIntervention",
    label="开展干预(四(三)) / Start an intervention",
    entity="Intervention",
    result="intervention",
    inputs=(
        KEY,
        ("childId", ID, "儿童 / Child"),
        ("kind", "InterventionKind", "类别 / Kind"),
        ("organisationId", optional(ID), "实施机构 / Organisation that carries it out"),
        ("startedOn", optional(datetime.date), "开始日期,缺省为今日 / Starts on, today where left out"),
        ("note", optional(str), "记录 / Note"),
    ),
    writes=same("Intervention", "kind", "startedOn", "note")
    | {"childId": ("Intervention", "child"), "organisationId": ("Intervention", "organisation")},
)
BEGIN_INTERVENTION = move("beginIntervention", "开始已计划的干预(四(三)) / Begin a planned intervention", "Intervention")
END_INTERVENTION = move(
    "endIntervention", "结束干预(四(三)) / End an intervention", "Intervention", ("note", optional(str), "记录 / Note")
)

AREA = (
    OPEN_ASSESSMENT, ASK_ASSESSMENT_PART, ANSWER_ASSESSMENT_PART, COMPLETE_ASSESSMENT, SIGN_ASSESSMENT, CLOSE_ASSESSMENT,
    MAKE_HELP_PLAN, ADD_HELP_MEASURE, COMPLETE_HELP_MEASURE, DROP_HELP_MEASURE, REVIEW_HELP_PLAN, CLOSE_HELP_PLAN, START_INTERVENTION,
    BEGIN_INTERVENTION, END_INTERVENTION,
)  # fmt: skip
