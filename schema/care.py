"""The register of bodies that care, their supervision, and the children in the care of an institution (二(五))."""

from schema.catalog import Entity, Mask, Subject
from schema.declare import DIVISIONS, EQ, choice, date_field, integer, ref, text, to_many, to_one
from schema.enums import RELATIONSHIP
from schema.services_enums import (
    BODY_SUPERVISION_RESULT,
    CARE_BODY_KIND,
    CARE_EVENT_KIND,
    CARE_PREMISES,
    CARE_PRESENCE,
    CARE_STATUS,
    LICENCE_STATUS,
)

CARE_BODY = Entity(
    name="CareBody",
    prefix="wcb",
    label="社会力量登记(二(五)) / Entry in the register of bodies that care",
    plural="careBodies",
    fields=(
        choice("kind", CARE_BODY_KIND, "类别 / Kind", "entry"),
        text("licenceNumber", "许可或登记证号 / Number of the licence", "entry", filter=EQ, order="licence_number"),
        choice("licenceStatus", LICENCE_STATUS, "许可状态 / Status of the licence", "entry"),
        date_field("licensedUntil", "许可有效期至 / Licensed until", "entry"),
        text("services", "服务内容 / Services", "entry"),
        choice("premises", CARE_PREMISES, "场所依托 / Premises", "entry"),
        integer("places", "可容纳儿童数 / Places", "entry", filter=("range",)),
    ),
    relations=(
        to_one("organisation", "Organisation", "机构 / Organisation", "entry", key="organisation_id"),
        to_many("supervisions", "BodySupervision", "监督记录 / Supervision", "supervision", key="care_body_id", small=True),
        to_many("staffChecks", "StaffCheck", "从业查询 / Checks of staff records", "supervision", key="care_body_id",
                small=True),
    ),
    columns=(ref("organisation_id"), ref("district_id")),
    default_order=("licenceNumber",),
)

BODY_SUPERVISION = Entity(
    name="BodySupervision",
    prefix="wbs",
    label="机构监督(二(五)) / Supervision of a body that cares",
    plural="bodySupervisions",
    fields=(
        date_field("supervisedOn", "监督日期 / Supervised on", "supervision", order="supervised_on"),
        text("supervisorName", "监督人员 / Supervisor", "supervision", mask=Mask.NAME),
        choice("result", BODY_SUPERVISION_RESULT, "结果 / Result", "supervision"),
        text("findings", "问题 / Findings", "supervision", nullable=True),
        date_field("mendBy", "整改期限 / To be mended by", "supervision", nullable=True),
    ),
    relations=(to_one("careBody", "CareBody", "机构 / Body", "supervision", key="care_body_id"),),
    columns=(ref("care_body_id"), ref("district_id")),
    default_order=("-supervisedOn",),
)

STAFF_CHECK = Entity(
    name="StaffCheck",
    prefix="wsc",
    label="从业人员违法犯罪记录查询(未成年人保护法 六十二) / Check of staff for records of offences",
    plural="staffChecks",
    fields=(
        date_field("checkedOn", "查询日期 / Checked on", "check", order="checked_on"),
        integer("staff", "从业人数 / Staff", "check"),
        integer("checked", "已查询人数 / Checked", "check"),
        integer("barred", "有记录不得从业人数 / Barred by a record", "check"),
        date_field("nextDueOn", "下次应查日期 / Next check due on", "check"),
    ),
    relations=(to_one("careBody", "CareBody", "机构 / Body", "check", key="care_body_id"),),
    columns=(ref("care_body_id"), ref("district_id")),
    default_order=("-checkedOn",),
)

CARE_ENROLMENT = Entity(
    name="CareEnrolment",
    prefix="wce",
    label="托管登记(二(五)) / A child in the care of an institution",
    plural="careEnrolments",
    subject=Subject.CHILD,
    fields=(
        choice("status", CARE_STATUS, "状态 / Status", "enrolment"),
        date_field("startedOn", "入托日期 / Started on", "enrolment", order="started_on"),
        date_field("endedOn", "离托日期 / Ended on", "enrolment", nullable=True),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "enrolment", key="child_id"),
        to_many("pickUpPersons", "PickUpPerson", "接送人 / Persons who fetch the child", "enrolment", key="enrolment_id",
                small=True),
        to_many("attendances", "CareAttendance", "托管出勤 / Attendance", "enrolment", key="enrolment_id"),
        to_many("events", "CareEvent", "托管事件 / Events", "enrolment", key="enrolment_id", small=True),
    ),
    columns=(ref("child_id"), ref("organisation_id"), *DIVISIONS),
    default_order=("-startedOn",),
)

PICK_UP_PERSON = Entity(
    name="PickUpPerson",
    prefix="wpu",
    label="接送人(二(五)) / Person who may fetch a child from care",
    plural="pickUpPersons",
    subject=Subject.CHILD,
    fields=(
        text("name", "姓名 / Name", "person", mask=Mask.NAME),
        text("telephone", "电话 / Telephone", "person", filter=("eq",), exact=True, mask=Mask.TELEPHONE),
        choice("relationship", RELATIONSHIP, "与儿童关系 / Relationship to the child", "person"),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "person", key="child_id"),
        to_one("enrolment", "CareEnrolment", "托管登记 / Enrolment", "person", key="enrolment_id"),
    ),
    columns=(ref("child_id"), ref("enrolment_id"), ref("organisation_id"), *DIVISIONS),
)

CARE_ATTENDANCE = Entity(
    name="CareAttendance",
    prefix="wca",
    label="托管出勤(二(五)) / Attendance of a child in care",
    plural="careAttendances",
    subject=Subject.CHILD,
    fields=(
        date_field("date", "日期 / Date", "attendance", order="date"),
        choice("presence", CARE_PRESENCE, "出勤情况 / Presence", "attendance"),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "attendance", key="child_id"),
        to_one("enrolment", "CareEnrolment", "托管登记 / Enrolment", "attendance", key="enrolment_id"),
    ),
    columns=(ref("child_id"), ref("enrolment_id"), ref("organisation_id"), *DIVISIONS),
    default_order=("-date",),
)

CARE_EVENT = Entity(
    name="CareEvent",
    prefix="wcv",
    label="托管事件(二(五)) / Event of a child in care",
    plural="careEvents",
    subject=Subject.CHILD,
    fields=(
        choice("kind", CARE_EVENT_KIND, "类别 / Kind", "event"),
        date_field("happenedOn", "日期 / Happened on", "event", order="happened_on"),
        text("description", "经过 / Description", "note"),
        text("handling", "处理 / What was done", "note", nullable=True),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "event", key="child_id"),
        to_one("enrolment", "CareEnrolment", "托管登记 / Enrolment", "event", key="enrolment_id"),
    ),
    columns=(ref("child_id"), ref("enrolment_id"), ref("organisation_id"), *DIVISIONS),
    default_order=("-happenedOn",),
)
