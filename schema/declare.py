"""Short words for declaring entities: `text("name", "姓名 / Name", "identity")`."""

from __future__ import annotations

from typing import Any

from schema.catalog import Cardinality, Column, Enum, Field, Kind, Relation

EQ = ("eq", "in")
RANGE = ("eq", "in", "range")


def text(name: str, label: str, group: str, **options: Any) -> Field:
    """A text field."""
    return Field(name, Kind.TEXT, label, group, **options)


def integer(name: str, label: str, group: str, **options: Any) -> Field:
    """A whole number (64 bits stored, GraphQL Int shown)."""
    return Field(name, Kind.INT, label, group, **options)


def boolean(name: str, label: str, group: str, **options: Any) -> Field:
    """A truth value; filtered by `eq`."""
    return Field(name, Kind.BOOL, label, group, filter=("eq",), **options)


def date_field(name: str, label: str, group: str, **options: Any) -> Field:
    """A date of work (Asia/Shanghai), `YYYY-MM-DD`."""
    return Field(name, Kind.DATE, label, group, filter=RANGE, **options)


def moment(name: str, label: str, group: str, **options: Any) -> Field:
    """An instant, UTC, milliseconds."""
    return Field(name, Kind.DATETIME, label, group, filter=("range",), **options)


def choice(name: str, enum: Enum, label: str, group: str, **options: Any) -> Field:
    """A value of a closed list."""
    return Field(name, Kind.ENUM, label, group, enum=enum, filter=EQ, **options)


def to_one(name: str, target: str, label: str, group: str, key: str) -> Relation:
    """A relation to at most one `target`, through our column `key`."""
    return Relation(name, target, Cardinality.ONE, key, label, group)


def to_many(name: str, target: str, label: str, group: str, key: str, small: bool = False) -> Relation:
    """A relation to many `target`, through their column `key`."""
    return Relation(name, target, Cardinality.MANY, key, label, group, small)


def ref(name: str, nullable: bool = False) -> Column:
    """A column that holds the integer key of another row."""
    return Column(name, Kind.INT, nullable)


DIVISIONS = (ref("district_id"), ref("town_id"), ref("village_id"))
"""Residence of the child whom the row concerns: integer division codes of 6, 9 and 12 digits."""
