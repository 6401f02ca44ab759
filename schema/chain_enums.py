"""Closed lists of the emergency chain: who failed, what was done, in which state each record is (四(一) to 四(四))."""

from __future__ import annotations

from schema.catalog import Enum

DUTY_FAILURE_KIND = Enum(
    "DutyFailureKind",
    "失职情形(四(一)) / Kind of duty failure",
    {
        "REPORTED_LATE": "迟报 / Reported late",
        "NOT_REPORTED": "发现而未报告 / Discovered and not reported",
        "ASSISTANCE_REFUSED": "拒不协助处置 / Assistance refused",
    },
)

DUTY_FAILURE_STATUS = Enum(
    "DutyFailureStatus",
    "失职认定状态 / Status of duty failure",
    {
        "FOUND": "已发现 / Found",
        "EXCUSED": "理由成立 / Excused",
        "CONFIRMED": "已认定 / Confirmed",
        "SETTLED": "已追责 / Settled",
    },
)

FAILURE_SOURCE = Enum(
    "DutyFailureSource",
    "失职发现途径 / How the failure came out",
    {
        "POLICE": "出警调查 / Police inquiry",
        "OTHER_REPORT": "他人报告 / Another report",
        "INSPECTION": "检查 / Inspection",
    },
)

COMMENDATION_KIND = Enum(
    "CommendationKind",
    "表扬奖励方式(四(一)) / Kind of commendation",
    {"LETTER": "感谢信 / Letter", "CERTIFICATE": "荣誉证书 / Certificate", "REWARD": "奖金 / Reward"},
)

COMMENDATION_STATUS = Enum(
    "CommendationStatus",
    "表扬奖励状态 / Status of commendation",
    {"PROPOSED": "拟表扬 / Proposed", "AWARDED": "已表扬 / Awarded", "DECLINED": "未采纳 / Declined"},
)

RESPONSE_STEP = Enum(
    "ResponseStep",
    "处置环节 / Step whose time is measured",
    {
        "DISCOVERED_TO_REPORTED": "发现至报告 / From discovery to report",
        "REPORTED_TO_RECEIVED": "报告至受理 / From report to receipt",
        "RECEIVED_TO_DISPATCHED": "受理至处置 / From receipt to the first measure",
        "RECEIVED_TO_NOTIFIED": "受理至通报镇街 / From receipt to notice to the town",
        "NOTIFIED_TO_ASSESSED": "通报至评估签署 / From notice to signed assessment",
    },
)

INCIDENT_RESPONSE_KIND = Enum(
    "IncidentResponseKind",
    "应急处置措施(四(二)) / Emergency measure of police",
    {
        "ORDER_PARENTS_BACK": "责令父母返回 / Parents ordered back",
        "NAME_CARER": "责令确定受委托监护人 / Carer to be named",
        "ADMONISH": "训诫 / Admonition",
        "CONTACT_PARENTS": "联系父母 / Parents contacted",
        "ENTRUST_RELATIVES": "委托亲属照料 / Relatives entrusted",
        "ESCORT_TO_CARE": "护送至临时照料处 / Escorted to temporary care",
        "SEARCH": "快速查找 / Rapid search",
        "STOP_VIOLENCE": "制止家庭暴力 / Violence stopped",
        "SHELTER": "协助安置庇护 / Shelter arranged with civil affairs",
        "STOP_HARM": "制止侵害并保护 / Harm stopped, child protected",
        "EVIDENCE": "调查取证 / Evidence taken",
        "MEDICAL_CARE": "协助就医 / Medical care",
        "INJURY_ASSESSMENT": "委托伤情鉴定 / Injury assessment asked for",
    },
)

INCIDENT_RESPONSE_STATUS = Enum(
    "IncidentResponseStatus",
    "处置措施状态 / Status of measure",
    {
        "ORDERED": "已部署 / Ordered",
        "UNDER_WAY": "进行中 / Under way",
        "DONE": "已完成 / Done",
        "FAILED": "未能完成 / Failed",
    },
)

ASSISTANCE_KIND = Enum(
    "AssistanceKind",
    "协助事项(四(二)) / Kind of assistance asked for",
    {
        "INFORMATION": "提供情况 / Information",
        "CONTACT": "协助联系通知父母 / Reaching the parents",
        "ACCOMPANY": "陪同照看 / Accompanying the child",
        "TEMPORARY_CARE": "临时照料 / Temporary care",
        "MEDICAL": "医疗救治 / Medical care",
        "EVIDENCE": "协助取证 / Evidence",
    },
)

ASSISTANCE_STATUS = Enum(
    "AssistanceStatus",
    "协助请求状态 / Status of assistance request",
    {
        "ASKED": "待答复 / Asked",
        "ANSWERED": "已答复 / Answered",
        "DECLINED": "无法协助 / Declined",
        "WITHDRAWN": "已撤回 / Withdrawn",
    },
)

INJURY_ASSESSMENT_STATUS = Enum(
    "InjuryAssessmentStatus",
    "伤情鉴定状态 / Status of injury assessment",
    {
        "REQUESTED": "已委托 / Requested",
        "EXAMINED": "已检查 / Examined",
        "CONCLUDED": "已出具结论 / Concluded",
        "CANCELLED": "已取消 / Cancelled",
    },
)

INJURY_CONCLUSION = Enum(
    "InjuryConclusion",
    "伤情结论 / Conclusion on injury",
    {
        "NO_INJURY": "无损伤 / No injury",
        "SLIGHT": "轻微伤 / Slight injury",
        "MINOR": "轻伤 / Minor injury",
        "GRAVE": "重伤 / Grave injury",
    },
)

TOWN_NOTICE_STATUS = Enum(
    "TownNoticeStatus",
    "通报状态 / Status of notice",
    {"SENT": "已通报 / Sent", "ACKNOWLEDGED": "已签收 / Acknowledged"},
)

PLACEMENT_REASON = Enum(
    "PlacementReason",
    "临时照料原因(四(二)) / Reason of placement",
    {
        "LIVING_ALONE": "单独居住 / Living alone",
        "UNFIT_CARE": "监护人不能或不履行监护 / Unfit care",
        "VIOLENCE": "家庭暴力 / Domestic violence",
        "OTHER_HARM": "其他侵害或意外 / Other harm",
    },
)

PLACEMENT_HOST = Enum(
    "PlacementHostKind",
    "照料主体 / Kind of host",
    {
        "RELATIVE": "近亲属 / Near relative",
        "VILLAGE": "村居委会 / Village committee",
        "RESCUE_STATION": "救助管理机构 / Rescue station",
        "WELFARE_HOME": "福利机构 / Welfare home",
        "TEMPORARY_SHELTER": "临时庇护场所 / Temporary shelter",
    },
)

PLACEMENT_STATUS = Enum(
    "PlacementStatus",
    "安置状态 / Status of placement",
    {"PLANNED": "拟安置 / Planned", "RUNNING": "安置中 / Running", "ENDED": "已结束 / Ended"},
)

ASSESSMENT_STATUS = Enum(
    "AssessmentStatus",
    "评估状态 / Status of assessment",
    {
        "OPEN": "已启动 / Open",
        "PARTS_ASKED": "征集协助意见 / Parts asked for",
        "DRAFTED": "已形成初稿 / Drafted",
        "SIGNED": "已签署 / Signed",
        "CLOSED": "已办结 / Closed",
    },
)

RISK_LEVEL = Enum(
    "RiskLevel",
    "风险等级 / Level of risk",
    {"LOW": "低 / Low", "MEDIUM": "中 / Medium", "HIGH": "高 / High", "URGENT": "紧急 / Urgent"},
)

ASSESSMENT_PART_KIND = Enum(
    "AssessmentPartKind",
    "协助评估方(四(三)) / Who answers a part",
    {
        "VILLAGE": "村居委会 / Village",
        "SCHOOL": "学校 / School",
        "HOSPITAL": "医疗机构 / Hospital",
        "RELATIVES": "亲属 / Relatives",
        "SOCIAL_WORK": "社会工作服务机构 / Social work body",
    },
)

ASSESSMENT_PART_STATUS = Enum(
    "AssessmentPartStatus",
    "协助评估状态 / Status of part",
    {"ASKED": "待答复 / Asked", "ANSWERED": "已答复 / Answered", "DECLINED": "无法答复 / Declined"},
)

HELP_PLAN_STATUS = Enum(
    "HelpPlanStatus",
    "帮扶计划状态 / Status of help plan",
    {
        "DRAFT": "拟定中 / Draft",
        "RUNNING": "执行中 / Running",
        "COMPLETED": "已完成 / Completed",
        "STOPPED": "已终止 / Stopped",
    },
)

HELP_MEASURE_KIND = Enum(
    "HelpMeasureKind",
    "帮扶措施类别(四(三)) / Kind of help",
    {
        "GUARDIANSHIP_GUIDANCE": "监护指导 / Guardianship guidance",
        "MEDICAL_TREATMENT": "医疗救治 / Medical treatment",
        "COUNSELLING": "心理疏导 / Counselling",
        "BEHAVIOUR_CORRECTION": "行为矫治 / Behaviour correction",
        "LEGAL_SERVICE": "法律服务 / Legal service",
        "LEGAL_AID": "法律援助 / Legal aid",
        "ASSISTANCE": "社会救助福利 / Social assistance",
        "FOLLOW_UP": "随时跟踪 / Following up",
    },
)

HELP_MEASURE_STATUS = Enum(
    "HelpMeasureStatus",
    "帮扶措施状态 / Status of measure of help",
    {
        "PLANNED": "计划 / Planned",
        "RUNNING": "进行中 / Running",
        "DONE": "已落实 / Done",
        "DROPPED": "已取消 / Dropped",
    },
)

SANCTION_KIND = Enum(
    "SanctionKind",
    "对监护人的惩戒(四(二)(四)) / Kind of sanction",
    {
        "CRITICISM": "批评教育 / Criticism",
        "ADMONITION": "训诫 / Admonition by police",
        "PUBLIC_SECURITY_PENALTY": "治安管理处罚 / Public-security penalty",
        "CRIMINAL_CASE": "刑事立案 / Criminal case",
    },
)

SANCTION_STATUS = Enum(
    "SanctionStatus",
    "惩戒状态 / Status of sanction",
    {"DECIDED": "已决定 / Decided", "EXECUTED": "已执行 / Executed", "LIFTED": "已撤销 / Lifted"},
)

WARNING_LETTER_STATUS = Enum(
    "WarningLetterStatus",
    "告诫书状态 / Status of warning letter",
    {"ISSUED": "已出具 / Issued", "DELIVERED": "已送达 / Delivered", "WITHDRAWN": "已撤销 / Withdrawn"},
)

PROTECTION_ORDER_STATUS = Enum(
    "ProtectionOrderStatus",
    "人身安全保护令状态 / Status of protection order",
    {
        "APPLIED": "已申请 / Applied for",
        "IN_FORCE": "生效 / In force",
        "REJECTED": "驳回 / Rejected",
        "LIFTED": "已撤销 / Lifted",
        "EXPIRED": "已失效 / Expired",
    },
)

EVIDENCE_KIND = Enum(
    "EvidenceKind",
    "证据种类 / Kind of evidence",
    {
        "DOCUMENT": "书证 / Document",
        "TESTIMONY": "证言 / Testimony",
        "RECORDING": "视听电子资料 / Recording or electronic data",
        "INJURY": "伤情鉴定 / Injury assessment",
        "SANCTION": "处罚告诫文书 / Sanction or warning letter",
        "ASSESSMENT": "评估报告 / Assessment",
    },
)

TEMPORARY_GUARDIANSHIP_CASE = Enum(
    "TemporaryGuardianshipCase",
    "临时监护情形(未成年人保护法 九十二) / Case of temporary guardianship",
    {
        "IDENTITY_UNKNOWN": "流浪乞讨或身份不明 / Begging or of unknown identity",
        "GUARDIAN_MISSING": "监护人下落不明 / Guardian missing, nobody else",
        "GUARDIAN_UNABLE": "监护人客观上不能履职 / Guardian unable by circumstances or disaster",
        "GUARDIAN_NEGLECTS": "监护人拒绝或怠于履职 / Guardian refuses or neglects",
        "GUARDIAN_INSTIGATES": "监护人教唆利用违法犯罪 / Guardian instigates offences",
        "GRAVE_HARM": "遭受监护人严重伤害或威胁 / Grave harm or threat by the guardian",
        "OTHER_BY_LAW": "法律规定的其他情形 / Other case of the law",
    },
)

TEMPORARY_GUARDIANSHIP_STATUS = Enum(
    "TemporaryGuardianshipStatus",
    "临时监护状态 / Status of temporary guardianship",
    {
        "RUNNING": "监护中 / Running",
        "RETURN_ASSESSED": "已评估送回条件 / Return assessed",
        "RETURNED": "已送回 / Returned",
        "CONTINUED": "转为长期监护 / Continued as lasting guardianship",
    },
)

RETURN_ASSESSMENT = Enum(
    "ReturnAssessment",
    "送回评估结论 / Conclusion on return",
    {"SUITABLE": "具备监护条件 / Suitable", "UNSUITABLE": "不具备监护条件 / Unsuitable"},
)
