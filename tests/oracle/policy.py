"""What a caller sees of a row: open doors, cells, masks. The numbered rules are those of docs/policy-guide.md."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from authz.caller import ATTRIBUTES, Caller
from core.clock import work_date
from schema.catalog import Cardinality, Entity, Field, Relation, snake
from schema.entities import CATALOG
from schema.views import Shown, Surface
from tests.oracle.grants import MASK, READ, Grants
from tests.oracle.masking import masked
from tests.oracle.polar import parse
from tests.oracle.possible import left_of, possible
from tests.oracle.rules import CallerFacts, Rules, compare
from tests.oracle.world import Row, World


@dataclass(frozen=True)
class Policy:
    """A policies folder, read."""

    grants: Grants
    rules: Mapping[str, Rules]

    @classmethod
    def read(cls, folder: Path) -> Policy:
        """Reads the grants, the purposes and every row rule of `folder`."""
        rules = {}
        for entity in CATALOG:
            file = folder / "rows" / f"{snake(entity.name)}.polar"
            rules[entity.name] = Rules(parse(file.read_text(encoding="utf-8")) if file.exists() else [])
        return cls(Grants.read(folder), rules)


def facts_of(caller: Caller, now: datetime) -> CallerFacts:
    """What row rules read of the caller."""
    known = {name: getattr(caller, name) for name in ("subject", "unit", "kind")}
    known["role"] = caller.role.value if caller.role else None
    known |= {name: getattr(caller, name) for name in ATTRIBUTES if hasattr(caller, name)}
    today = work_date(now)
    return CallerFacts({**known, "now": now, "today": today, **_school_age(today)})


def _school_age(today: date) -> dict[str, date]:
    """Birth dates between which children have six full years and not yet sixteen, found by counting them off."""
    days = [today - timedelta(days=n) for n in range(17 * 366)]
    return {
        "born_for_school_by": next(d for d in days if _age(d, today) >= 6),
        "born_for_school_after": next(d for d in days if _age(d, today) >= 16),
    }


def _age(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


class Eyes:
    """One caller looking at one world at one instant."""

    def __init__(self, policy: Policy, world: World, caller: Caller, now: datetime) -> None:
        self.policy = policy
        self.world = world
        self.caller = caller
        self.facts = facts_of(caller, now)
        self._open: dict[str, frozenset[str]] = {}
        self._hidden: dict[str, frozenset[str]] = {}
        """By public id, which has the entity's prefix."""

    def at(self, world: World) -> Eyes:
        """The same caller looking at another world. What the caller's constants decide is worked out once."""
        made = copy(self)
        made.world, made._open, made._hidden = world, {}, {}
        return made

    @cached_property
    def rules(self) -> Mapping[str, Rules]:
        """Entity -> the row rules that may hold for this caller on some row."""
        return {name: left_of(rules, self.facts) for name, rules in self.policy.rules.items()}

    @cached_property
    def doors(self) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
        """Entity -> door -> member -> read or mask: the caller's view, rules that cannot hold left out (rule 6)."""
        out: dict[str, dict[str, dict[str, str]]] = {}
        role = self.caller.role.value if self.caller.role else None
        for entity in CATALOG:
            rules = self.policy.rules[entity.name]
            granted = self.policy.grants.doors(self.caller.subject, role, self.caller.purpose, entity)
            if entity.revises:  # rule 12: where some member of the record is read; records come before their revisions
                of = out.get(entity.revises, {})
                read = {d for d, m in of.items() if any(a == READ and self._kept(entity, n) for n, a in m.items())}
                kept = {d: m for d, m in granted.items() if d in read}
            else:
                kept = {d: m for d, m in granted.items() if possible(rules, "allow", self.facts, d)}
            if kept:
                out[entity.name] = kept
        return out

    @staticmethod
    def _kept(revisions: Entity, name: str) -> bool:
        """A change of the record's member `name` is kept: it is stored in the record's own row."""
        member = CATALOG[str(revisions.revises)].members.get(name)
        return isinstance(member, Field) and member.asks is None

    def _told(self, row: Row, door: str) -> bool:
        """Rule 12: the record of a revision is open at the door, which reads the member that changed in it."""
        record = row.world.by_key[str(row.entity.revises)][row[snake(str(row.entity.revises)) + "_id"]]
        name = row["member"]
        reads = self.doors.get(record.entity.name, {}).get(door, {}).get(name) == READ
        if not reads or not self._kept(row.entity, name) or door not in self.open_doors(record):
            return False
        return record.entity.members[name].group not in self.hidden_groups(record)

    def open_doors(self, row: Row) -> frozenset[str]:
        """Doors of the row at which some allow rule holds and no deny rule does (rule 3); of a revision, by rule 12."""
        known = self._open.get(row.public_id)
        if known is None:
            rules = self.rules[row.entity.name]
            known = frozenset(
                door
                for door in self.doors.get(row.entity.name, ())
                if (self._told(row, door) if row.entity.revises else rules.holds("allow", self.facts, door, row))
                and not rules.holds("deny", self.facts, door, row)
            )
            self._open[row.public_id] = known
        return known

    def sees(self, row: Row | None) -> bool:
        """The row is visible: some door is open."""
        return row is not None and bool(self.open_doors(row))

    def hidden_groups(self, row: Row) -> frozenset[str]:
        """Field groups that a deny_group rule hides of this row, at every door (rule 4)."""
        known = self._hidden.get(row.public_id)
        if known is None:
            rules = self.rules[row.entity.name]
            known = frozenset(g for g in row.entity.groups if rules.holds("deny_group", self.facts, g, row))
            self._hidden[row.public_id] = known
        return known

    def action(self, row: Row, member: str) -> str | None:
        """read, mask or None for a cell: read beats mask among the open doors (rule 5)."""
        if row.entity.members[member].group in self.hidden_groups(row):
            return None
        doors = self.doors.get(row.entity.name, {})
        actions = {doors[door].get(member) for door in self.open_doors(row)}
        return READ if READ in actions else MASK if MASK in actions else None

    def value(self, row: Row, field: Field) -> Any:
        """What a field holds of a row: the stored value, or the answer to what it asks of the row and the caller."""
        asks = field.asks
        return row[field.column] if asks is None else compare(asks.op, row[asks.column], self.facts.facts.get(asks.attribute))

    def cell(self, row: Row, field: Field) -> Any:
        """The value that the caller is shown of a field of a visible row."""
        action = self.action(row, field.name)
        if action == READ:
            return self.value(row, field)
        return masked(field.mask, row[field.column]) if action == MASK else None

    def usable(self, row: Row, field: Field, column: str) -> Any:
        """What filters and orders work on: the stored `column` of a cell that is read, else null."""
        if self.action(row, field.name) != READ:
            return None
        return self.value(row, field) if column == field.column else row[column]

    def target(self, row: Row, relation: Relation) -> Row | None:
        """The visible row that a to-one relation shows."""
        found = row.one(relation) if self.action(row, relation.name) == READ else None
        return found if self.sees(found) else None

    def targets(self, row: Row, relation: Relation) -> list[Row] | None:
        """The visible rows that a to-many relation shows, in order of key; None where the relation is not shown."""
        if self.action(row, relation.name) != READ:
            return None
        return [r for r in row.many(relation) if self.sees(r)]

    def rows(self, entity: Entity) -> list[Row]:
        """All visible rows of an entity, in order of key."""
        return [r for r in self.world.rows[entity.name] if self.sees(r)]

    # -- the view as GraphQL shows it -------------------------------------------------------------------------------

    @cached_property
    def surface(self) -> Surface:
        """What the view shows at all, for schema.views.filter_schema (reading only)."""
        out = {}
        for name, doors in self.doors.items():
            entity = CATALOG[name]
            denied = frozenset(
                g for g in entity.groups if possible(self.policy.rules[name], "deny_group", self.facts, g)
            )
            out[name] = {
                m: self._shown(member, [d.get(m) for d in doors.values()], member.group in denied)
                for m, member in entity.members.items()
                if any(m in d for d in doors.values())
            }
        return Surface(out)

    @staticmethod
    def _shown(member: Field | Relation, actions: list[str | None], denied: bool) -> Shown:
        stored = not member.nullable if isinstance(member, Field) else member.cardinality is Cardinality.MANY
        everywhere = not denied and all(a == READ for a in actions)
        return Shown(readable=READ in actions, non_null=everywhere and stored)

    def readable(self, entity: Entity, member: str) -> bool:
        """Some door of the view reads the member."""
        return any(d.get(member) == READ for d in self.doors.get(entity.name, {}).values())
