"""How a school cares for a pupil: pairing, boarding, notices, contact, wellbeing, subsidies (二(一), 二(四))."""

from schema.catalog import Entity, Subject
from schema.declare import DIVISIONS, EQ, RANGE, boolean, choice, date_field, integer, moment, ref, text, to_one
from schema.school import OF_PUPIL, of_pupil
from schema.schooling_enums import (
    BOARDING_DECISION,
    CARE_NOTICE_CHANNEL,
    CARE_NOTICE_RECIPIENT,
    CARE_NOTICE_TOPIC,
    EDUCATION_SUBSIDY_KIND,
    SCHOOL_CONTACT_CHANNEL,
    SCHOOL_CONTACT_KIND,
    SCHOOL_PAIRING_KIND,
    WELLBEING_KIND,
    WELLBEING_STATUS,
)

SCHOOL_PAIRING = Entity(
    name="SchoolPairing",
    prefix="spr",
    label="代理家长与结对帮扶(二(四)) / Proxy parent or pairing at school",
    plural="schoolPairings",
    subject=Subject.CHILD,
    fields=(
        choice("kind", SCHOOL_PAIRING_KIND, "类别 / Kind", "pairing"),
        text("partner", "代理家长或结对人 / Proxy parent or partner", "pairing"),
        date_field("startedOn", "开始日期 / Started on", "pairing", order="started_on"),
        date_field("endedOn", "结束日期 / Ended on", "pairing", nullable=True),
        date_field("lastMetOn", "最近一次关爱日期 / Last met on", "pairing", nullable=True),
    ),
    relations=of_pupil("pairing"),
    columns=OF_PUPIL,
    default_order=("-startedOn",),
)

BOARDING_PLACE = Entity(
    name="BoardingPlace",
    prefix="sbp",
    label="寄宿安排(二(四)) / Boarding place",
    plural="boardingPlaces",
    subject=Subject.CHILD,
    fields=(
        choice("decision", BOARDING_DECISION, "安排 / Decision", "boarding"),
        boolean("priority", "优先安排 / With priority", "boarding"),
        text("room", "宿舍 / Room", "boarding", nullable=True),
        date_field("startsOn", "起始日期 / Starts on", "boarding", order="starts_on"),
        date_field("endsOn", "截止日期 / Ends on", "boarding", nullable=True),
    ),
    relations=of_pupil("boarding"),
    columns=OF_PUPIL,
    default_order=("-startsOn",),
)

CARE_NOTICE = Entity(
    name="CareNotice",
    prefix="scr",
    label="定期通报(二(四)) / Regular notice to parents or entrusted guardian",
    plural="careNotices",
    subject=Subject.CHILD,
    fields=(
        choice("topic", CARE_NOTICE_TOPIC, "内容类别 / Topic", "notice"),
        choice("channel", CARE_NOTICE_CHANNEL, "方式 / Channel", "notice"),
        choice("recipient", CARE_NOTICE_RECIPIENT, "对象 / Recipient", "notice"),
        date_field("sentOn", "通报日期 / Sent on", "notice", order="sent_on"),
        date_field("deliveredOn", "送达日期 / Delivered on", "notice", nullable=True),
        text("content", "通报内容 / Text of the notice", "content"),
    ),
    relations=(
        *of_pupil("notice"),
        to_one("guardian", "Guardian", "送达的监护人 / Guardian addressed", "notice", key="guardian_id"),
        to_one("report", "Report", "来源报告 / Report behind the notice", "source", key="report_id"),
    ),
    columns=(*OF_PUPIL, ref("guardian_id"), ref("report_id", nullable=True)),
    default_order=("-sentOn",),
)

CONTACT_LOG = Entity(
    name="ContactLog",
    prefix="scl",
    label="亲情联系记录(二(一)、二(四)) / Contact with absent parents",
    plural="contactLogs",
    subject=Subject.CHILD,
    fields=(
        moment("contactedAt", "联系时间 / Contacted at", "contact", order="contacted_at"),
        choice("kind", SCHOOL_CONTACT_KIND, "联系双方 / Who was in contact", "contact"),
        choice("channel", SCHOOL_CONTACT_CHANNEL, "方式 / Channel", "contact"),
        integer("minutes", "时长(分钟) / Minutes", "contact", nullable=True, filter=RANGE),
        text("note", "记录 / Note", "note", nullable=True),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "contact", key="child_id"),
        to_one("guardian", "Guardian", "联系的父母 / Parent in contact", "contact", key="guardian_id"),
        to_one("helper", "Organisation", "协助机构 / Organisation that helped", "contact", key="helper_organisation_id"),
    ),
    columns=(ref("child_id"), ref("guardian_id"), ref("helper_organisation_id", nullable=True), *DIVISIONS),
    default_order=("-contactedAt",),
)

WELLBEING_FINDING = Entity(
    name="WellbeingFinding",
    prefix="swf",
    label="心理与行为问题(二(四)) / Finding on mind or behaviour, with its correction",
    plural="wellbeingFindings",
    subject=Subject.CHILD,
    sparse=True,
    fields=(
        choice("kind", WELLBEING_KIND, "类别 / Kind", "wellbeing"),
        choice("status", WELLBEING_STATUS, "状态 / Status", "wellbeing"),
        date_field("foundOn", "发现日期 / Found on", "wellbeing", order="found_on"),
        text("finding", "情况 / What was found", "finding"),
        text("correction", "疏导矫正措施 / Counselling or correction", "finding", nullable=True),
    ),
    relations=of_pupil("wellbeing"),
    columns=OF_PUPIL,
    default_order=("-foundOn",),
)

EDUCATION_SUBSIDY = Entity(
    name="EducationSubsidy",
    prefix="ses",
    label="教育资助(二(四)) / Education subsidy",
    plural="educationSubsidies",
    subject=Subject.CHILD,
    fields=(
        choice("kind", EDUCATION_SUBSIDY_KIND, "类别 / Kind", "subsidy"),
        integer("amount", "金额(元) / Amount (yuan)", "subsidy", filter=RANGE),
        integer("schoolYear", "学年(起始年) / School year, by the year it begins in", "year", filter=RANGE),
        date_field("grantedOn", "发放日期 / Granted on", "year", order="granted_on"),
        text("householdNumber", "受助户编号 / Number of the household that receives it", "recipient", nullable=True, filter=EQ),
    ),
    relations=(
        to_one("body", "Organisation", "代收单位 / Body that receives it", "recipient", key="body_organisation_id"),
        *of_pupil("pupil"),
    ),
    columns=(*OF_PUPIL, ref("body_organisation_id", nullable=True)),
    default_order=("-grantedOn",),
)
