"""An entity's table, derived from the catalog: columns, key, unique public id, references to other entities."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Identity, Table

from db.tables.base import IndexSpec, add_indexes, listed_by, metadata, unique
from db.tables.types import bytewise_text, type_of, whole_number
from schema.catalog import Cardinality, Entity, Field
from schema.entities import CATALOG

OWN_KEYS = frozenset({"Town", "Village"})
"""Entities whose key is a code from outside, so that the database never makes one."""


def sort_columns(entity: Entity) -> tuple[str, ...]:
    """Names of the stored sort keys: columns that fields order by and that are no column of the entity otherwise."""
    return tuple(f.order for f in entity.fields if f.order and f.order not in entity.storage)


def column_names(entity: Entity) -> tuple[str, ...]:
    """Every column of the entity's table in order."""
    return (*entity.storage, *sort_columns(entity))


def default_order(entity: Entity) -> tuple[str, ...]:
    """The entity's default order as columns, `-` in front for descending, without the key."""
    out = []
    for name in entity.default_order:
        member = entity.members[name.lstrip("-")]
        if not isinstance(member, Field):
            raise TypeError(f"{entity.name} is ordered by {name}, which is no field")
        column = member.order or member.column
        out.append(f"-{column}" if name.startswith("-") else column)
    return tuple(out)


def build(entity: Entity, *specs: IndexSpec, references: dict[str, str] | None = None) -> Table:
    """The table of `entity` with its indexes.

    To-one relations give the foreign keys; `references` names further ones (column -> table) that GraphQL never
    shows. The key is made by the database unless it is shared with another entity or a code from outside.
    """
    targets = {r.key: CATALOG[r.target].table for r in entity.relations if r.cardinality is Cardinality.ONE}
    targets.update(references or {})
    shared = entity.key_from is not None or entity.name in OWN_KEYS
    columns: list[Column[object]] = []
    for name, (kind, nullable) in entity.storage.items():
        target = targets.get(name)
        keys = [ForeignKey(f"{target}.id")] if target else []
        if name == "id":
            made = [] if shared else [Identity(always=False)]
            columns.append(Column("id", whole_number(), *keys, *made, primary_key=True, autoincrement=not shared))
        else:
            columns.append(Column(name, type_of(kind), *keys, nullable=nullable))
    columns.extend(Column(name, bytewise_text(), nullable=False) for name in sort_columns(entity))
    # AUTOINCREMENT: a key is never used again, or old log entries would point to a new person.
    table = Table(entity.table, metadata, *columns, sqlite_autoincrement=not shared)
    add_indexes(table, (unique("public_id"), *specs), default_order(entity))
    return table


def build_revisions(name: str) -> Table:
    """The table of an entity of revisions, listed by record, and by child where the record concerns one."""
    entity = CATALOG[name]
    keys = dict.fromkeys((entity.logged_as[1], *(c for c in ("child_id",) if c in entity.storage)))
    further = {"child_id": "child"} if "child_id" in keys else {}
    return build(entity, *(listed_by(key) for key in keys), references=further)
