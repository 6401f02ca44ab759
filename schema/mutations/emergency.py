"""The emergency chain: reports and their handling, incidents (四(一), 四(二))."""

from __future__ import annotations

import datetime

from schema.graphql_types import optional
from schema.mutations.declare import ID, KEY, MutationSpec, move, same

FILE_REPORT = MutationSpec(
    name="fileReport",
    label="报告(四(一)) / File a report to the police",
    entity="Report",
    result="report",
    receipt=True,
    inputs=(
        KEY,
        ("kind", "ReportKind", "报告情形 / Kind"),
        ("childId", optional(ID), "在册儿童 / Child on file"),
        ("childDescription", str, "所述儿童情况 / The child as you know it"),
        ("content", str, "报告内容 / What happened"),
        ("discoveredAt", optional(datetime.datetime), "发现时间 / Discovered at"),
        ("divisionCode", optional(str), "发生地区划代码,6、9 或 12 位 / Where: division code of 6, 9 or 12 digits"),
        ("reporterName", optional(str), "报告人姓名 / Your name"),
        ("reporterTelephone", optional(str), "报告人电话 / Your telephone"),
    ),
    writes=same("Report", "kind", "childDescription", "content", "discoveredAt", "reporterName", "reporterTelephone")
    | {"childId": ("Report", "child")},
)

RECORD_INCIDENT = MutationSpec(
    name="recordIncident",
    label="登记警情(四(二)) / Record an incident",
    entity="Incident",
    result="incident",
    inputs=(
        KEY,
        ("childId", ID, "儿童 / Child"),
        ("reportId", optional(ID), "来源报告 / Report it came from"),
        ("kind", "ReportKind", "情形 / Kind"),
        ("summary", str, "处置情况 / Summary"),
        ("filedAsCase", optional(bool), "是否立案 / Filed as a case"),
        (
            "respondentOrganisationId",
            optional(ID),
            "被指控人任职单位,须回避 / Organisation for which the respondent works: it is recused",
        ),
    ),
    writes=same("Incident", "kind", "summary", "filedAsCase")
    | {"childId": ("Incident", "child"), "reportId": ("Incident", "report")},
)

RECEIVE_REPORT = move("receiveReport", "受理报告(四(二)) / Receive a report", "Report")
DISPATCH_REPORT = move("dispatchReport", "出警(四(二)) / Send officers out on a report", "Report")
GIVE_FEEDBACK = move(
    "giveFeedback", "向报告人反馈(未成年人保护法 十一) / Tell the reporter what came of it", "Report",
    ("feedback", str, "反馈 / Feedback to the reporter"),
)  # fmt: skip
CLOSE_REPORT = move("closeReport", "办结报告(四(二)) / Close a report", "Report")

AREA = (FILE_REPORT, RECORD_INCIDENT, RECEIVE_REPORT, DISPATCH_REPORT, GIVE_FEEDBACK, CLOSE_REPORT)
