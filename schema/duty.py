"""Duty and DutyCount: what is due by whom by when, made from the records by the rules of `policies/duties.yaml`."""

from schema.catalog import Asked, Column, Entity, Field, Kind, Subject
from schema.declare import EQ, moment, ref, text, to_many, to_one

MINE = Asked("organisation_id", "eq", "organisation_id")
OVERDUE = Asked("due_at", "lt", "now")

DUTY = Entity(
    name="Duty",
    prefix="dut",
    label="应办事项 / Duty: something due by someone by a date, with its clause",
    plural="duties",
    subject=Subject.CHILD,
    fields=(
        text("code", "事项代号 / Code, as policies/duties.yaml names it", "duty", filter=EQ),
        text("basis", "法律依据代号(条款) / Code of the legal basis, its clause", "duty", filter=EQ),
        text("title", "事项 / What is due, in Chinese and English", "duty"),
        moment("startedAt", "开始时间 / Due from", "time"),
        moment("dueAt", "期限 / Due by", "time", order="due_at"),
        Field("overdue", Kind.BOOL, "已逾期 / Its time is over", "state", filter=("eq",), asks=OVERDUE),
        Field("mine", Kind.BOOL, "由调用者的机构承担 / Owed by the caller's organisation", "state", filter=("eq",), asks=MINE),
    ),
    relations=(
        to_one("organisation", "Organisation", "责任单位 / Who owes it", "duty", key="organisation_id"),
        to_one("superior", "Organisation", "上级单位 / Who stands above", "duty", key="superior_organisation_id"),
        to_one("count", "DutyCount", "所属统计 / The count it belongs to", "duty", key="duty_count_id"),
        to_one("child", "Child", "儿童 / Child", "child", key="child_id"),
        to_one("guardian", "Guardian", "本人应办的监护人 / Guardian who owes it in person, if any", "child", key="guardian_id"),
    ),
    columns=(
        ref("organisation_id"), ref("superior_organisation_id", nullable=True), ref("guardian_id", nullable=True),
        ref("child_id", nullable=True), ref("district_id"), ref("duty_count_id"), Column("lapses_at", Kind.DATETIME),
        ref("source_id"), ref("period"), ref("barred_organisation_id", nullable=True), Column("sealed", Kind.BOOL),
    ),
    default_order=("dueAt",),
)  # fmt: skip
"""It stands from `startedAt` until `lapses_at`. `source_id`: the record it comes from, of the entity that its rule names."""

DUTY_COUNT = Entity(
    name="DutyCount",
    prefix="dct",
    label="应办事项统计 / Duties of one organisation and kind, to be counted",
    plural="dutyCounts",
    fields=(
        text("code", "事项代号 / Code, as policies/duties.yaml names it", "count", filter=EQ, order="code"),
        text("basis", "法律依据代号(条款) / Code of the legal basis, its clause", "count", filter=EQ),
        text("title", "事项 / What is due, in Chinese and English", "count"),
    ),
    relations=(
        to_one("organisation", "Organisation", "责任单位 / Who owes them", "count", key="organisation_id"),
        to_many("duties", "Duty", "事项(计数用 totalCount) / The duties; totalCount counts them", "count", key="duty_count_id"),
    ),
    columns=(ref("organisation_id"), ref("superior_organisation_id", nullable=True), ref("district_id")),
    default_order=("code",),
)
"""One for each organisation and code that ever owed; `duties(filter: {overdue: {eq: true}}) { totalCount }` counts."""

ENTITIES: tuple[Entity, ...] = (DUTY, DUTY_COUNT)
