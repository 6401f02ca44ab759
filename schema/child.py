"""Child: the person whom the whole service is for."""

from schema.catalog import Column, Entity, Kind, Mask, Subject
from schema.declare import DIVISIONS, EQ, RANGE, boolean, choice, date_field, integer, ref, text, to_many, to_one
from schema.enums import CHILD_CATEGORY, SEX

CHILD = Entity(
    name="Child",
    prefix="chd",
    label="儿童 / Child",
    plural="children",
    subject=Subject.SELF,
    fields=(
        text("name", "姓名 / Name", "name", filter=EQ, order="name_sort", mask=Mask.NAME),
        choice("sex", SEX, "性别 / Sex", "person"),
        date_field("birthDate", "出生日期 / Birth date", "person", order="birth_date"),
        integer("birthYear", "出生年份 / Year of birth", "age", filter=RANGE, order="birth_year", generated=True),
        text("identityNumber", "公民身份号码(GB 11643) / Resident identity number", "identity_number",
             nullable=True, filter=("eq",), exact=True, mask=Mask.IDENTITY_NUMBER),
        choice("category", CHILD_CATEGORY, "儿童类别 / Category", "category"),
        boolean("inPoverty", "生活困难(四(三)) / In poverty", "key_target"),
        boolean("keyTarget", "重点对象(四(三)) / Followed as key target", "key_target"),
        integer("disabilityGrade", "残疾等级 1-4 / Disability grade 1 to 4", "disability", nullable=True,
                filter=("eq", "in", "isNull")),
        text("residenceAddress", "现居住地址 / Address of residence", "address", filter=("eq",), exact=True),
        text("registeredDivisionCode", "户籍所在区划代码 / Division code of registration", "registration", filter=EQ),
        date_field("onFileSince", "建档日期 / On file since", "file", order="on_file_since"),
    ),
    relations=(
        to_one("town", "Town", "现居住镇街 / Town of residence", "residence", key="town_id"),
        to_one("village", "Village", "现居住村居 / Village of residence", "residence", key="village_id"),
        to_one("household", "Household", "家庭 / Household", "household", key="household_id"),
        to_one("school", "School", "就读学校 / Present school", "schooling", key="school_id"),
        to_many("guardianships", "Guardianship", "监护关系 / Ties to guardians", "guardians", key="child_id", small=True),
        to_many("enrolments", "Enrolment", "学籍 / Enrolments", "schooling", key="child_id", small=True),
        to_many("attendanceDays", "AttendanceDay", "出勤 / Attendance", "attendance", key="child_id"),
        to_many("reports", "Report", "强制报告 / Reports", "reports", key="child_id", small=True),
        to_many("incidents", "Incident", "警情 / Incidents", "incidents", key="child_id", small=True),
        to_many("interventions", "Intervention", "干预帮扶 / Interventions", "interventions", key="child_id"),
        to_many("petitions", "Petition", "监护权申请 / Petitions", "petitions", key="child_id", small=True),
        to_many("referrals", "Referral", "转介 / Referrals", "referrals", key="child_id", small=True),
        to_many("emergencyAccesses", "EmergencyAccess", "紧急查阅 / Emergency accesses", "emergency", key="child_id",
                small=True),
    ),
    columns=(*DIVISIONS, ref("household_id", nullable=True), ref("school_id", nullable=True),
             Column("sealed", Kind.BOOL)),
    default_order=("name",),
)
