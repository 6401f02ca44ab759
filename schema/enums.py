"""Closed lists of values. Labels are "中文 / English"; clauses as in the plan (`四(一)`)."""

from __future__ import annotations

from schema.catalog import Enum

SEX = Enum("Sex", "性别 / Sex", {"MALE": "男 / Male", "FEMALE": "女 / Female"})

CHILD_CATEGORY = Enum(
    "ChildCategory",
    "儿童类别 / Category of child",
    {
        "LEFT_BEHIND": "农村留守儿童 / Left-behind child",
        "MOVED_WITH_PARENTS": "随父母进城儿童 / Moved with parents",
        "OTHER_RURAL": "其他农村儿童 / Other rural child",
        "MIGRANT_AT_SCHOOL": "在校农民工子女 / Migrant worker's child at school",
    },
)

UNIT_KIND = Enum(
    "OrganisationKind",
    "机构类别 / Kind of organisation",
    {
        "UNIT": "协调机制成员单位 / Coordinating unit",
        "TOWN": "镇街 / Town or street",
        "VILLAGE": "村居委会 / Village or residents' committee",
        "SCHOOL": "中小学校 / School",
        "KINDERGARTEN": "幼儿园 / Kindergarten",
        "HOSPITAL": "医疗机构 / Hospital",
        "SOCIAL_WORK_BODY": "社会工作服务机构 / Social work body",
        "RESCUE_STATION": "救助管理机构 / Rescue station",
        "WELFARE_HOME": "福利机构 / Welfare home",
        "TEMPORARY_SHELTER": "临时庇护场所 / Temporary shelter",
        "CARE_INSTITUTION": "托管服务机构 / Care institution",
        "CHARITY_OR_VOLUNTEER_BODY": "公益慈善志愿组织 / Charity or volunteer body",
    },
)

RELATIONSHIP = Enum(
    "Relationship",
    "与儿童关系 / Relationship to the child",
    {
        "FATHER": "父亲 / Father",
        "MOTHER": "母亲 / Mother",
        "GRANDPARENT": "祖辈 / Grandparent",
        "SIBLING": "兄姐 / Sibling",
        "OTHER_RELATIVE": "其他亲属 / Other relative",
        "OTHER_ADULT": "其他成年人 / Other adult",
    },
)

SCHOOL_STAGE = Enum(
    "SchoolStage",
    "学段 / Stage of schooling",
    {
        "KINDERGARTEN": "幼儿园 / Kindergarten",
        "PRIMARY": "小学 / Primary school",
        "JUNIOR": "初中 / Junior secondary school",
        "NINE_YEAR": "九年一贯制 / Nine-year school",
    },
)

ATTENDANCE = Enum(
    "AttendanceStatus",
    "出勤情况 / Attendance",
    {
        "PRESENT": "出勤 / Present",
        "EXCUSED": "请假 / Excused",
        "UNEXCUSED": "无故旷课 / Unexcused absence",
        "LATE": "迟到 / Late",
    },
)

REPORT_KIND = Enum(
    "ReportKind",
    "报告情形(四(一)) / Kind of report",
    {
        "LIVING_ALONE": "脱离监护单独居住生活 / Living alone outside guardianship",
        "MISSING": "失踪 / Missing",
        "GUARDIAN_INCAPABLE": "监护人丧失监护能力 / Guardian lost capacity",
        "GUARDIAN_UNPERFORMING": "监护人不履行监护责任 / Guardian does not perform duties",
        "DOMESTIC_VIOLENCE": "疑似遭受家庭暴力 / Suspected domestic violence",
        "ACCIDENTAL_INJURY": "疑似遭受意外伤害 / Suspected accidental injury",
        "UNLAWFUL_HARM": "疑似遭受不法侵害 / Suspected unlawful harm",
        "OTHER": "其他情形 / Other",
    },
)

REPORT_STATUS = Enum(
    "ReportStatus",
    "报告状态 / Status of report",
    {
        "FILED": "已提交 / Filed",
        "RECEIVED": "已受理 / Received",
        "DISPATCHED": "已出警 / Dispatched",
        "CLOSED": "已办结 / Closed",
    },
)

REPORTER_KIND = Enum(
    "ReporterKind",
    "报告人类别(四(一)) / Kind of reporter",
    {
        "SCHOOL": "学校 / School",
        "KINDERGARTEN": "幼儿园 / Kindergarten",
        "MEDICAL_BODY": "医疗机构 / Medical body",
        "VILLAGE_COMMITTEE": "村居委会 / Village committee",
        "SOCIAL_WORK_BODY": "社会工作服务机构 / Social work body",
        "RESCUE_STATION": "救助管理机构 / Rescue station",
        "WELFARE_HOME": "福利机构 / Welfare home",
        "OTHER_BODY": "其他单位 / Other body",
        "CITIZEN": "公民 / Citizen",
    },
)

INCIDENT_STATUS = Enum(
    "IncidentStatus",
    "警情状态 / Status of incident",
    {"OPEN": "处置中 / Open", "CLOSED": "已结案 / Closed"},
)

INTERVENTION_KIND = Enum(
    "InterventionKind",
    "干预帮扶类别 / Kind of intervention",
    {
        "GUARDIANSHIP_GUIDANCE": "监护指导 / Guardianship guidance",
        "MEDICAL_TREATMENT": "医疗救治 / Medical treatment",
        "COUNSELLING": "心理疏导 / Counselling",
        "BEHAVIOUR_CORRECTION": "行为矫治 / Behaviour correction",
        "LEGAL_SERVICE": "法律服务 / Legal service",
        "LEGAL_AID": "法律援助 / Legal aid",
        "SHELTER": "临时庇护 / Shelter",
    },
)

INTERVENTION_STATUS = Enum(
    "InterventionStatus",
    "干预状态 / Status of intervention",
    {"PLANNED": "计划 / Planned", "RUNNING": "进行中 / Running", "ENDED": "已结束 / Ended"},
)

PETITION_GROUND = Enum(
    "PetitionGround",
    "申请撤销监护人资格理由(四(四)) / Ground of petition",
    {
        "LEFT_IN_DANGER": "置于危险且经教育不改 / Left in danger, not mended after education",
        "DUTY_REFUSED": "拒不履行监护职责六个月以上 / Duty refused for six months or more",
        "GRAVE_HARM": "暴力虐待遗弃致严重受损 / Violence, abuse or abandonment with grave harm",
        "GRAVE_FAILURE": "不履行职责造成严重后果 / Grave failure of duty with grave result",
    },
)

PETITION_STAGE = Enum(
    "PetitionStage",
    "诉讼阶段 / Stage of petition",
    {
        "FILED": "已申请 / Filed",
        "ACCEPTED": "已受理 / Accepted",
        "HEARD": "已审理 / Heard",
        "RULED": "已裁定 / Ruled",
        "WITHDRAWN": "已撤回 / Withdrawn",
    },
)

RULING = Enum(
    "Ruling",
    "裁定结果 / Ruling",
    {
        "REVOKED": "撤销监护人资格 / Guardianship revoked",
        "DISMISSED": "驳回申请 / Petition dismissed",
    },
)

REFERRAL_STATUS = Enum(
    "ReferralStatus",
    "转介状态 / Status of referral",
    {
        "OFFERED": "待接受 / Offered",
        "ACCEPTED": "已接受 / Accepted",
        "REJECTED": "已拒绝 / Rejected",
        "ENDED": "已结束 / Ended",
    },
)

EMERGENCY_ACCESS_STATUS = Enum(
    "EmergencyAccessStatus",
    "紧急查阅状态 / Status of emergency access",
    {
        "OPENED": "已开启 / Opened",
        "REVOKED": "已撤销 / Revoked",
        "JUSTIFIED": "复核认为正当 / Reviewed: justified",
        "UNJUSTIFIED": "复核认为不当 / Reviewed: not justified",
    },
)
