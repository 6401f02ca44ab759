"""Campus safety and prevention by police with education, abduction cases and transfers of registration (二(三), 二(四))."""

from schema.catalog import Entity, Subject
from schema.declare import DIVISIONS, EQ, boolean, choice, date_field, integer, moment, ref, text, to_many, to_one
from schema.govern_enums import ABDUCTION_STATUS, CHECK_RESULT, PROTECTION_MEANS, TALK_THEME, TRANSFER_STATUS

SAFETY_CHECK = Entity(
    name="SafetyCheck",
    prefix="usc",
    label="校园安全检查(二(三)) / Safety check of a school",
    plural="safetyChecks",
    fields=(
        date_field("checkedOn", "检查日期 / Checked on", "check", order="checked_on"),
        choice("result", CHECK_RESULT, "结论 / Result", "check"),
        date_field("nextDueOn", "下次检查期限 / Next due on", "check"),
        text("inspector", "检查民警 / Officer", "check"),
    ),
    relations=(
        to_one("school", "School", "学校 / School", "check", key="school_id"),
        to_many("findings", "SafetyFinding", "隐患 / Findings", "check", key="safety_check_id", small=True),
    ),
    columns=(ref("school_id"), ref("organisation_id"), ref("district_id")),
    default_order=("-checkedOn",),
)

SAFETY_FINDING = Entity(
    name="SafetyFinding",
    prefix="usf",
    label="安全隐患(二(三)) / Finding of a safety check",
    plural="safetyFindings",
    fields=(
        choice("means", PROTECTION_MEANS, "防范类别 / Means of protection", "finding"),
        text("text", "问题 / What is wrong", "finding"),
        date_field("dueOn", "整改期限 / To be mended by", "finding", order="due_on"),
        date_field("mendedOn", "整改完成 / Mended on", "finding", nullable=True),
    ),
    relations=(
        to_one("safetyCheck", "SafetyCheck", "所属检查 / Safety check", "finding", key="safety_check_id"),
        to_one("school", "School", "学校 / School", "finding", key="school_id"),
    ),
    columns=(ref("safety_check_id"), ref("school_id"), ref("district_id")),
    default_order=("dueOn",),
)

COUNSELLOR = Entity(
    name="Counsellor",
    prefix="ucn",
    label="校外法制辅导员(二(三)) / Police officer as legal counsellor of a school",
    plural="counsellors",
    fields=(
        text("officerName", "民警姓名 / Officer", "counsellor"),
        date_field("appointedOn", "聘任日期 / Appointed on", "counsellor", order="appointed_on"),
        date_field("leftOn", "离任日期 / Left on", "counsellor", nullable=True),
        integer("lessonsGiven", "授课次数 / Lessons given", "counsellor"),
    ),
    relations=(to_one("school", "School", "学校 / School", "counsellor", key="school_id"),),
    columns=(ref("school_id"), ref("organisation_id"), ref("district_id")),
    default_order=("-appointedOn",),
)

PREVENTION_TALK = Entity(
    name="PreventionTalk",
    prefix="upt",
    label="预防宣传(二(三)) / Prevention talk by theme",
    plural="preventionTalks",
    fields=(
        choice("theme", TALK_THEME, "主题 / Theme", "talk"),
        date_field("heldOn", "日期 / Held on", "talk", order="held_on"),
        integer("audience", "听众人数 / Audience", "talk"),
        text("speaker", "宣讲民警 / Speaker", "talk"),
    ),
    relations=(to_one("school", "School", "学校 / School", "talk", key="school_id"),),
    columns=(ref("school_id"), ref("organisation_id"), ref("district_id")),
    default_order=("-heldOn",),
)

ABDUCTION_CASE = Entity(
    name="AbductionCase",
    prefix="uab",
    label="拐卖儿童案件(二(三)) / Abduction case with a named officer",
    plural="abductionCases",
    subject=Subject.CHILD,
    sparse=True,
    fields=(
        choice("status", ABDUCTION_STATUS, "状态 / State", "abduction"),
        moment("openedAt", "立案时间 / Opened at", "abduction", order="opened_at"),
        text("responsibleOfficer", "责任民警 / Officer who answers for it", "abduction"),
        date_field("foundOn", "找回日期 / Child found on", "abduction", nullable=True),
        text("progress", "侦办情况 / Progress", "file"),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "abduction", key="child_id"),
        to_one("incident", "Incident", "警情 / Incident it came from", "abduction", key="incident_id"),
    ),
    columns=(ref("child_id"), ref("incident_id", nullable=True), ref("organisation_id"), *DIVISIONS),
    default_order=("-openedAt",),
)

REGISTRATION_TRANSFER = Entity(
    name="RegistrationTransfer",
    prefix="urt",
    label="户口迁移(二(三)) / Transfer of household registration",
    plural="registrationTransfers",
    subject=Subject.CHILD,
    fields=(
        choice("status", TRANSFER_STATUS, "状态 / State", "transfer"),
        date_field("requestedOn", "申请日期 / Requested on", "transfer", order="requested_on"),
        date_field("doneOn", "办结日期 / Done on", "transfer", nullable=True),
        text("fromDivisionCode", "迁出地代码 / From, division code", "transfer", filter=EQ),
        text("toDivisionCode", "迁入地代码 / To, division code", "transfer", filter=EQ),
        boolean("withParents", "随父母迁移 / With the parents", "transfer"),
    ),
    relations=(to_one("child", "Child", "儿童 / Child", "transfer", key="child_id"),),
    columns=(ref("child_id"), ref("organisation_id"), *DIVISIONS),
    default_order=("-requestedOn",),
)

ENTITIES = (SAFETY_CHECK, SAFETY_FINDING, COUNSELLOR, PREVENTION_TALK, ABDUCTION_CASE, REGISTRATION_TRANSFER)
