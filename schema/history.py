"""History: an entity that keeps one has revisions, a row for each member that a change gave another value.

`Entity.history` declares it; the revision's entity (`ChildRevision`) and the relation `history` to it are made here, so that
both follow the record's declaration. Which revisions a caller sees follows from the record (`authz/history.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from schema.catalog import Entity, Field, Relation, Subject, key_of
from schema.declare import EQ, moment, ref, text, to_many, to_one

GROUP = "history"
"""Field group of the relation `history` on the record."""


def kept(record: Entity) -> tuple[Field, ...]:
    """The members whose changes are kept: what is stored in the record's own row and shown. A relation is none of them."""
    return tuple(f for f in record.fields if not f.asks)


def revision_of(record: Entity) -> Entity:
    """The entity of the revisions of `record`, which keeps a history."""
    assert record.history  # noqa: S101 - asked of records with a history
    chinese, _, english = record.label.partition(" / ")
    key = key_of(record.name)
    by_child = key == "child_id" or "child_id" in record.storage
    extra = () if key == "child_id" or not by_child else (ref("child_id", nullable=record.storage["child_id"][1]),)
    return Entity(
        name=f"{record.name}Revision",
        prefix=record.history,
        label=f"{chinese}的变更记录 / Change of a member: {english}",
        plural=f"{record.singular}Revisions",
        subject=Subject.CHILD if by_child else Subject.SELF,
        fields=(
            text("member", "变更的项目,以接口名表示 / Member that changed, by its name in the API", "revision", filter=EQ),
            text("before", "变更前的值,文本形式;此前为空时为 null / Value before, as text; null where there was none", "revision",
                 nullable=True),
            text("annotation", "附注:记录不改写,注于该项目旁;变更时为 null / Note beside a member of a record that is never overwritten; "
                 "null of a change", "revision", nullable=True),
            moment("changedAt", "变更时间 / Changed at", "revision", order="changed_at"),
            text("basis", "变更所依条款代号 / Code of the legal basis of the change", "who", filter=EQ),
        ),
        relations=(
            to_one(record.singular, record.name, f"所属记录 / {record.name} that changed", "revision", key=key),
            to_one("organisation", "Organisation", "变更单位,本人变更时为 null / Organisation that changed it, null where a person did "
                   "for himself", "who", key="organisation_id"),
        ),
        columns=(ref(key), *extra, ref("organisation_id", nullable=True)),
        default_order=("-changedAt",),
        revises=record.name,
    )  # fmt: skip


def _with_relation(record: Entity) -> Entity:
    label = "变更历史,限本人可见的项目 / Its changes, of the members that the caller reads in this record now"
    history: Relation = to_many("history", f"{record.name}Revision", label, GROUP, key=key_of(record.name))
    return replace(record, relations=(*record.relations, history))


def with_history(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """The entities, those that keep a history with the relation to it, then the entities of their revisions."""
    given = tuple(entities)
    records = tuple(_with_relation(e) if e.history else e for e in given)
    return (*records, *(revision_of(e) for e in given if e.history))


__all__ = ["kept", "revision_of", "with_history"]
