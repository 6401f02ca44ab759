"""What police do with an incident, whom they ask, tell and place (四(二))."""

from schema.catalog import Column, Entity, Kind, Subject
from schema.chain_enums import (
    ASSISTANCE_KIND,
    ASSISTANCE_STATUS,
    INCIDENT_RESPONSE_KIND,
    INCIDENT_RESPONSE_STATUS,
    INJURY_ASSESSMENT_STATUS,
    INJURY_CONCLUSION,
    PLACEMENT_HOST,
    PLACEMENT_REASON,
    PLACEMENT_STATUS,
    TOWN_NOTICE_STATUS,
)
from schema.declare import DIVISIONS, choice, date_field, moment, ref, text, to_one
from schema.enums import REPORT_KIND

INCIDENT_RESPONSE = Entity(
    name="IncidentResponse",
    prefix="irp",
    label="应急处置措施(四(二)) / Emergency measure of police",
    plural="incidentResponses",
    subject=Subject.CHILD,
    sparse=True,
    fields=(
        choice("kind", INCIDENT_RESPONSE_KIND, "措施 / Kind", "response"),
        choice("status", INCIDENT_RESPONSE_STATUS, "状态 / Status", "response"),
        moment("orderedAt", "部署时间 / Ordered at", "response", order="ordered_at"),
        moment("dueAt", "完成期限 / Due at", "response", nullable=True),
        moment("doneAt", "完成时间 / Done at", "response", nullable=True),
        text("result", "处置结果 / Result", "file", nullable=True),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "response", key="child_id"),
        to_one("incident", "Incident", "警情 / Incident", "response", key="incident_id"),
        to_one("guardian", "Guardian", "对象监护人 / Guardian addressed, if any", "response", key="guardian_id"),
    ),
    columns=(ref("child_id"), ref("incident_id"), ref("guardian_id", nullable=True),
             ref("officer_person_id", nullable=True), *DIVISIONS),
    default_order=("-orderedAt",),
)

ASSISTANCE_REQUEST = Entity(
    name="AssistanceRequest",
    prefix="asr",
    label="协助处置请求(四(二)) / Request of police for assistance",
    plural="assistanceRequests",
    subject=Subject.CHILD,
    sparse=True,
    fields=(
        choice("kind", ASSISTANCE_KIND, "协助事项 / Kind", "request"),
        choice("status", ASSISTANCE_STATUS, "状态 / Status", "request"),
        moment("askedAt", "请求时间 / Asked at", "request", order="asked_at"),
        moment("dueAt", "答复期限 / Due at", "request"),
        text("request", "请求内容 / What is asked", "request"),
        moment("answeredAt", "答复时间 / Answered at", "answer", nullable=True),
        text("answer", "答复 / Answer", "answer", nullable=True),
    ),
    relations=(
        to_one("askingOrganisation", "Organisation", "请求单位 / Organisation that asks", "request",
               key="asking_organisation_id"),
        to_one("askedOrganisation", "Organisation", "被请求单位 / Organisation asked", "request",
               key="asked_organisation_id"),
        to_one("child", "Child", "儿童 / Child", "source", key="child_id"),
        to_one("incident", "Incident", "警情 / Incident", "source", key="incident_id"),
    ),
    columns=(ref("child_id"), ref("incident_id"), ref("asking_organisation_id"), ref("asked_organisation_id"),
             ref("asked_by_person_id", nullable=True), ref("answered_by_person_id", nullable=True), *DIVISIONS),
    default_order=("-askedAt",),
)
"""Asked of a reporter it gives away who reported: only police and the organisation asked read it."""

INJURY_ASSESSMENT = Entity(
    name="InjuryAssessment",
    prefix="ija",
    label="伤情鉴定(四(二)) / Injury assessment by a hospital",
    plural="injuryAssessments",
    subject=Subject.CHILD,
    sparse=True,
    fields=(
        choice("status", INJURY_ASSESSMENT_STATUS, "状态 / Status", "injury"),
        moment("requestedAt", "委托时间 / Requested at", "injury", order="requested_at"),
        date_field("assessedOn", "鉴定日期 / Assessed on", "injury", nullable=True),
        choice("conclusion", INJURY_CONCLUSION, "结论 / Conclusion", "conclusion", nullable=True),
        text("detail", "伤情描述 / Description of the injury", "detail", nullable=True),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "injury", key="child_id"),
        to_one("hospital", "Organisation", "鉴定医院 / Hospital", "injury", key="hospital_organisation_id"),
        to_one("incident", "Incident", "警情 / Incident", "source", key="incident_id"),
    ),
    columns=(ref("child_id"), ref("incident_id"), ref("hospital_organisation_id"),
             ref("assessed_by_person_id", nullable=True), *DIVISIONS),
    default_order=("-requestedAt",),
)

TOWN_NOTICE = Entity(
    name="TownNotice",
    prefix="itn",
    label="警情通报镇街(四(二)) / Notice of an incident to the town",
    plural="townNotices",
    subject=Subject.CHILD,
    sparse=True,
    fields=(
        choice("kind", REPORT_KIND, "情形 / Kind", "notice"),
        choice("status", TOWN_NOTICE_STATUS, "状态 / Status", "notice"),
        moment("noticedAt", "通报时间 / Noticed at", "notice", order="noticed_at"),
        moment("acknowledgedAt", "签收时间 / Acknowledged at", "notice", nullable=True),
        text("content", "通报内容 / Content", "content"),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "notice", key="child_id"),
        to_one("townOrganisation", "Organisation", "通报镇街 / Town told", "notice", key="town_organisation_id"),
        to_one("incident", "Incident", "警情 / Incident", "source", key="incident_id"),
    ),
    columns=(ref("child_id"), ref("incident_id"), ref("town_organisation_id"), ref("noticed_by_person_id", nullable=True),
             ref("acknowledged_by_person_id", nullable=True), *DIVISIONS),
    default_order=("-noticedAt",),
)

PLACEMENT = Entity(
    name="Placement",
    prefix="cpl",
    history="rvl",
    label="临时照料安置(四(二)) / Placement in temporary care",
    plural="placements",
    subject=Subject.CHILD,
    sparse=True,
    fields=(
        choice("reason", PLACEMENT_REASON, "原因 / Reason", "placement"),
        choice("status", PLACEMENT_STATUS, "状态 / Status", "placement"),
        date_field("placedOn", "安置日期 / Placed on", "placement", order="placed_on"),
        date_field("dueBack", "计划结束日期 / Planned end", "placement", nullable=True),
        date_field("endedOn", "结束日期 / Ended on", "placement", nullable=True),
        moment("parentsNotifiedAt", "通知父母时间 / Parents notified at", "placement", nullable=True),
        choice("hostKind", PLACEMENT_HOST, "照料主体类别 / Kind of host", "place"),
        text("place", "地点 / Place", "place", nullable=True),
        text("note", "记录 / Note", "note", nullable=True),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "placement", key="child_id"),
        to_one("hostOrganisation", "Organisation", "承接机构 / Host organisation", "place", key="host_organisation_id"),
        to_one("hostGuardian", "Guardian", "承接亲属 / Relative who hosts", "place", key="host_guardian_id"),
        to_one("incident", "Incident", "来源警情 / Incident it came from", "source", key="incident_id"),
    ),
    columns=(ref("child_id"), ref("incident_id", nullable=True), ref("host_organisation_id", nullable=True),
             ref("host_guardian_id", nullable=True), ref("placed_by_person_id", nullable=True), *DIVISIONS,
             Column("sealed", Kind.BOOL)),
    default_order=("-placedOn",),
)
