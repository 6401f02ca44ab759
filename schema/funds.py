"""Relief, funding, subsidies, assistance and support in kind: what the plan's money is spent on (M11)."""

from schema.catalog import Entity, Subject
from schema.declare import DIVISIONS, RANGE, boolean, choice, date_field, integer, ref, text, to_one
from schema.services_enums import (
    ASSISTANCE_KIND,
    ASSISTANCE_SCOPE,
    BENEFICIARY,
    FUNDING_KIND,
    FUNDS_KIND,
    FUNDS_SOURCE,
    RELIEF_KIND,
    SUBSIDY_KIND,
    SUPPORT_KIND,
)

RELIEF_DECISION = Entity(
    name="ReliefDecision",
    prefix="frl",
    label="税费减免决定(二(三)) / Decision on relief of taxes and fees",
    plural="reliefDecisions",
    subject=Subject.SELF,
    fields=(
        choice("kind", RELIEF_KIND, "减免类别 / Kind", "relief"),
        choice("beneficiary", BENEFICIARY, "受益对象类别 / Kind of beneficiary", "relief"),
        date_field("decidedOn", "决定日期 / Decided on", "relief", order="decided_on"),
        integer("amount", "减免金额(元) / Amount in yuan", "relief", filter=("range",)),
        text("householdNumber", "户编号 / Household number", "named", nullable=True, filter=("eq",), exact=True),
        text("bodyName", "单位名称 / Name of the body or enterprise", "named", nullable=True),
    ),
    relations=(
        to_one("decidedBy", "Organisation", "决定机关 / Organisation that decided", "relief", key="organisation_id"),
    ),
    columns=(ref("organisation_id"), ref("district_id")),
    default_order=("-decidedOn",),
)

FUNDING_ALLOCATION = Entity(
    name="FundingAllocation",
    prefix="ffa",
    label="经费安排(二(二), 二(三)) / Allocation of funds",
    plural="fundingAllocations",
    fields=(
        choice("kind", FUNDING_KIND, "经费类别 / Kind", "funding"),
        integer("year", "年度 / Year", "funding", filter=RANGE, order="year"),
        integer("amount", "金额(元) / Amount in yuan", "funding", filter=("range",)),
        date_field("allocatedOn", "下达日期 / Allocated on", "funding", order="allocated_on"),
    ),
    relations=(
        to_one("recipient", "Organisation", "使用单位 / Organisation that receives it", "funding",
               key="recipient_organisation_id"),
        to_one("allocatedBy", "Organisation", "安排机关 / Organisation that allocates it", "funding", key="organisation_id"),
    ),
    columns=(ref("organisation_id"), ref("recipient_organisation_id"), ref("district_id")),
    default_order=("-allocatedOn",),
)

SUBSIDY = Entity(
    name="Subsidy",
    prefix="fsb",
    label="补助(二(三)) / Subsidy of a household or body",
    plural="subsidies",
    subject=Subject.SELF,
    fields=(
        choice("kind", SUBSIDY_KIND, "补助类别 / Kind", "subsidy"),
        choice("beneficiary", BENEFICIARY, "受益对象类别 / Kind of beneficiary", "subsidy"),
        date_field("grantedOn", "发放日期 / Granted on", "subsidy", order="granted_on"),
        integer("amount", "金额(元) / Amount in yuan", "subsidy", filter=("range",)),
        text("householdNumber", "户编号 / Household number", "named", nullable=True, filter=("eq",), exact=True),
        text("bodyName", "单位名称 / Name of the body or enterprise", "named", nullable=True),
    ),
    relations=(
        to_one("grantedBy", "Organisation", "发放机关 / Organisation that grants it", "subsidy", key="organisation_id"),
    ),
    columns=(ref("organisation_id"), ref("district_id")),
    default_order=("-grantedOn",),
)

FUNDS_TOTAL = Entity(
    name="FundsTotal",
    prefix="ftt",
    label="公布的资金年度汇总 / Published yearly total of what one organisation decided, by kind",
    plural="fundsTotals",
    fields=(
        integer("year", "年度 / Year", "total", filter=RANGE, order="year"),
        choice("source", FUNDS_SOURCE, "汇总内容 / What is added up", "total", order="source"),
        choice("kind", FUNDS_KIND, "类别 / Kind", "total", order="kind"),
        integer("decisions", "笔数(修约至5,小数抑制) / Decisions, rounded to base 5; null where suppressed", "total", nullable=True),
        integer("amount", "合计(元,修约至千元) / Sum in yuan, rounded to thousands; null where the number is, or where one decision is "
                "over half of it", "total", nullable=True),
    ),
    relations=(
        to_one("decidedBy", "Organisation", "决定机关 / Organisation that decided", "total", key="organisation_id"),
    ),
    columns=(ref("organisation_id"), ref("district_id")),
    default_order=("-year", "source", "kind"),
)

ASSISTANCE_INCLUSION = Entity(
    name="AssistanceInclusion",
    prefix="fas",
    label="纳入社会救助(四(三)) / Inclusion in social assistance",
    plural="assistanceInclusions",
    subject=Subject.CHILD,
    fields=(
        boolean("current", "目前在保 / Runs at present", "flag"),
        choice("kind", ASSISTANCE_KIND, "救助类别 / Kind", "assistance"),
        choice("scope", ASSISTANCE_SCOPE, "纳入范围 / Who is included", "assistance"),
        date_field("startedOn", "纳入日期 / Started on", "assistance", order="started_on"),
        date_field("endedOn", "退出日期 / Ended on", "assistance", nullable=True),
        integer("monthlyAmount", "月标准(元) / Yuan a month", "assistance", nullable=True, filter=("range",)),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "assistance", key="child_id"),
        to_one("household", "Household", "家庭 / Household", "assistance", key="household_id"),
    ),
    columns=(ref("child_id"), ref("household_id", nullable=True), *DIVISIONS),
    default_order=("-startedOn",),
)

SUPPORT_RECORD = Entity(
    name="SupportRecord",
    prefix="wsr",
    label="住房或农业支持(五(一)) / Support of a household with housing or farming",
    plural="supportRecords",
    subject=Subject.SELF,
    fields=(
        choice("kind", SUPPORT_KIND, "支持类别 / Kind", "support"),
        date_field("decidedOn", "决定日期 / Decided on", "support", order="decided_on"),
        date_field("completedOn", "完成日期 / Completed on", "support", nullable=True),
        integer("amount", "金额(元) / Amount in yuan", "support", filter=("range",)),
    ),
    relations=(to_one("household", "Household", "家庭 / Household", "support", key="household_id"),),
    columns=(ref("household_id"), ref("organisation_id"), ref("district_id")),
    default_order=("-decidedOn",),
)
