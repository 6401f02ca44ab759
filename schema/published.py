"""The fixed list of published tables (M21): what each counts, by what, how often, on which legal basis.

A table is added here, its measure in `db/measures.py`. Nobody chooses dimensions, a filter or a period of his own: what a
caller could combine freely would tell small numbers by subtraction (docs/adr/0016-published-statistics.md).
"""

from __future__ import annotations

from dataclasses import dataclass

from schema.catalog import Enum

TOTAL = "TOTAL"
"""The item of a table that has one figure a line."""


@dataclass(frozen=True, slots=True)
class AtMost:
    """The cells of `items` in a district are together at most those of table `of` in the same district and period.

    `of_items` empty: all of its cells. Whoever knows this may not learn a small number from it.
    """

    items: tuple[str, ...]
    of: str
    of_items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Declaration:
    """A published table: a figure for each line and item of a district and period.

    `entity`: whose rows its cells are. `measure`: what is counted. `yearly`: its period is `YYYY`, else `YYYY-MM`.
    `stock`: counted as things stand, so only for the period just ended. `counted`: the count itself is published;
    else only what was measured on it, where there are enough.
    """

    name: str
    label: str
    entity: str
    lines: str
    items: str
    measure: str
    basis: str
    yearly: bool = False
    stock: bool = False
    counted: bool = True
    at_most: tuple[AtMost, ...] = ()


_POLICE_STEPS = ("REPORTED_TO_RECEIVED", "RECEIVED_TO_DISPATCHED", "RECEIVED_TO_NOTIFIED")

_ALL: tuple[Declaration, ...] = (
    Declaration(
        name="CHILDREN_BY_TOWN",
        label="分镇街、类别儿童数 / Children by town and category",
        entity="PublishedCount",
        lines="镇街 / Town",
        items="儿童类别 / Category",
        measure="在册儿童 / Children on file",
        basis="plan-5.1-figures",
        stock=True,
    ),
    Declaration(
        name="PUPILS_BY_SCHOOL",
        label="分学校留守学生数 / Left-behind pupils by school",
        entity="PublishedFigure",
        lines="学校或幼儿园 / School or kindergarten",
        items="合计 / One figure",
        measure="在校、在册类别为留守的学生 / Pupils at the school whose category on file is left behind",
        basis="plan-5.1-figures",
        stock=True,
        at_most=(AtMost((TOTAL,), "CHILDREN_BY_TOWN", ("LEFT_BEHIND",)),),
    ),
    Declaration(
        name="REPORTS_BY_KIND",
        label="分情形报告数 / Reports by kind",
        entity="PublishedFigure",
        lines="区县 / District",
        items="报告情形 / Kind of report",
        measure="当月报告 / Reports of the month",
        basis="plan-5.1-figures",
    ),
    Declaration(
        name="INCIDENTS_BY_KIND",
        label="分情形警情数 / Incidents by kind",
        entity="PublishedFigure",
        lines="区县 / District",
        items="警情情形 / Kind of incident",
        measure="当月受理警情 / Incidents opened in the month",
        basis="plan-5.1-figures",
    ),
    Declaration(
        name="LATE_BY_KIND",
        label="分机构类别逾期数 / What was late, by kind of organisation",
        entity="PublishedFigure",
        lines="机构类别 / Kind of organisation",
        items="事项 / What was due",
        measure="当年到期而逾期或未办 / Due in the year, done late or not at all",
        basis="plan-5.4",
        yearly=True,
    ),
    Declaration(
        name="RESPONSE_TIMES",
        label="分单位处置时效 / Response times by organisation",
        entity="ResponseTime",
        lines="单位 / Organisation",
        items="环节 / Step",
        measure="当月时长中位数 / Median duration in the month",
        basis="plan-5.4",
        counted=False,
        at_most=(
            AtMost(("DISCOVERED_TO_REPORTED",), "REPORTS_BY_KIND"),
            *(AtMost((step,), "INCIDENTS_BY_KIND") for step in _POLICE_STEPS),
            AtMost(("NOTIFIED_TO_ASSESSED",), "INCIDENTS_BY_KIND"),
        ),
    ),
    Declaration(
        name="FUNDS_BY_KIND",
        label="分类别资金 / Relief, subsidies and funds by kind",
        entity="FundsTotal",
        lines="决定机关 / Organisation that decides",
        items="资金类别 / Source and kind",
        measure="当年决定笔数与金额 / Decisions of the year and their sum",
        basis="plan-2.3-tax",
        yearly=True,
    ),
)  # fmt: skip

PUBLISHED: dict[str, Declaration] = {d.name: d for d in _ALL}
"""Name -> declaration, a table after those that it is at most."""

PUBLISHED_NAME = Enum("PublishedName", "统计表 / Published table", {d.name: d.label for d in _ALL})

LATE_ITEM = Enum(
    "LateItem",
    "逾期事项 / What was due",
    {
        "ANNUAL_REPORT": "年度工作报告 / Annual report",
        "MANDATORY_REPORT": "强制报告 / Mandatory report",
        "ASSISTANCE_ANSWER": "协助请求答复 / Answer to a request for assistance",
        "ASSESSMENT": "调查评估 / Assessment",
        "ASSESSMENT_PART": "协助评估 / Part of an assessment",
    },
)
