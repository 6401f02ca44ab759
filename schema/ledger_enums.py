"""Closed lists of the ledger, visits, filings and agreements. Clauses as in the plan (`二(二)`)."""

from __future__ import annotations

from schema.catalog import Enum

LEDGER_STATUS = Enum(
    "LedgerStatus",
    "台账状态 / Status of ledger entry",
    {"OPEN": "在册 / Open", "CLOSED": "已销册 / Closed"},
)

LEDGER_CLOSURE = Enum(
    "LedgerClosure",
    "销册原因 / Why a ledger entry was closed",
    {
        "TURNED_SIXTEEN": "年满十六周岁 / Turned 16",
        "PARENTS_RETURNED": "父母返乡 / Parents returned",
        "MOVED_AWAY": "迁离本镇街 / Moved away",
        "DIED": "死亡 / Died",
        "REGISTERED_TWICE": "重复登记 / Registered twice, another record being kept",
    },
)

WAY_OF_CARE = Enum(
    "WayOfCare",
    "实际照料方式 / Who cares for the child from day to day",
    {
        "PARENT": "父母一方照料 / A parent",
        "GRANDPARENTS": "祖辈照料 / Grandparents",
        "RELATIVES": "其他亲属照料 / Other relatives",
        "OTHER_ADULT": "其他成年人照料 / Another adult",
        "BOARDING": "在校寄宿为主 / Mostly boarding at school",
        "NOBODY": "无人照料 / Nobody",
    },
)

CARE_ARRANGEMENT = Enum(
    "CareArrangement",
    "外出期间照护安排(二(一)) / Care arranged while parents are away",
    {
        "TAKEN_ALONG": "携子女外出 / Child taken along",
        "ONE_PARENT_STAYS": "父母一方留家 / One parent stays",
        "ENTRUSTED": "委托他人监护 / Entrusted to another",
    },
)

VISIT_PURPOSE = Enum(
    "VisitPurpose",
    "走访事由(二(二)) / Purpose of visit",
    {
        "SCREENING": "全面排查 / Complete screening",
        "ROUTINE": "定期走访 / Regular visit",
        "FOLLOW_UP": "问题回访 / Return visit on a finding",
        "FESTIVAL": "节假日走访 / Visit in a holiday",
    },
)

FINDING_KIND = Enum(
    "FindingKind",
    "排查问题类别 / Kind of finding",
    {
        "LIVES_ALONE": "独自居住 / Lives alone",
        "CARE_LACKING": "照料缺失 / Care is lacking",
        "CARER_UNFIT": "照料人不宜 / Carer is unfit",
        "NO_CONTACT": "父母久未联系 / Parents out of contact",
        "OUT_OF_SCHOOL": "应学未学 / Out of school",
        "NOT_REGISTERED": "户籍未落实 / Not registered",
        "HOME_HAZARD": "居家安全隐患 / Hazard at home",
        "HARDSHIP": "生活困难 / Hardship",
    },
)

FINDING_SEVERITY = Enum(
    "FindingSeverity",
    "严重程度 / Severity",
    {"LOW": "一般 / Low", "MEDIUM": "较重 / Medium", "HIGH": "严重 / High"},
)

VILLAGE_RULE_STATUS = Enum(
    "VillageRuleStatus",
    "村规民约状态 / Status of village rule",
    {"FILED": "已报备 / Filed", "REPLACED": "已被取代 / Replaced"},
)

LEGAL_TALK_KIND = Enum(
    "LegalTalkKind",
    "法制宣传教育方式 / Kind of legal talk",
    {"INSTRUCTION": "上门宣讲 / Instruction at home", "SUMMONS": "约谈 / Summoned talk"},
)

MIGRATION_STATUS = Enum(
    "MigrationStatus",
    "外出状态 / Status of migration",
    {"AWAY": "外出中 / Away", "RETURNED": "已返乡 / Returned"},
)

FAMILY_FILE_STATUS = Enum(
    "FamilyFileStatus",
    "家庭档案状态 / Status of family file",
    {"OPEN": "在档 / Open", "CLOSED": "已归档 / Closed"},
)

DEMAND_KIND = Enum(
    "DemandKind",
    "督促事项 / What absent parents are urged to do",
    {
        "RETURN": "返家照料 / Come home to care",
        "NAME_CARER": "确定受委托监护人 / Name an entrusted guardian",
        "KEEP_CONTACT": "保持联系 / Keep in touch",
        "PAY_SUPPORT": "承担抚养费用 / Pay support",
    },
)

AGREEMENT_STATUS = Enum(
    "AgreementStatus",
    "协议状态 / Status of agreement",
    {
        "IN_FORCE": "履行中 / In force",
        "ENDED": "已期满 / Ended in time",
        "TERMINATED": "已解除 / Terminated early",
    },
)

BARRED_CHECK = Enum(
    "BarredCheck",
    "被委托人资格核查(未成年人保护法 二十二) / Check whether the carer is barred",
    {"CLEAR": "无不得委托情形 / Not barred", "BARRED": "存在不得委托情形 / Barred"},
)

SUPERVISION_RESULT = Enum(
    "SupervisionResult",
    "监督结果 / Result of supervision",
    {"KEPT": "履行良好 / Kept", "PARTLY_KEPT": "履行不足 / Partly kept", "NOT_KEPT": "未履行 / Not kept"},
)

BREACH_PARTY = Enum(
    "BreachParty",
    "违约方 / Party in breach",
    {"PARENTS": "委托人(父母) / Parents", "CARER": "被委托人 / Carer"},
)

BREACH_KIND = Enum(
    "BreachKind",
    "违约情形 / Kind of breach",
    {
        "LEFT_UNATTENDED": "擅离照料 / Child left unattended",
        "NEGLECT": "怠于照料 / Neglect",
        "NO_CONTACT": "未按约联系 / Contact not kept",
        "SUPPORT_UNPAID": "未付抚养费用 / Support unpaid",
    },
)

ADMONITION_KIND = Enum(
    "AdmonitionKind",
    "劝诫方式(二(二)) / Kind of admonition by town or village",
    {"ADMONISHED": "劝诫 / Admonished", "STOPPED": "制止 / Stopped"},
)
