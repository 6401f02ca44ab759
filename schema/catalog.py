"""The catalog: the one declaration of every entity, field and relation.

Everything else is derived from it: GraphQL types, tables, what a grant may name, what a row rule may
read, what an operation may select. An entity `Child` is declared in `schema/child.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


class Kind(StrEnum):
    """The kind of a stored value. The value is the name of the GraphQL scalar (enums have their own)."""

    ID = "ID"
    TEXT = "String"
    INT = "Int"
    BOOL = "Boolean"
    DATE = "Date"
    DATETIME = "DateTime"
    ENUM = "Enum"


class Mask(StrEnum):
    """How a masked value is shown (GB 11643 identity numbers, names 张*三, telephones 3+4)."""

    IDENTITY_NUMBER = "identity_number"
    NAME = "name"
    TELEPHONE = "telephone"


class Cardinality(StrEnum):
    """How many rows a relation leads to."""

    ONE = "one"
    MANY = "many"


def snake(name: str) -> str:
    """`birthDate` -> `birth_date`: the column and Polar name of a field."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def key_of(entity: str) -> str:
    """`Guardian` -> `guardian_id`: the column by which other tables refer to an entity that they follow."""
    return f"{snake(entity)}_id"


@dataclass(frozen=True, slots=True)
class Enum:
    """A closed list of values; stored by GraphQL name. `values` maps name -> "中文 / English"."""

    name: str
    label: str
    values: Mapping[str, str]

    def __hash__(self) -> int:
        return hash(self.name)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to a stored column of the same row: does it compare so (`eq`, `lt`, ...) with what the request brings?

    `attribute` is one of the caller's or of the clock's, as row rules have them (`now`, `organisation_id`).
    """

    column: str
    op: str
    attribute: str


@dataclass(frozen=True)
class Field:
    """A stored value of an entity that GraphQL may show. `group` is what grants call `@group`."""

    name: str
    kind: Kind
    label: str
    group: str
    nullable: bool = False
    enum: Enum | None = None
    filter: tuple[str, ...] = ()
    """Operators of the filter input: any of eq, in, range (lt lte gt gte), isNull."""
    order: str | None = None
    """Column that orders by this field (e.g. a pinyin key), None where ordering is not offered."""
    mask: Mask | None = None
    exact: bool = False
    """Matched exactly or not at all, under a quota, its operand hashed in the log (numbers, addresses)."""
    generated: bool = False
    """Derived on writing from other columns; never an input."""
    asks: Asked | None = None
    """Of a truth value that is not stored: what is asked of the row when it is read."""

    @cached_property
    def column(self) -> str:
        return snake(self.name)


@dataclass(frozen=True)
class Relation:
    """A way from one entity to another. `key` is the column that refers: ours for ONE, the target's for MANY."""

    name: str
    target: str
    cardinality: Cardinality
    key: str
    label: str
    group: str
    small: bool = False
    """MANY: the fan-out is known to be small (a child's guardians)."""

    @cached_property
    def snake_name(self) -> str:
        return snake(self.name)


@dataclass(frozen=True, slots=True)
class Column:
    """A stored value that GraphQL never shows: keys, division keys, sort keys, hashes."""

    name: str
    kind: Kind
    nullable: bool = False


class Subject(StrEnum):
    """Whose record a row is, for the disclosure log."""

    SELF = "self"
    """The row is a person's or household's own record, logged under its own key."""
    CHILD = "child"
    """The row concerns the child `child_id` (logged under its own key where that is null)."""
    NONE = "none"
    """The row concerns no person."""


@dataclass(frozen=True)
class Entity:
    """A type of record. `key` is its integer primary key column, `public_id` its typed random id."""

    name: str
    prefix: str
    label: str
    plural: str
    """Root field of the list (`children`); the single root field is the name in lower camel case."""
    fields: tuple[Field, ...]
    relations: tuple[Relation, ...] = ()
    columns: tuple[Column, ...] = ()
    default_order: tuple[str, ...] = ()
    """Names of fields, `-` in front for descending; the key always breaks ties."""
    subject: Subject = Subject.NONE
    sparse: bool = False
    """Few rows beside the children on file: driving a query from it is cheap."""
    key_from: str | None = None
    """The entity whose integer key this one shares (a School is an Organisation)."""
    history: str | None = None
    """Of an entity whose changes are kept member by member: the prefix of its revisions' public ids (`schema/history.py`)."""
    revises: str | None = None
    """Of an entity of revisions: the entity whose changes they are."""

    @property
    def table(self) -> str:
        return snake(self.name)

    @property
    def singular(self) -> str:
        return self.name[0].lower() + self.name[1:]

    @cached_property
    def members(self) -> Mapping[str, Field | Relation]:
        """Fields and relations by GraphQL name, in order of declaration."""
        return {f.name: f for f in self.fields} | {r.name: r for r in self.relations}

    @cached_property
    def storage(self) -> Mapping[str, tuple[Kind, bool]]:
        """Column name -> (kind, nullable), for every column of the table in order: keys, fields, hidden ones."""
        out: dict[str, tuple[Kind, bool]] = {"id": (Kind.INT, False), "public_id": (Kind.ID, False)}
        for f in self.fields:
            if not f.asks:
                out[f.column] = (f.kind, f.nullable)
        for c in self.columns:
            out[c.name] = (c.kind, c.nullable)
        return out

    @cached_property
    def logged_as(self) -> tuple[str, str]:
        """(entity, own column): the person's or household's own record under whose key a row is logged where no child is."""
        return (self.revises, key_of(self.revises)) if self.revises else (self.name, "id")

    @cached_property
    def groups(self) -> Mapping[str, tuple[str, ...]]:
        """Field group -> names of its members."""
        out: dict[str, list[str]] = {}
        for m in self.members.values():
            out.setdefault(m.group, []).append(m.name)
        return {g: tuple(names) for g, names in out.items()}


@dataclass(frozen=True)
class Catalog:
    """All entities by name."""

    entities: Mapping[str, Entity] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Entity:
        return self.entities[name]

    def __iter__(self) -> Iterator[Entity]:
        return iter(self.entities.values())

    def __contains__(self, name: str) -> bool:
        return name in self.entities

    @cached_property
    def by_prefix(self) -> Mapping[str, Entity]:
        """Entity by the prefix of its public ids."""
        return {e.prefix: e for e in self}

    @cached_property
    def enums(self) -> Mapping[str, Enum]:
        """Every enum used by a field, by name."""
        return {f.enum.name: f.enum for e in self for f in e.fields if f.enum}
