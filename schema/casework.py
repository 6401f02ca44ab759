"""Report, Incident, Intervention and Petition: the emergency chain of part four of the plan."""

from schema.catalog import Column, Entity, Kind, Mask, Subject
from schema.declare import DIVISIONS, boolean, choice, date_field, integer, moment, ref, text, to_many, to_one
from schema.enums import (
    INCIDENT_STATUS,
    INTERVENTION_KIND,
    INTERVENTION_STATUS,
    PETITION_GROUND,
    PETITION_STAGE,
    REPORT_KIND,
    REPORT_STATUS,
    REPORTER_KIND,
    RULING,
)

REPORT = Entity(
    name="Report",
    prefix="rep",
    label="强制报告(四(一)) / Mandatory or voluntary report",
    plural="reports",
    subject=Subject.CHILD,
    sparse=True,
    fields=(
        choice("kind", REPORT_KIND, "报告情形 / Kind", "report"),
        choice("status", REPORT_STATUS, "状态 / Status", "report"),
        date_field("reportedOn", "报告日期 / Date of report", "report", order="reported_on"),
        text("childDescription", "所述儿童情况 / The child as the reporter described it", "content"),
        text("content", "报告内容 / Text of the report", "content"),
        moment("discoveredAt", "发现时间 / Discovered at", "reporter", nullable=True),
        moment("reportedAt", "报告时间 / Reported at", "reporter", order="reported_at"),
        integer("latencyMinutes", "发现至报告时长(分钟) / Minutes from discovery to report", "reporter", nullable=True,
                filter=("range",), generated=True),
        choice("reporterKind", REPORTER_KIND, "报告人类别 / Kind of reporter", "reporter"),
        text("reporterName", "报告人姓名 / Name of the reporter", "reporter", nullable=True, mask=Mask.NAME),
        text("reporterTelephone", "报告人电话 / Telephone of the reporter", "reporter", nullable=True, filter=("eq",),
             exact=True, mask=Mask.TELEPHONE),
        text("feedback", "反馈 / Feedback to the reporter", "reporter", nullable=True),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child on file", "subject", key="child_id"),
        to_one("reporterOrganisation", "Organisation", "报告单位 / Organisation of the reporter", "reporter",
               key="reporter_organisation_id"),
        to_many("incidents", "Incident", "警情 / Incidents", "incidents", key="report_id", small=True),
        to_many("interventions", "Intervention", "干预帮扶 / Interventions", "interventions", key="report_id", small=True),
    ),
    columns=(
        ref("child_id", nullable=True),
        ref("district_id"),
        ref("town_id", nullable=True),
        ref("village_id", nullable=True),
        ref("reporter_organisation_id", nullable=True),
        ref("reporter_person_id", nullable=True),
        ref("respondent_organisation_id", nullable=True),
        Column("receipt_hash", Kind.TEXT),
    ),
    default_order=("-reportedOn",),
)

INCIDENT = Entity(
    name="Incident",
    prefix="inc",
    label="警情(四(二)) / Incident handled by police",
    plural="incidents",
    subject=Subject.CHILD,
    sparse=True,
    fields=(
        choice("kind", REPORT_KIND, "情形 / Kind", "incident"),
        choice("status", INCIDENT_STATUS, "状态 / Status", "incident"),
        moment("openedAt", "受理时间 / Opened at", "incident", order="opened_at"),
        moment("closedAt", "结案时间 / Closed at", "incident", nullable=True),
        boolean("filedAsCase", "是否立案 / Filed as a case", "incident"),
        text("summary", "处置情况 / Summary", "file"),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "incident", key="child_id"),
        to_one("report", "Report", "来源报告 / Report it came from", "incident", key="report_id"),
    ),
    columns=(ref("child_id"), ref("report_id", nullable=True), ref("respondent_organisation_id", nullable=True),
             *DIVISIONS, Column("sealed", Kind.BOOL)),
    default_order=("-openedAt",),
)

INTERVENTION = Entity(
    name="Intervention",
    prefix="ivn",
    label="干预帮扶(四(三)) / Intervention",
    plural="interventions",
    subject=Subject.CHILD,
    fields=(
        choice("kind", INTERVENTION_KIND, "类别 / Kind", "intervention"),
        choice("status", INTERVENTION_STATUS, "状态 / Status", "intervention"),
        date_field("startedOn", "开始日期 / Started on", "intervention", order="started_on"),
        date_field("endedOn", "结束日期 / Ended on", "intervention", nullable=True),
        text("note", "记录 / Note", "note", nullable=True),
        text("place", "地点 / Place", "place", nullable=True),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "intervention", key="child_id"),
        to_one("report", "Report", "来源报告 / Report it came from", "source", key="report_id"),
        to_one("organisation", "Organisation", "实施机构 / Organisation that carries it out", "place",
               key="organisation_id"),
    ),
    columns=(ref("child_id"), ref("report_id", nullable=True), ref("organisation_id", nullable=True), *DIVISIONS,
             Column("sealed", Kind.BOOL)),
    default_order=("-startedOn",),
)

PETITION = Entity(
    name="Petition",
    prefix="pet",
    label="撤销监护人资格申请(四(四)) / Petition on guardianship",
    plural="petitions",
    subject=Subject.CHILD,
    sparse=True,
    fields=(
        choice("stage", PETITION_STAGE, "阶段 / Stage", "petition"),
        choice("ground", PETITION_GROUND, "理由 / Ground", "ground"),
        date_field("filedOn", "申请日期 / Filed on", "petition", order="filed_on"),
        text("evidence", "证据目录(编号) / List of evidence, by number", "evidence", nullable=True),
        choice("ruling", RULING, "裁定 / Ruling", "ruling", nullable=True),
        date_field("ruledOn", "裁定日期 / Ruled on", "ruling", nullable=True),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "petition", key="child_id"),
        to_one("petitioner", "Organisation", "申请单位 / Organisation that petitions", "petition",
               key="petitioner_organisation_id"),
        to_one("respondent", "Guardian", "被申请人 / Guardian petitioned against", "petition",
               key="respondent_guardian_id"),
        to_one("proposedGuardian", "Guardian", "拟指定监护人 / Proposed guardian", "petition",
               key="proposed_guardian_id"),
    ),
    columns=(ref("child_id"), ref("petitioner_organisation_id", nullable=True), ref("respondent_guardian_id"),
             ref("proposed_guardian_id", nullable=True), ref("court_organisation_id"), *DIVISIONS),
    default_order=("-filedOn",),
)
