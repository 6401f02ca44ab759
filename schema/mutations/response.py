"""What police do with an incident, whom they ask and tell, and where a child is placed (四(二))."""

from __future__ import annotations

import datetime

from schema.graphql_types import optional
from schema.mutations.declare import ID, KEY, MutationSpec, move, same

FILE_INCIDENT_AS_CASE = move("fileIncidentAsCase", "立案(四(二)) / File an incident as a case", "Incident")
CLOSE_INCIDENT = move(
    "closeIncident", "警情结案(四(二)) / Close an incident", "Incident",
    ("summary", optional(str), "处置情况 / Summary"),
)  # fmt: skip

ORDER_RESPONSE = MutationSpec(
    name="orderResponse",
    label="部署处置措施(四(二)) / Order an emergency measure",
    entity="IncidentResponse",
    result="incidentResponse",
    inputs=(
        KEY,
        ("incidentId", ID, "警情 / Incident"),
        ("kind", "IncidentResponseKind", "措施 / Kind"),
        ("guardianId", optional(ID), "对象监护人 / Guardian addressed"),
        ("dueAt", optional(datetime.datetime), "完成期限 / Due at"),
    ),
    writes=same("IncidentResponse", "kind", "dueAt")
    | {"incidentId": ("IncidentResponse", "incident"), "guardianId": ("IncidentResponse", "guardian")},
)
_RESULT = ("result", str, "处置结果 / Result")
START_RESPONSE = move("startResponse", "开始处置措施(四(二)) / Begin a measure", "IncidentResponse")
COMPLETE_RESPONSE = move("completeResponse", "完成处置措施(四(二)) / Complete a measure", "IncidentResponse", _RESULT)
CANCEL_RESPONSE = move(
    "cancelResponse", "处置措施未能完成(四(二)) / Give up a measure, and why", "IncidentResponse",
    ("result", str, "未能完成的原因 / Why it could not be done"),
)  # fmt: skip

PLACE_CHILD = MutationSpec(
    name="placeChild",
    label="临时照料安置(四(二)) / Place a child in temporary care",
    entity="Placement",
    result="placement",
    inputs=(
        KEY,
        ("childId", ID, "儿童 / Child"),
        ("incidentId", optional(ID), "来源警情 / Incident it comes from"),
        ("reason", "PlacementReason", "原因 / Reason"),
        ("hostKind", "PlacementHostKind", "照料主体类别 / Kind of host"),
        ("hostOrganisationId", optional(ID), "承接机构 / Host organisation"),
        ("hostGuardianId", optional(ID), "承接亲属 / Relative who hosts"),
        ("place", optional(str), "地点 / Place"),
        ("placedOn", optional(datetime.date), "安置日期,缺省为今日 / Placed on, today where left out"),
        ("dueBack", optional(datetime.date), "计划结束日期 / Planned end"),
        ("note", optional(str), "记录 / Note"),
    ),
    writes=same("Placement", "reason", "hostKind", "place", "placedOn", "dueBack", "note")
    | {
        "childId": ("Placement", "child"),
        "incidentId": ("Placement", "incident"),
        "hostOrganisationId": ("Placement", "hostOrganisation"),
        "hostGuardianId": ("Placement", "hostGuardian"),
    },
)
_NOTE = ("note", optional(str), "记录 / Note")
START_PLACEMENT = move("startPlacement", "开始安置(四(二)) / Begin a planned placement", "Placement")
NOTIFY_PARENTS = move("notifyParents", "已通知父母(四(二)) / The parents have been notified", "Placement", _NOTE)
NOTE_PLACEMENT = move(
    "notePlacement", "记录安置情况(四(二)) / Record how a placement goes", "Placement", ("note", str, "记录 / Note")
)
END_PLACEMENT = move("endPlacement", "结束安置(四(二)) / End a placement", "Placement", _NOTE)

REQUEST_ASSISTANCE = MutationSpec(
    name="requestAssistance",
    label="请求协助处置(四(二)) / Ask an organisation for assistance",
    entity="AssistanceRequest",
    result="assistanceRequest",
    inputs=(
        KEY,
        ("incidentId", ID, "警情 / Incident"),
        ("askedOrganisationId", ID, "被请求单位 / Organisation asked"),
        ("kind", "AssistanceKind", "协助事项 / Kind"),
        ("request", str, "请求内容 / What is asked"),
    ),
    writes=same("AssistanceRequest", "kind", "request")
    | {
        "incidentId": ("AssistanceRequest", "incident"),
        "askedOrganisationId": ("AssistanceRequest", "askedOrganisation"),
    },
)
ANSWER_ASSISTANCE = move(
    "answerAssistance", "答复协助请求(四(二)) / Answer a request for assistance", "AssistanceRequest",
    ("answer", str, "答复 / Answer"),
    ("declined", optional(bool), "无法协助 / You cannot assist"),
    writes={"declined": None},
)  # fmt: skip
WITHDRAW_ASSISTANCE = move(
    "withdrawAssistanceRequest", "撤回协助请求(四(二)) / Withdraw a request for assistance", "AssistanceRequest"
)

REQUEST_INJURY_ASSESSMENT = MutationSpec(
    name="requestInjuryAssessment",
    label="委托伤情鉴定(四(二)) / Ask a hospital for an injury assessment",
    entity="InjuryAssessment",
    result="injuryAssessment",
    inputs=(
        KEY,
        ("incidentId", ID, "警情 / Incident"),
        ("hospitalId", ID, "鉴定医院 / Hospital"),
    ),
    writes={"incidentId": ("InjuryAssessment", "incident"), "hospitalId": ("InjuryAssessment", "hospital")},
)
RECORD_INJURY_ASSESSMENT = move(
    "recordInjuryAssessment", "记录伤情鉴定(四(二)) / Record an injury assessment", "InjuryAssessment",
    ("detail", str, "伤情描述 / Description of the injury"),
    ("conclusion", optional("InjuryConclusion"), "结论,缺省则仅为检查 / Conclusion; examined only where left out"),
)  # fmt: skip
CANCEL_INJURY_ASSESSMENT = move(
    "cancelInjuryAssessment", "取消伤情鉴定(四(二)) / Call an injury assessment off", "InjuryAssessment"
)

NOTIFY_TOWN = MutationSpec(
    name="notifyTown",
    label="通报镇街(四(二)) / Tell the town of an incident",
    entity="TownNotice",
    result="townNotice",
    inputs=(
        KEY,
        ("incidentId", ID, "警情 / Incident"),
        ("content", str, "通报内容 / Content"),
    ),
    writes=same("TownNotice", "content") | {"incidentId": ("TownNotice", "incident")},
)
ACKNOWLEDGE_TOWN_NOTICE = move("acknowledgeTownNotice", "签收通报(四(二)) / Acknowledge a notice", "TownNotice")

AREA = (
    FILE_INCIDENT_AS_CASE, CLOSE_INCIDENT, ORDER_RESPONSE, START_RESPONSE, COMPLETE_RESPONSE, CANCEL_RESPONSE, PLACE_CHILD,
    START_PLACEMENT, NOTIFY_PARENTS, NOTE_PLACEMENT, END_PLACEMENT, REQUEST_ASSISTANCE, ANSWER_ASSISTANCE, WITHDRAW_ASSISTANCE,
    REQUEST_INJURY_ASSESSMENT, RECORD_INJURY_ASSESSMENT, CANCEL_INJURY_ASSESSMENT, NOTIFY_TOWN, ACKNOWLEDGE_TOWN_NOTICE,
)  # fmt: skip
