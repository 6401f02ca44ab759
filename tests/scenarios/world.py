"""Reads `world.yaml`: rows by a name of their own, each with the columns that matter.

A column that refers to a row or person holds its name; `at` stands for district, town and village; `receipt` for the
hash of a receipt code. What is not given is null where that may be, else a value of no importance.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import yaml

from core.clock import NEVER_BEGAN, NEVER_ENDS
from db.pinyin import sort_key
from resolvers.work.reports import receipt_hash
from schema.catalog import Entity, Kind
from schema.entities import CATALOG
from schema.given_name import given_name
from tests.oracle.world import Values, World, columns_of, references
from tests.oracle.worlds import DIVISIONS, HIDDEN_REFERENCES

NOW = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
"""The instant at which every scenario plays: noon of a Monday in Chongqing."""
_NAME = re.compile(r"\$(\w+(?:\.\w+)?)")
_NEVER_ISSUED = 10**9
_NOTHING: dict[Kind, Any] = {
    Kind.TEXT: "", Kind.INT: 0, Kind.BOOL: False, Kind.DATE: date(2026, 1, 5), Kind.DATETIME: datetime(2026, 1, 5, tzinfo=UTC),
}  # fmt: skip


@dataclass(frozen=True)
class Stage:
    """The world and the integer key of each row: (entity, name) -> key. Persons are of the entity `person`."""

    world: World
    keys: dict[tuple[str, str], int]

    def public_id(self, name: str, issued: bool = True) -> str:
        """Public id of the row `name` or `Entity.name`; KeyError if there is none, or more than one."""
        entity, _, row = name.rpartition(".")
        found = [e for e, n in self.keys if n == row and (e == entity if entity else e != "person")]
        if len(found) != 1:
            raise KeyError(f"{name} names {len(found)} rows")
        return f"{CATALOG[found[0]].prefix}_{self.keys[found[0], row] + (0 if issued else _NEVER_ISSUED):032x}"

    def person(self, name: str) -> str:
        """Public id of a person."""
        return _person_id(self.keys["person", name])

    def filled(self, text: str, issued: bool = True) -> str:
        """The text with each `$name` replaced by the row's public id, or by an id that no row has."""
        return _NAME.sub(lambda found: self.public_id(found[1], issued), text)

    def subject(self, organisation: str) -> str:
        """The subject as which the organisation asks."""
        rows = {n: self.world.by_key["Organisation"][k] for (e, n), k in self.keys.items() if e == "Organisation"}
        row = rows[organisation]
        if row["kind"] != "UNIT":
            return str(row["kind"]).lower()
        return str(self.world.by_key["Unit"][row["unit_id"]]["code"])


def _person_id(key: int) -> str:
    return f"psn_{key:032x}"


class _Reader:
    def __init__(self, given: dict[str, Any]) -> None:
        self.persons: dict[str, dict[str, Any]] = given.pop("persons")
        self.places: dict[str, list[int]] = given.pop("places")
        self.given = given
        self.keys: dict[tuple[str, str], int] = {}
        for entity, rows in given.items():
            for name, row in rows.items():
                self.keys[entity, name] = row.get("id", len(self.keys) + 1)
        # A school's row has the key of its organisation.
        for entity, name in list(self.keys):
            if entity == "School":
                self.keys[entity, name] = self.keys["Organisation", name]
        for name in self.persons:
            self.keys["person", name] = len(self.keys) + 1

    def stage(self) -> Stage:
        tables = {
            e: tuple(self.whole(CATALOG[e], name, dict(row)) for name, row in rows.items())
            for e, rows in self.given.items()
        }
        persons = tuple(self.person(name, given) for name, given in self.persons.items())
        return Stage(World(tables, persons), self.keys)

    def person(self, name: str, given: dict[str, Any]) -> Values:
        key, organisation = self.keys["person", name], self.keys["Organisation", given["organisation"]]
        return {
            "id": key, "public_id": _person_id(key), "name": given["name"], "role": given.get("role", "officer"),
            "organisation_id": organisation, "suspended_at_ms": None,
        }  # fmt: skip

    def whole(self, entity: Entity, name: str, row: dict[str, Any]) -> Values:
        columns = columns_of(entity)
        if "at" in row:
            place = self.places[row.pop("at")]
            row |= {c: v for c, v in zip(DIVISIONS, place, strict=False) if c in columns}
        if entity.name == "Report":
            row["receipt_hash"] = receipt_hash(row.pop("receipt", name))
        row |= _follows(entity, row)
        unknown = row.keys() - columns.keys() - {"id"}
        assert not unknown, f"{entity.name} {name} has no {sorted(unknown)}"
        key = self.keys[entity.name, name]
        out: Values = {"id": key, "public_id": f"{entity.prefix}_{key:032x}"}
        for column, (kind, nullable) in columns.items():
            if column not in out:
                missing = None if nullable else _unimportant(entity, column, kind)
                out[column] = self.key(entity, column, row[column]) if column in row else missing
        return out

    def key(self, entity: Entity, column: str, value: Any) -> Any:
        if not column.endswith("_id") or not isinstance(value, str):
            return value
        target = HIDDEN_REFERENCES.get((entity.name, column)) or references(entity).get(column)
        # Kept without a foreign key where rows are many: named by what it refers to.
        by_name = column.removesuffix("_id").rpartition("_")[2]
        return self.keys[target or (by_name if by_name == "person" else by_name.capitalize()), value]


def _follows(entity: Entity, row: dict[str, Any]) -> dict[str, Any]:
    """Columns that follow from others."""
    out: dict[str, Any] = {}
    if "name_sort" in columns_of(entity) and "name" in row:
        out["name_sort"] = sort_key(row["name"])
    if entity.name == "Child":
        out |= {"birth_year": row["birth_date"].year, "given_name": given_name(row["name"])}
    if entity.name == "Guardianship":
        out |= {"ends_at": row.get("ends_at", NEVER_ENDS), "barred_until": row.get("barred_until", NEVER_BEGAN)}
    return out


def _unimportant(entity: Entity, column: str, kind: Kind) -> Any:
    if kind is Kind.ENUM:
        return next(iter(next(f for f in entity.fields if f.column == column and f.enum is not None).enum.values))  # type: ignore[union-attr]
    return _NOTHING.get(kind)


def read_stage(path: Path) -> Stage:
    """The world of a file; AssertionError or KeyError where it names what is not there."""
    return stage_of(yaml.safe_load(path.read_text(encoding="utf-8")))


def stage_of(given: dict[str, Any]) -> Stage:
    """The world of what such a file holds."""
    return _Reader(given).stage()
