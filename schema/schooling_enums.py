"""Closed lists of values of what schools and kindergartens keep. Labels are "中文 / English"."""

from __future__ import annotations

from schema.catalog import Enum

CENSUS_RESULT = Enum(
    "CensusResult",
    "普查核对结果 / Result of a census",
    {
        "REGISTERED": "新登记 / Newly registered",
        "UNCHANGED": "情况未变 / Unchanged",
        "CHANGED": "情况有变 / Changed",
        "CEASED": "不再符合 / No longer left behind",
    },
)

ABSENCE_ALERT_STATUS = Enum(
    "AbsenceAlertStatus",
    "旷课预警状态 / Status of an absence alert",
    {
        "RAISED": "已预警 / Raised",
        "GUARDIAN_REACHED": "已联系监护人 / Guardian reached",
        "RETURNED": "已到校 / Back at school",
        "TURNED_DROPOUT": "转为辍学 / Became a dropout case",
    },
)

DROPOUT_STATUS = Enum(
    "DropoutStatus",
    "辍学登记状态 / Status of a dropout case",
    {"OPEN": "未复学 / Open", "RETURNED": "已复学 / Returned", "ELSEWHERE": "已在他校就读 / At another school"},
)

DROPOUT_REASON = Enum(
    "DropoutReason",
    "辍学原因 / Reason of dropping out",
    {
        "POVERTY": "家庭困难 / Poverty",
        "WORK": "外出务工 / Went to work",
        "WEARY_OF_STUDY": "厌学 / Weary of study",
        "ILLNESS": "疾病 / Illness",
        "FOLLOWED_PARENTS": "随父母外出 / Followed the parents",
        "UNKNOWN": "原因不明 / Unknown",
    },
)

PERSUASION_MANNER = Enum(
    "PersuasionManner",
    "劝返方式 / Manner of persuading back",
    {
        "HOME_VISIT": "家访 / Home visit",
        "TELEPHONE": "电话 / Telephone",
        "WITH_VILLAGE": "会同村居上门 / Visit with the village",
        "LETTER": "书面通知 / Letter",
    },
)

PERSUASION_RESULT = Enum(
    "PersuasionResult",
    "劝返结果 / Result of persuading",
    {
        "RETURNED": "已返校 / Returned",
        "PROMISED": "承诺返校 / Promised to return",
        "REFUSED": "拒绝返校 / Refused",
        "NOT_REACHED": "未能联系 / Not reached",
    },
)

SCHOOL_PAIRING_KIND = Enum(
    "SchoolPairingKind",
    "结对类别 / Kind of pairing at school",
    {
        "PROXY_PARENT": "代理家长 / Proxy parent",
        "TEACHER": "教师结对帮扶 / Paired teacher",
        "CLASSMATE": "同学结对帮扶 / Paired classmate",
    },
)

BOARDING_DECISION = Enum(
    "BoardingDecision",
    "寄宿安排 / Decision on boarding",
    {"APPLIED": "已申请 / Applied", "GRANTED": "已安排 / Granted", "WAITING": "待安排 / Waiting", "ENDED": "已退宿 / Ended"},
)

CARE_NOTICE_TOPIC = Enum(
    "CareNoticeTopic",
    "通报内容类别 / Topic of a notice",
    {"LEARNING": "学习 / Learning", "LIFE": "生活 / Life", "MIND": "心理 / Mind"},
)

CARE_NOTICE_CHANNEL = Enum(
    "CareNoticeChannel",
    "通报方式 / Channel of a notice",
    {
        "TELEPHONE": "电话 / Telephone",
        "MESSAGE": "短信或网络消息 / Message",
        "VIDEO": "视频 / Video",
        "LETTER": "书面 / Letter",
        "MEETING": "面谈或家长会 / Meeting",
    },
)

CARE_NOTICE_RECIPIENT = Enum(
    "CareNoticeRecipient",
    "通报对象 / Recipient of a notice",
    {"PARENT": "父母 / Parent", "ENTRUSTED_GUARDIAN": "受委托监护人 / Entrusted guardian"},
)

HOLIDAY_TERM = Enum(
    "HolidayTerm",
    "假期 / Holiday",
    {"WINTER": "寒假 / Winter holiday", "SUMMER": "暑假 / Summer holiday"},
)

HANDOVER_STATUS = Enum(
    "HandoverStatus",
    "交付清单状态 / Status of a handover list",
    {
        "DRAFTED": "编制中 / Drafted",
        "HANDED_OVER": "已交付待签收 / Handed over",
        "ACKNOWLEDGED": "已签收 / Acknowledged",
        "DISPUTED": "有出入 / With mismatches",
    },
)

HANDOVER_MISMATCH = Enum(
    "HandoverMismatch",
    "交付出入 / Mismatch of a handover",
    {
        "NONE": "无出入 / None",
        "NOT_ARRIVED": "未到村 / Did not arrive",
        "LIVES_ELSEWHERE": "不在本村居住 / Lives elsewhere",
        "NO_CARER_AT_HOME": "家中无人照料 / No carer at home",
    },
)

PROVISION_KIND = Enum(
    "ProvisionKind",
    "办学保障类别 / Kind of school provision",
    {
        "MERGED": "撤并 / Merged",
        "RESTORED": "恢复 / Restored",
        "NUTRITION": "营养改善 / Nutrition",
        "TRANSPORT": "上下学交通 / Transport",
        "DORMITORY_SAFETY": "宿舍安全 / Dormitory safety",
    },
)

DORMITORY_SHIFT = Enum(
    "DormitoryShift",
    "值班时段 / Shift of dormitory duty",
    {"EVENING": "晚间 / Evening", "NIGHT": "夜间 / Night", "WEEKEND": "周末 / Weekend"},
)

SCHOOL_TRAINING_AUDIENCE = Enum(
    "SchoolTrainingAudience",
    "培训对象 / Who is trained",
    {"CLASS_TEACHERS": "班主任 / Class teachers", "DORMITORY_STAFF": "宿舍管理人员 / Dormitory staff"},
)

SCHOOL_LESSON_TOPIC = Enum(
    "SchoolLessonTopic",
    "课程主题 / Topic of a lesson",
    {"MENTAL_HEALTH": "心理健康教育 / Mental health", "SELF_PROTECTION": "自护教育 / Self-protection"},
)

WELLBEING_KIND = Enum(
    "WellbeingKind",
    "发现类别 / Kind of finding on wellbeing",
    {"PSYCHOLOGICAL": "心理问题 / Psychological problem", "BEHAVIOUR": "不良行为 / Bad behaviour"},
)

WELLBEING_STATUS = Enum(
    "WellbeingStatus",
    "矫正状态 / Status of correction",
    {"FOUND": "已发现 / Found", "CORRECTING": "矫正中 / Under correction", "RESOLVED": "已改善 / Resolved"},
)

ADMISSION_RESULT = Enum(
    "AdmissionResult",
    "入学结果 / Result of an admission",
    {"PENDING": "办理中 / Pending", "ADMITTED": "已入学 / Admitted", "PLACED_ELSEWHERE": "统筹到他校 / Placed elsewhere"},
)

SCHOOL_CONTACT_KIND = Enum(
    "SchoolContactKind",
    "联系双方 / Who is in contact",
    {
        "CHILD_AND_PARENT": "子女与父母 / Child and parent",
        "PARENT_AND_TEACHER": "父母与老师 / Parent and teacher",
        "PARENT_AND_CARER": "父母与受委托监护人 / Parent and entrusted guardian",
    },
)

SCHOOL_CONTACT_CHANNEL = Enum(
    "SchoolContactChannel",
    "联系方式 / Channel of contact",
    {"TELEPHONE": "电话 / Telephone", "VIDEO": "视频 / Video", "MEETING": "见面 / Meeting"},
)

EDUCATION_SUBSIDY_KIND = Enum(
    "EducationSubsidyKind",
    "教育资助类别 / Kind of education subsidy",
    {
        "BOARDER_LIVING": "寄宿生生活补助 / Living costs of boarders",
        "NUTRITION": "营养膳食补助 / Meals",
        "PRESCHOOL": "学前资助 / Pre-school",
        "MATERIALS": "教辅与学习用品 / Learning materials",
    },
)

EXAM_KIND = Enum(
    "ExamKind",
    "考试类别 / Kind of examination",
    {"SENIOR_SECONDARY": "中考 / Entrance to senior secondary school", "COLLEGE": "高考 / Entrance to college"},
)

EXAM_STATUS = Enum(
    "ExamStatus",
    "报名状态 / Status of registration",
    {"APPLIED": "已报名 / Applied", "ACCEPTED": "已通过 / Accepted", "RETURNED": "需补材料 / Returned for papers"},
)
