"""Closed lists of values of group organisations, culture and public opinion. Clauses as in the plan (`二(五)`, `五(三)`)."""

from __future__ import annotations

from schema.catalog import Enum

PROGRAMME_KIND = Enum(
    "ProgrammeKind",
    "项目类别(二(五)) / Kind of programme",
    {
        "WORKERS_CARE": "职工关爱服务 / Care by workers of the union",
        "FOUR_THIRTY_CLASS": "四点半课堂 / Class after half past four",
        "COLOURFUL_HOLIDAY": "七彩假期 / Colourful holidays",
        "MOBILE_CHILDRENS_PALACE": "流动少年宫 / Children's palace on wheels",
        "HAND_IN_HAND": "手拉手 / Hand in hand",
        "HAPPY_SATURDAY": "欢乐星期六 / Happy Saturday",
        "YOUTH_RIGHTS_ONLINE": "青少年维权在线 / Rights of the young online",
        "PAIRED_HELP": "结对帮扶 / Paired help",
        "LASTING_LOVE": "恒爱行动 / Lasting love",
        "SPRING_BUDS": "春蕾圆梦行动 / Dreams of spring buds",
        "FAMILY_EDUCATION_SCHOOL": "家庭教育流动学校 / Mobile school of family education",
        "FAMILY_EDUCATION_SITE": "重庆家庭教育网 / Family education website",
        "JOINT_DREAMS": "爱心童享筑梦行动 / Joint project of the group organisations",
        "VETERANS_CARE": "五老关爱 / Care by veterans",
    },
)

ACTIVITY_KIND = Enum(
    "ActivityKind",
    "活动类别(二(五)) / Kind of activity",
    {
        "STUDY": "课业辅导 / Help with learning",
        "COMPANY": "陪伴联谊 / Company",
        "VISIT": "走访慰问 / Visit",
        "CULTURE": "文化艺术 / Culture and arts",
        "SPORT": "体育 / Sport",
        "SAFETY": "安全自护 / Safety and self-protection",
        "FAMILY_EDUCATION": "家庭教育 / Family education",
        "FAMILY_REUNION": "亲子团聚 / Children and parents together",
    },
)

PARTICIPATION_STATUS = Enum(
    "ParticipationStatus",
    "参加状态 / Status of participation",
    {"ACTIVE": "参加中 / Taking part", "LEFT": "已退出或结束 / Left or over"},
)

PAIRING_KIND = Enum(
    "GroupPairingKind",
    "结对类别(二(五)) / Kind of pairing",
    {
        "LOVING_PARENT": "爱心父母 / Loving parent",
        "YOUNG_VOLUNTEER": "青年志愿者 / Young volunteer",
        "WORKER": "职工 / Worker",
        "VETERAN": "五老 / Veteran",
        "TEAM": "志愿者团队 / Team of volunteers",
    },
)

PAIRING_STATUS = Enum(
    "GroupPairingStatus",
    "结对状态 / Status of pairing",
    {"ACTIVE": "结对中 / Paired", "ENDED": "已结束 / Ended"},
)

HOTLINE = Enum(
    "Hotline",
    "热线(二(五)) / Hotline",
    {
        "YOUTH_12355": "12355 青少年服务平台 / 12355, service for the young",
        "WOMEN_12338": "12338 妇女儿童维权热线 / 12338, rights of women and children",
    },
)

HOTLINE_KIND = Enum(
    "HotlineKind",
    "咨询类别(二(五)) / Kind of hotline case",
    {
        "PSYCHOLOGICAL": "心理咨询 / Psychological",
        "FAMILY_EDUCATION": "家庭教育 / Family education",
        "RIGHTS": "维权 / Rights",
        "CASE_SUPPORT": "个案帮扶 / Support of a case",
        "OTHER": "其他 / Other",
    },
)

HOTLINE_STATUS = Enum(
    "HotlineStatus",
    "热线个案状态 / Status of hotline case",
    {"OPEN": "跟进中 / Followed", "REFERRED": "已转介 / Referred", "CLOSED": "已办结 / Closed"},
)

VOLUNTEER_KIND = Enum(
    "VolunteerKind",
    "志愿者类别(二(五)) / Kind of volunteer",
    {
        "LEAGUE_MEMBER": "团员、少先队员 / Member of league or pioneers",
        "YOUNG_VOLUNTEER": "青年志愿者 / Young volunteer",
        "LOVING_PARENT": "爱心父母 / Loving parent",
        "WORKER": "职工 / Worker",
        "LAWYER": "法律服务团队 / Of the legal team",
        "COUNSELLOR": "心理咨询师 / Counsellor",
    },
)

VETERAN_KIND = Enum(
    "VeteranKind",
    "五老类别(二(五)) / Kind of veteran",
    {
        "CADRE": "老干部 / Cadre",
        "SOLDIER": "老战士 / Soldier",
        "EXPERT": "老专家 / Expert",
        "TEACHER": "老教师 / Teacher",
        "MODEL": "老模范 / Model worker",
    },
)

MUTUAL_HELP_KIND = Enum(
    "MutualHelpKind",
    "互助类别(二(五)) / Kind of workers' group",
    {
        "CONTACT": "与在家子女联系 / Contact with children at home",
        "MUTUAL_HELP": "职工家庭互助 / Families of workers help each other",
    },
)

MATCHED_NEED = Enum(
    "MatchedNeed",
    "需求类别(二(五)) / Kind of need",
    {
        "STUDY": "学习 / Learning",
        "COMPANY": "陪伴 / Company",
        "COUNSELLING": "心理疏导 / Counselling",
        "FAMILY_EDUCATION": "家庭教育 / Family education",
        "MATERIAL": "物质帮助 / Material help",
        "RIGHTS": "维权 / Rights",
    },
)

NEED_STATUS = Enum(
    "NeedMatchStatus",
    "对接状态 / Status of matching",
    {"OPEN": "待对接 / Open", "MATCHED": "已对接 / Matched", "SERVED": "已服务 / Served"},
)

OPINION_SOURCE = Enum(
    "OpinionSource",
    "舆情来源(五(三)) / Source of public opinion",
    {
        "NEWS": "新闻媒体 / News",
        "SOCIAL_MEDIA": "社交媒体 / Social media",
        "SHORT_VIDEO": "短视频 / Short video",
        "FORUM": "论坛 / Forum",
        "OTHER": "其他 / Other",
    },
)

OPINION_LEVEL = Enum(
    "OpinionLevel",
    "舆情等级(五(三)) / Level of alert",
    {
        "GENERAL": "一般 / General",
        "CONSIDERABLE": "较大 / Considerable",
        "MAJOR": "重大 / Major",
        "GRAVE": "特别重大 / Grave",
    },
)

OPINION_STATUS = Enum(
    "OpinionStatus",
    "舆情处理状态 / Status of alert",
    {"ASSIGNED": "已交办 / Assigned", "ANSWERED": "已回应 / Answered", "CLOSED": "已办结 / Closed"},
)

PUBLICATION_KIND = Enum(
    "PublicationKind",
    "宣传类别(五(三)) / Kind of publication",
    {
        "LAW": "法律法规解读 / Law explained",
        "MODEL_CASE": "先进典型 / Model case",
        "FAMILY_DUTY": "家庭履责 / Duties of families",
    },
)

PUBLICATION_CHANNEL = Enum(
    "PublicationChannel",
    "宣传渠道 / Channel of publication",
    {
        "NEWS": "新闻媒体 / News",
        "ONLINE": "网络平台 / Online",
        "LEAFLET": "宣传资料 / Leaflet",
        "EVENT": "现场活动 / Event",
    },
)

EXPOSED_VIOLATION = Enum(
    "ExposedViolation",
    "曝光的违法行为(五(三)) / Violation exposed",
    {
        "VIOLENCE": "暴力、虐待 / Violence or abuse",
        "NEGLECT": "不履行监护职责、遗弃 / Neglect or abandonment",
        "SEXUAL": "性侵害 / Sexual harm",
        "LABOUR": "非法用工 / Unlawful employment",
        "UNREPORTED": "未履行强制报告义务 / Failure to report",
    },
)
