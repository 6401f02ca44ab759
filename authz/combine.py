"""How grants, purposes, row rules and roles combine. Only this module combines; docs/policy-guide.md repeats the list.

1. No grant means no.
2. A deny line beats every allow line for the same subject (lines inherited too) and member, at its door or, with `*`,
   at all doors. A denial of `read` closes `mask` as well.
3. A row is visible when some door is open: an allow rule of the door holds for it and no deny rule of the door does.
4. A cell is visible when an open door grants the member and no `deny_group` rule of its group holds for the row.
5. `read` beats `mask` among the lines of a door and among open doors.
6. A row rule without a grant opens nothing; a grant without a row rule shows nothing; a door that only writes opens no row.
7. A write needs a `write` line naming the very door; no referral, emergency or purpose implies one.
8. Only readers and officers read, only officers write. Who acts for himself, or has no token, has no role; his own lines serve him.
9. An error means no: a policy with a fault is not loaded.
10. A referral or emergency door shows the purpose's members, as far as the subject reads (or sees masked) them through
    a duty door or a line names that door for it, and only to the subjects that the purpose lists.
11. A token with a purpose keeps the duty doors and the doors of that purpose; without one, all doors of the subject.
12. A revision (an entry of a record's history) stands at a door where its record is open at that door, which reads the member
    that changed in this row; its own rules can only deny.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from authz.caller import READING_ROLES, WRITING_ROLES, Role
from authz.declared import Purpose
from authz.grants import Grant, expand, is_duty
from authz.rows import Alternative, EntityRows
from authz.view import Action, CellGrant, DoorView, EntityView
from schema.catalog import Catalog, Entity
from schema.predicate import FALSE, And, Predicate, all_of, any_of, negate


@dataclass(frozen=True)
class DoorGrants:
    """What the lines give a subject at one door of an entity: cells to see, cells to write. Rules 1, 2, 5, 7, 10."""

    fields: Mapping[str, CellGrant]
    writes: Mapping[str, CellGrant]

    @property
    def empty(self) -> bool:
        return not self.fields and not self.writes


def cell_of(lines: Iterable[Grant], entity: str, member: str, action: str, door: str) -> Grant | None:
    """The line that grants one cell: the first allow line, unless a deny line closes it (rules 1 and 2)."""
    granting: Grant | None = None
    for g in lines:
        if g.entity != entity or member not in g.members:
            continue
        if g.closes(action, door):
            return None
        if granting is None and g.effect == "allow" and g.action == action and g.door == door:
            granting = g
    return granting


class EntityLines:
    """The lines of a subject that speak of one entity, its own first: by member, and the doors that they name."""

    def __init__(self, entity: Entity, lines: Iterable[Grant]) -> None:
        self.entity = entity
        self.of: dict[str, list[Grant]] = {}
        """Member -> its lines."""
        self.doors: dict[str, None] = {}
        for g in lines:
            if g.entity == entity.name:
                self.doors[g.door] = None
                for name in g.members:
                    self.of.setdefault(name, []).append(g)

    def cell(self, name: str, action: Action, door: str) -> CellGrant | None:
        """What the lines grant of one cell at one door."""
        g = cell_of(self.of[name], self.entity.name, name, action.value, door)
        return CellGrant(action, g.basis, g.source) if g else None

    def seen(self, name: str, door: str) -> CellGrant | None:
        """Read, else masked."""
        return self.cell(name, Action.READ, door) or self.cell(name, Action.MASK, door)

    def through_duty(self, name: str, door: str) -> CellGrant | None:
        """Rule 10: what a duty door shows of the member, unless a deny line closes it at this very door."""
        best: CellGrant | None = None
        for duty in filter(is_duty, self.doors):
            found = self.seen(name, duty)
            if found and not any(g.closes(found.action.value, door) for g in self.of[name]):
                best = _better(best, found)
        return best


def door_grants(lines: EntityLines, door: str, purpose: Purpose | None) -> DoorGrants:
    """The cells of one door of an entity. `purpose`: of a referral or emergency door."""
    covered = _purpose_members(lines.entity, purpose)
    fields: dict[str, CellGrant] = {}
    writes: dict[str, CellGrant] = {}
    if door not in lines.doors and not covered:
        return DoorGrants(fields, writes)
    for name in lines.entity.members:
        if name not in lines.of:
            continue
        seen = lines.seen(name, door) if purpose is None or name in covered else None
        if name in covered:
            seen = _better(seen, lines.through_duty(name, door))
        written = lines.cell(name, Action.WRITE, door)
        if seen:
            fields[name] = seen
        if written:
            writes[name] = written
    return DoorGrants(fields, writes)


def _better(one: CellGrant | None, other: CellGrant | None) -> CellGrant | None:
    """Rule 5; the first where both are equal."""
    if one is None or (other is not None and one.action is Action.MASK and other.action is Action.READ):
        return other
    return one


def _purpose_members(entity: Entity, purpose: Purpose | None) -> frozenset[str]:
    named = purpose.fields.get(entity.name, ()) if purpose else ()
    return frozenset(name for column in named for name in expand(entity, column))


def grants_of(
    lines: tuple[Grant, ...], subject: str, purposes: Iterable[Purpose], catalog: Catalog
) -> dict[str, dict[str, DoorGrants]]:
    """Entity -> door -> cells, for every door at which the subject is granted something. Duty doors come first."""
    doors: dict[str, Purpose | None] = {"duty": None}
    for p in sorted(purposes, key=lambda p: not is_duty(p.door)):
        if is_duty(p.door):
            doors[p.door] = None
        elif subject in p.subjects:
            doors[p.door] = p
    by_entity: dict[str, list[Grant]] = {}
    for g in lines:
        by_entity.setdefault(g.entity, []).append(g)
    out: dict[str, dict[str, DoorGrants]] = {}
    for entity in catalog:
        if entity.name in by_entity:
            of = EntityLines(entity, by_entity[entity.name])
            found = {door: door_grants(of, door, purpose) for door, purpose in doors.items()}
            if kept := {door: g for door, g in found.items() if not g.empty}:
                out[entity.name] = kept
    return out


def keeps_door(door: str, purpose: str | None) -> bool:
    """Rule 11."""
    return is_duty(door) or purpose is None or door.partition(":")[2] == purpose


def entity_view(
    entity: str,
    grants: Mapping[str, DoorGrants],
    rows: EntityRows,
    role: Role | None,
    alone: bool,
    purpose: str | None,
) -> EntityView | None:
    """The entity as a caller of this role and purpose has it, or None where nothing of it is open (rules 3 to 8).

    `alone`: the caller acts for no organisation.
    """
    reads = role in READING_ROLES or alone
    writes = role in WRITING_ROLES or alone
    doors = []
    for door, cells in grants.items():
        fields = cells.fields if reads else {}
        written = cells.writes if writes else {}
        disjuncts, sources = _open_rows(rows, door)
        if keeps_door(door, purpose) and disjuncts and (fields or written):
            doors.append(DoorView(door, disjuncts, fields, written, sources))
    if not doors:
        return None
    denials = {group: any_of(tuple(a.predicate for a in found)) for group, found in rows.group_denials.items()}
    showing, blind = tuple(d for d in doors if d.fields), tuple(d for d in doors if not d.fields)
    return EntityView(entity, showing, denials, blind)


def conjuncts(p: Predicate) -> tuple[Predicate, ...]:
    """The parts of a conjunction, or the predicate alone."""
    return p.parts if isinstance(p, And) else (p,)


def _open_rows(rows: EntityRows, door: str) -> tuple[tuple[Predicate, ...], tuple[str, ...]]:
    """Rule 3: each alternative less every denial at the door, with the line of its rule."""
    closed = tuple(negate(a.predicate) for a in rows.denies.get(door, ()))
    kept: dict[Predicate, Alternative] = {}
    for a in rows.allows.get(door, ()):
        whole = all_of((*conjuncts(a.predicate), *closed))
        if whole != FALSE:
            kept.setdefault(whole, a)
    return tuple(kept), tuple(a.source for a in kept.values())
