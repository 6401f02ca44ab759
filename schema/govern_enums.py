"""Closed lists of values of coordination, campus safety and justice. Labels are "中文 / English"."""

from __future__ import annotations

from schema.catalog import Enum

GOAL = Enum(
    "EvaluationGoal",
    "十个目标(一(三)) / The ten goals",
    {
        "GOVERNMENT_DUTY": "政府履职 / Government does its duty",
        "FAMILY_DUTY": "家庭尽责 / Families are responsible",
        "SOCIETY_TAKES_PART": "社会参与 / Society takes part",
        "GUARDED": "监护有人 / Each child has a guardian",
        "TAUGHT": "学业有教 / Schooling",
        "HELPED": "生活有助 / Help in life",
        "HEALTHY": "健康有保 / Health",
        "ACTIVE": "活动有地 / Places for activities",
        "SAFE": "安全有护 / Safety",
        "CARED_FOR": "全民关爱 / Care by all",
    },
)

INSPECTION_RESULT = Enum(
    "InspectionResult",
    "检查结果(五(四)) / Result of an inspection",
    {
        "IN_ORDER": "落实到位 / In order",
        "TO_IMPROVE": "需整改 / To improve",
        "NOT_DONE": "不落实 / Not carried out",
    },
)

ACCOUNTABILITY_KIND = Enum(
    "AccountabilityKind",
    "问责方式(五(四)) / Kind of accountability",
    {
        "TALK": "约谈 / Summoned for a talk",
        "CRITICISM": "通报批评 / Circulated criticism",
        "NO_HONOURS": "取消评优 / No honours this year",
        "DISCIPLINE": "移送处分 / Passed on for discipline",
    },
)

OPINION_KIND = Enum(
    "LegalOpinionKind",
    "法制意见类别 / Kind of legal opinion",
    {
        "RULE": "规范性文件审查 / Review of a rule",
        "ACCOUNTABILITY": "问责意见 / On accountability",
        "PROCEDURE": "程序意见 / On procedure",
    },
)

CHECK_RESULT = Enum(
    "SafetyCheckResult",
    "检查结论 / Result of a safety check",
    {"PASSED": "合格 / Passed", "TO_MEND": "限期整改 / To be mended", "FAILED": "不合格 / Failed"},
)

PROTECTION_MEANS = Enum(
    "ProtectionMeans",
    "防范类别(二(三)) / Means of protection",
    {"GUARDS": "人防 / Guards", "EQUIPMENT": "物防 / Equipment", "TECHNOLOGY": "技防 / Technology"},
)

TALK_THEME = Enum(
    "PreventionTheme",
    "宣传主题(二(三)) / Theme of a prevention talk",
    {
        "TRAFFIC": "交通 / Traffic",
        "DROWNING": "溺水 / Drowning",
        "FIRE": "火灾 / Fire",
        "FIGHTS": "打架斗殴 / Fights",
        "THEFT": "盗窃 / Theft",
        "DRUGS": "毒品 / Drugs",
        "SEXUAL_ASSAULT": "性侵害 / Sexual assault",
    },
)

ABDUCTION_STATUS = Enum(
    "AbductionStatus",
    "侦办状态 / State of the investigation",
    {"OPEN": "侦办中 / Open", "FOUND": "已找回 / Child found", "CLOSED": "已结案 / Closed"},
)

TRANSFER_STATUS = Enum(
    "TransferStatus",
    "迁移状态 / State of a transfer",
    {"REQUESTED": "已申请 / Requested", "DONE": "已办结 / Done", "REFUSED": "不予办理 / Refused"},
)

LEGAL_AID_KIND = Enum(
    "LegalAidKind",
    "援助事项 / Kind of legal aid",
    {
        "GUARDIANSHIP": "监护权 / Guardianship",
        "SUPPORT": "抚养费 / Support",
        "DAMAGES": "人身损害赔偿 / Damages",
        "DEFENCE": "刑事辩护 / Defence",
        "VICTIM": "被害人代理 / For a victim",
    },
)

LEGAL_AID_STATUS = Enum(
    "LegalAidStatus",
    "援助状态 / State of legal aid",
    {"APPLIED": "已申请 / Applied for", "GRANTED": "承办中 / Granted", "ENDED": "已结案 / Ended"},
)

CORRECTION_MEASURE = Enum(
    "CorrectionMeasure",
    "教育挽救措施 / Measure of education and rescue",
    {
        "COMMUNITY": "社区矫正 / Community correction",
        "EDUCATION": "教育感化 / Education",
        "APPRENTICESHIP": "技能帮扶 / Apprenticeship",
    },
)

JUVENILE_CASE_KIND = Enum(
    "JuvenileCaseKind",
    "未检案件类别 / Kind of juvenile case",
    {"BY_MINOR": "未成年人犯罪 / Offence by a minor", "AGAINST_MINOR": "侵害未成年人 / Offence against a minor"},
)

JUVENILE_CASE_STAGE = Enum(
    "JuvenileCaseStage",
    "案件阶段 / Stage of a juvenile case",
    {
        "RECEIVED": "受理 / Received",
        "REVIEW": "审查 / Under review",
        "CONDITIONAL": "附条件不起诉 / Conditionally not prosecuted",
        "PROSECUTED": "起诉 / Prosecuted",
        "NOT_PROSECUTED": "不起诉 / Not prosecuted",
    },
)
