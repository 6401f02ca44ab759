"""Closed lists of purchased services, relief and funds, work at home, and bodies that care."""

from schema.catalog import Enum

SERVICE_KIND = Enum(
    "ServiceKind",
    "专业服务类别(二(三)) / Kind of professional service",
    {
        "GUARDIANSHIP_GUIDANCE": "监护指导 / Guardianship guidance",
        "COUNSELLING": "心理疏导 / Counselling",
        "BEHAVIOUR_CORRECTION": "行为矫治 / Behaviour correction",
        "SOCIAL_INCLUSION": "社会融入 / Social inclusion",
        "FAMILY_RELATIONS": "家庭关系调适 / Family relations",
    },
)

BENEFICIARY = Enum(
    "Beneficiary",
    "受益对象 / Who benefits",
    {
        "HOUSEHOLD": "家庭 / Household",
        "BODY": "社会组织 / Body",
        "ENTERPRISE": "企业 / Enterprise",
    },
)

RELIEF_KIND = Enum(
    "ReliefKind",
    "减免类别 / Kind of relief",
    {
        "INCOME_TAX": "所得税 / Income tax",
        "TURNOVER_TAX": "流转税 / Turnover tax",
        "PROPERTY_TAX": "房产与土地使用税 / Property and land-use tax",
        "DONATION_DEDUCTION": "公益捐赠扣除 / Deduction of donations",
        "FEE": "行政事业性收费 / Administrative fee",
    },
)

FUNDING_KIND = Enum(
    "FundingKind",
    "经费类别 / Kind of funding",
    {
        "TOWN_WORK_FUND": "镇街工作经费 / Work fund of a town",
        "SERVICE_PURCHASE": "购买服务经费 / Purchase of services",
        "FACILITY": "场所设施经费 / Places and facilities",
    },
)

SUBSIDY_KIND = Enum(
    "SubsidyKind",
    "补助类别 / Kind of subsidy",
    {
        "LIVING": "生活补助 / Living",
        "BOARDING": "寄宿补助 / Boarding",
        "MEDICAL": "医疗补助 / Medical care",
        "CARE_PLACE": "托管床位补助 / Places of a care institution",
    },
)

FUNDS_SOURCE = Enum(
    "FundsSource",
    "资金来源 / What a total adds up",
    {"FUNDING": "经费 / Funding", "RELIEF": "减免 / Relief", "SUBSIDY": "补助 / Subsidies"},
)

FUNDS_KIND = Enum(
    "FundsKind",
    "资金类别 / Kind of relief, funding or subsidy",
    {**RELIEF_KIND.values, **FUNDING_KIND.values, **SUBSIDY_KIND.values},
)

ASSISTANCE_KIND = Enum(
    "AssistanceKind",
    "社会救助类别 / Kind of social assistance",
    {
        "SUBSISTENCE": "最低生活保障 / Subsistence allowance",
        "DESTITUTE": "特困人员供养 / Support of the destitute",
        "TEMPORARY": "临时救助 / Temporary assistance",
        "MEDICAL": "医疗救助 / Medical assistance",
        "EDUCATION": "教育救助 / Assistance with schooling",
    },
)

ASSISTANCE_SCOPE = Enum(
    "AssistanceScope",
    "纳入范围 / Who is included",
    {"CHILD": "儿童本人 / The child alone", "HOUSEHOLD": "全家 / The whole household"},
)

SUPPORT_KIND = Enum(
    "SupportKind",
    "支持类别 / Kind of support",
    {
        "UNSAFE_HOUSE": "危房改造 / Rebuilding of an unsafe house",
        "RELOCATION": "易地搬迁 / Relocation",
        "SANITATION": "改厨改厕 / Kitchen and sanitation",
        "PLANTING": "种植扶持 / Planting",
        "BREEDING": "养殖扶持 / Breeding",
        "COOPERATIVE": "合作社带动 / Share in a cooperative",
    },
)

OFFER_KIND = Enum(
    "OfferKind",
    "平台信息类别 / Kind of offer",
    {"JOB": "就业岗位 / Job", "STARTUP": "创业项目 / Start-up project"},
)

EMPLOYMENT_SUPPORT_KIND = Enum(
    "EmploymentSupportKind",
    "扶持方式 / Kind of employment support",
    {
        "PLACEMENT": "岗位推荐 / Placement",
        "TRAINING": "技能培训 / Training",
        "STARTUP_LOAN": "创业担保贷款 / Start-up loan",
        "STARTUP_GUIDANCE": "创业指导 / Start-up guidance",
    },
)

EMPLOYMENT_OUTCOME = Enum(
    "EmploymentOutcome",
    "扶持结果 / Outcome",
    {
        "PENDING": "进行中 / Pending",
        "EMPLOYED": "返乡就业 / Employed at home",
        "STARTED_UP": "返乡创业 / Started up at home",
        "DECLINED": "本人放弃 / Declined",
        "FAILED": "未达成 / Not achieved",
    },
)

CARE_BODY_KIND = Enum(
    "CareBodyKind",
    "登记组织类别(二(五)) / Kind of body on the register",
    {
        "SOCIAL_WORK": "社会工作服务机构 / Social work body",
        "CHARITY": "公益慈善组织 / Charity",
        "VOLUNTEER": "志愿服务组织 / Volunteer body",
        "CARE_INSTITUTION": "托管服务机构 / Care institution",
    },
)

CARE_PREMISES = Enum(
    "CarePremises",
    "场所依托 / Premises",
    {
        "OWN": "自有场所 / Own premises",
        "SCHOOL": "学校场所 / Premises of a school",
        "COMMUNITY": "社区场所 / Premises of a community",
    },
)

LICENCE_STATUS = Enum(
    "LicenceStatus",
    "许可状态 / Status of the licence",
    {"VALID": "有效 / Valid", "SUSPENDED": "暂停 / Suspended", "EXPIRED": "到期 / Expired"},
)

BODY_SUPERVISION_RESULT = Enum(
    "BodySupervisionResult",
    "监督结果 / Result of supervision",
    {
        "PASSED": "合格 / Passed",
        "TO_MEND": "限期整改 / To be mended",
        "MENDED": "整改合格 / Mended",
        "STOPPED": "责令停止服务 / Ordered to stop",
    },
)

CARE_STATUS = Enum(
    "CareStatus",
    "托管状态 / Status of care",
    {"IN_CARE": "在托 / In care", "LEFT": "离托 / Left"},
)

CARE_PRESENCE = Enum(
    "CarePresence",
    "托管出勤 / Presence in care",
    {
        "PRESENT": "到托 / Present",
        "EXCUSED": "请假 / Excused",
        "MISSED": "未到 / Missed",
        "FETCHED_LATE": "接送超时 / Fetched late",
    },
)

CARE_EVENT_KIND = Enum(
    "CareEventKind",
    "托管事件类别 / Kind of event in care",
    {
        "ILLNESS": "身体不适 / Illness",
        "INJURY": "磕碰受伤 / Injury",
        "CONFLICT": "儿童冲突 / Conflict among children",
        "NOT_FETCHED": "无人接回 / Not fetched",
        "OTHER": "其他 / Other",
    },
)
