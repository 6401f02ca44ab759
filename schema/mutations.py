"""Mutations, declared without bodies: resolvers register theirs by name.

`writes` says which member of which entity an input field writes, so that write grants decide which
input fields a view has. Fields that write nothing of an entity (keys, versions) are always there.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import strawberry

from schema.graphql_types import _NAMESPACE, field_with, make_class, many, optional, register


@dataclass(frozen=True)
class MutationSpec:
    """A mutation: its input fields as (GraphQL name, annotation, description), what they write, what it returns."""

    name: str
    label: str
    entity: str
    """The entity of which a row is written; its write grants make the mutation exist in a view."""
    result: str
    """The payload's field that holds the written record."""
    inputs: tuple[tuple[str, Any, str], ...]
    writes: Mapping[str, tuple[str, str]]
    receipt: bool = False
    """The payload has a receipt code (fileReport)."""

    @property
    def payload(self) -> str:
        return self.name[0].upper() + self.name[1:] + "Payload"

    @property
    def result_entity(self) -> str:
        """The entity of the record that the payload shows."""
        return self.result[0].upper() + self.result[1:]

    @property
    def input_type(self) -> str:
        return self.name[0].upper() + self.name[1:] + "Input"


KEY = ("idempotencyKey", str, "幂等键,8 至 100 字符 / Idempotency key, 8 to 100 characters")
ID = strawberry.ID


def _same(entity: str, *names: str) -> dict[str, tuple[str, str]]:
    return {n: (entity, n) for n in names}


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
    writes=_same(
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
    writes=_same("Guardian", "name", "sex", "birthDate", "identityNumber", "telephone", "employer", "destination")
    | _same("Guardianship", "relationship", "custody", "away", "awaySince", "entrusted", "presentCarer")
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
    writes=_same("AttendanceDay", "date", "status", "note") | {"childId": ("AttendanceDay", "child")},
)

FILE_REPORT = MutationSpec(
    name="fileReport",
    label="报告(四(一)) / File a report to the police",
    entity="Report",
    result="report",
    receipt=True,
    inputs=(
        KEY,
        ("kind", "ReportKind", "报告情形 / Kind"),
        ("childId", optional(ID), "在册儿童 / Child on file"),
        ("childDescription", str, "所述儿童情况 / The child as you know it"),
        ("content", str, "报告内容 / What happened"),
        ("discoveredAt", optional(datetime.datetime), "发现时间 / Discovered at"),
        ("divisionCode", optional(str), "发生地区划代码,6、9 或 12 位 / Where: division code of 6, 9 or 12 digits"),
        ("reporterName", optional(str), "报告人姓名 / Your name"),
        ("reporterTelephone", optional(str), "报告人电话 / Your telephone"),
    ),
    writes=_same("Report", "kind", "childDescription", "content", "discoveredAt", "reporterName", "reporterTelephone")
    | {"childId": ("Report", "child")},
)

RECORD_INCIDENT = MutationSpec(
    name="recordIncident",
    label="登记警情(四(二)) / Record an incident",
    entity="Incident",
    result="incident",
    inputs=(
        KEY,
        ("childId", ID, "儿童 / Child"),
        ("reportId", optional(ID), "来源报告 / Report it came from"),
        ("kind", "ReportKind", "情形 / Kind"),
        ("summary", str, "处置情况 / Summary"),
        ("filedAsCase", optional(bool), "是否立案 / Filed as a case"),
    ),
    writes=_same("Incident", "kind", "summary", "filedAsCase")
    | {"childId": ("Incident", "child"), "reportId": ("Incident", "report")},
)

MUTATIONS: Mapping[str, MutationSpec] = {
    spec.name: spec for spec in (REGISTER_CHILD, REGISTER_GUARDIAN, RECORD_ATTENDANCE, FILE_REPORT, RECORD_INCIDENT)
}


def make_mutation() -> type:
    """The Strawberry mutation class of all declared mutations. Generated types must exist already."""
    problem = {
        "field_": (optional(str), strawberry.field(name="field", description="输入字段 / Input field")),
        "code": (str, strawberry.field(description="代码,见 docs/errors.md / Code")),
        "message": (str, strawberry.field(description="说明 / Message")),
    }
    strawberry.type(make_class("Problem", problem), description="输入中的问题 / A problem of the input")
    members: dict[str, Any] = {"__annotations__": {}, "__module__": _NAMESPACE.__name__}
    for spec in MUTATIONS.values():
        inputs = {
            f"{n}_": (
                t,
                strawberry.field(name=n, description=d, **({"default": strawberry.UNSET} if "Optional" in str(t) else {})),
            )
            for n, t, d in spec.inputs
        }
        strawberry.input(make_class(spec.input_type, inputs), description=spec.label)
        payload: dict[str, tuple[Any, Any]] = {
            spec.result: (optional(spec.result_entity), strawberry.field(name=spec.result, description="记录 / Record")),
            "problems": (many("Problem"), strawberry.field(description="问题,空即成功 / Problems, none on success")),
        }
        if spec.receipt:
            payload["receipt_code"] = (
                optional(str),
                strawberry.field(name="receiptCode", description="回执码,凭此查询办理情况 / Receipt code: opens the report's status to its holder"),
            )
        strawberry.type(make_class(spec.payload, payload), description=spec.label)
        members[spec.name] = field_with(
            optional(spec.payload), spec.label, spec.name, (("input", spec.input_type, "输入 / Input"),)
        )
    made: type = strawberry.type(register(type("Mutation", (), members)), description="变更 / Mutation")
    return made
