"""School, Enrolment and AttendanceDay. A School is an Organisation and shares its key."""

from schema.catalog import Entity, Relation, Subject
from schema.declare import DIVISIONS, EQ, boolean, choice, date_field, integer, ref, text, to_many, to_one
from schema.enums import ATTENDANCE, SCHOOL_STAGE

OF_PUPIL = (ref("child_id"), ref("school_id"), ref("school_district_id"), *DIVISIONS)
"""Columns of a school's record of a pupil; `school_district_id`: the district of the school, whatever the residence."""


def of_pupil(group: str) -> tuple[Relation, ...]:
    """The relations of a school's record of a pupil."""
    return (
        to_one("child", "Child", "儿童 / Child", group, key="child_id"),
        to_one("school", "School", "学校 / School", group, key="school_id"),
    )


SCHOOL = Entity(
    name="School",
    prefix="sch",
    label="学校或幼儿园 / School or kindergarten",
    plural="schools",
    key_from="Organisation",
    fields=(
        text("name", "名称 / Name", "name", filter=EQ, order="name_sort"),
        choice("stage", SCHOOL_STAGE, "学段 / Stage", "name"),
        boolean("boarding", "寄宿制 / Boarding", "name"),
    ),
    relations=(
        to_one("organisation", "Organisation", "机构 / Organisation", "name", key="id"),
        to_one("town", "Town", "所在镇街 / Town", "division", key="town_id"),
        to_one("village", "Village", "所在村居 / Village", "division", key="village_id"),
        to_many("pupils", "Child", "在校儿童 / Pupils", "pupils", key="school_id"),
        to_many("safetyChecks", "SafetyCheck", "安全检查 / Safety checks", "safety", key="school_id", small=True),
        to_many("counsellors", "Counsellor", "法制辅导员 / Legal counsellors", "counsellor", key="school_id", small=True),
        to_many("preventionTalks", "PreventionTalk", "预防宣传 / Prevention talks", "talks", key="school_id", small=True),
    ),
    columns=(*DIVISIONS,),
    default_order=("name",),
)

ENROLMENT = Entity(
    name="Enrolment",
    prefix="enr",
    label="学籍(二(四)) / Enrolment",
    plural="enrolments",
    subject=Subject.CHILD,
    fields=(
        text("studentNumber", "学籍号 / Student number (none in kindergartens)", "enrolment", nullable=True,
             filter=("eq",), exact=True),
        integer("grade", "年级 / Grade", "enrolment", filter=("eq", "in", "range")),
        boolean("leftBehindMark", "学籍留守标识 / Left-behind mark", "enrolment"),
        boolean("boards", "寄宿 / Boards", "enrolment"),
        text("responsibleTeacher", "责任老师 / Responsible teacher", "enrolment", nullable=True),
        date_field("enrolledOn", "入学日期 / Enrolled on", "enrolment", order="enrolled_on"),
        date_field("leftOn", "离校日期 / Left on", "enrolment", nullable=True),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "enrolment", key="child_id"),
        to_one("school", "School", "学校 / School", "enrolment", key="school_id"),
    ),
    columns=(ref("child_id"), ref("school_id"), *DIVISIONS, ref("school_district_id", nullable=True)),
    default_order=("-enrolledOn",),
)

ATTENDANCE_DAY = Entity(
    name="AttendanceDay",
    prefix="att",
    label="每日出勤(二(四)) / Attendance of a day",
    plural="attendanceDays",
    subject=Subject.CHILD,
    fields=(
        date_field("date", "日期 / Date", "attendance", order="date"),
        choice("status", ATTENDANCE, "出勤情况 / Status", "attendance"),
        text("note", "备注 / Note", "attendance", nullable=True),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "attendance", key="child_id"),
        to_one("school", "School", "学校 / School", "attendance", key="school_id"),
    ),
    columns=(ref("child_id"), ref("school_id"), *DIVISIONS, ref("school_district_id", nullable=True)),
    default_order=("-date",),
)
