"""Registers and daily work: children, guardians, attendance (二)."""

from __future__ import annotations

import datetime

from schema.graphql_types import optional
from schema.mutations.declare import ID, KEY, MutationSpec, same

REGISTER_CHILD = MutationSpec(
    name="registerChild",
    label="登记儿童(二(二)) / Register a child",
    entity="Child",
    result="child",
    inputs=(
        KEY,
        ("name", str, "姓名 / Name"),
        ("sex", "Sex", "性别 / Sex"),
        ("birthDate", datetime.date, "出生日期 / Birth date"),
        ("identityNumber", optional(str), "公民身份号码 / Resident identity number"),
        ("category", "ChildCategory", "儿童类别 / Category"),
        ("inPoverty", optional(bool), "生活困难 / In poverty"),
        ("keyTarget", optional(bool), "重点对象 / Key target"),
        ("disabilityGrade", optional(int), "残疾等级 1-4 / Disability grade"),
        ("residenceAddress", str, "现居住地址 / Address of residence"),
        ("registeredDivisionCode", str, "户籍所在区划代码 / Division code of registration"),
        ("villageId", ID, "现居住村居 / Village of residence"),
        ("householdId", optional(ID), "家庭 / Household"),
    ),
    writes=same(
        "Child", "name", "sex", "birthDate", "identityNumber", "category", "inPoverty", "keyTarget",
        "disabilityGrade", "residenceAddress", "registeredDivisionCode",
    ) | {"villageId": ("Child", "village"), "householdId": ("Child", "household")},
)  # fmt: skip

REGISTER_GUARDIAN = MutationSpec(
    name="registerGuardian",
    label="登记监护人并建立监护关系(二(一)(二)) / Register a guardian of a child",
    entity="Guardian",
    result="guardianship",
    inputs=(
        KEY,
        ("childId", ID, "儿童 / Child"),
        ("relationship", "Relationship", "与儿童关系 / Relationship"),
        ("custody", bool, "法定监护 / Legal custody"),
        ("away", bool, "外出务工 / Works away"),
        ("awaySince", optional(datetime.date), "外出时间 / Away since"),
        ("entrusted", bool, "受委托监护 / Entrusted"),
        ("presentCarer", bool, "现照料人 / Present carer"),
        ("name", str, "姓名 / Name"),
        ("sex", optional("Sex"), "性别 / Sex"),
        ("birthDate", optional(datetime.date), "出生日期 / Birth date"),
        ("identityNumber", optional(str), "公民身份号码 / Resident identity number"),
        ("telephone", optional(str), "电话 / Telephone"),
        ("employer", optional(str), "务工单位 / Employer"),
        ("destination", optional(str), "务工地 / Place of work"),
    ),
    writes=same("Guardian", "name", "sex", "birthDate", "identityNumber", "telephone", "employer", "destination")
    | same("Guardianship", "relationship", "custody", "away", "awaySince", "entrusted", "presentCarer")
    | {"childId": ("Guardianship", "child")},
)

RECORD_ATTENDANCE = MutationSpec(
    name="recordAttendance",
    label="记录每日出勤(二(四)) / Record a day's attendance",
    entity="AttendanceDay",
    result="attendanceDay",
    inputs=(
        KEY,
        ("childId", ID, "儿童 / Child"),
        ("date", datetime.date, "日期 / Date"),
        ("status", "AttendanceStatus", "出勤情况 / Status"),
        ("note", optional(str), "备注 / Note"),
        ("expectedVersion", optional(str), "更改已有记录时所见的版本 / Version seen, when changing a record"),
    ),
    writes=same("AttendanceDay", "date", "status", "note") | {"childId": ("AttendanceDay", "child")},
)

AREA = (REGISTER_CHILD, REGISTER_GUARDIAN, RECORD_ATTENDANCE)
