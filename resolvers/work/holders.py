"""Who keeps a record: the organisation whose duty writes a member of it in that row, near the child before far from it.

Records that are cases (a state table moves them) are never overwritten; whoever moves them keeps them and may note beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cachetools import LRUCache
from sqlalchemy import and_, bindparam, or_, select

from authz.view import EntityView
from db.lookups import Lookup, row_meets
from db.tables import TABLES
from planner.granted import granted
from resolvers.work.base import Found, Work
from resolvers.work.cases import DIVISIONS
from schema.catalog import Entity, Field, Subject
from schema.history import kept
from schema.predicate import FALSE, Predicate, all_of, any_of

_ORGANISATION, _UNIT, _TIE = TABLES["Organisation"], TABLES["Unit"], TABLES["Guardianship"]
_BODY = select(_ORGANISATION.c.id, _ORGANISATION.c.kind, _UNIT.c.code, *(_ORGANISATION.c[c] for c in DIVISIONS)).outerjoin(
    _UNIT, _UNIT.c.id == _ORGANISATION.c.unit_id
)
_ONE = _BODY.where(_ORGANISATION.c.id == bindparam("key"))
_OF_PLACE = _BODY.where(
    or_(
        and_(_ORGANISATION.c.kind == "UNIT", _ORGANISATION.c.district_id == bindparam("district")),
        and_(_ORGANISATION.c.kind == "TOWN", _ORGANISATION.c.town_id == bindparam("town")),
        and_(_ORGANISATION.c.kind == "VILLAGE", _ORGANISATION.c.village_id == bindparam("village")),
    )
).order_by(_ORGANISATION.c.id)
_TIED = (
    select(*(_TIE.c[c] for c in DIVISIONS))
    .where(_TIE.c.guardian_id == bindparam("guardian"))
    .order_by(_TIE.c.ends_at.desc(), _TIE.c.id)
)
_NEAR = {"VILLAGE": 0, "TOWN": 1, "UNIT": 2}
_NOBODY = ("person_id", "guardian_id", "receipt_hash", "sought_identity_number")
"""Attributes of a person, which an organisation as such has not."""
_LOOKUPS: LRUCache[Any, Lookup] = LRUCache(512)


@dataclass(frozen=True, slots=True)
class Keeping:
    """How a member of a record is kept. `annotated`: noted beside, never overwritten; `needed`: the members that its holder
    writes; `subjects`: those whose grants write these and read the member."""

    annotated: bool
    needed: frozenset[str]
    subjects: tuple[str, ...]


def correctable(entity: Entity, name: str) -> Field | None:
    """The member of a person's record that a correction may be about: stored in its row, not made by the service from others."""
    if entity.subject is Subject.NONE or entity.revises is not None:
        return None
    return next((f for f in kept(entity) if f.name == name and not f.generated), None)


def keeping(at: Work, entity: Entity, field: Field) -> Keeping | None:
    """How the policies have the member kept, whatever the row; None where nobody may correct it."""
    table = at.view.cases.get(entity.name)
    if table is None:
        ways: tuple[frozenset[str], ...] = (frozenset({field.name}),)
    elif entity.history is not None:
        ways = (frozenset({field.name, table.field}), frozenset({table.field}))
    else:
        return None
    deciding = at.view.cases["Correction"]
    for needed in ways:
        subjects = tuple(
            s
            for s in at.declared.concrete
            if deciding.move("ASKED", "decideCorrection", s) is not None and _rule(at, s, entity, field, needed) != FALSE
        )
        if subjects:
            return Keeping(table is not None, needed, subjects)
    return None


def _rule(at: Work, subject: str, entity: Entity, field: Field, needed: frozenset[str]) -> Predicate:
    """The rows in which an organisation of the subject writes `needed` at one door and reads the member."""
    view = at.others(subject).entities.get(entity.name)
    if view is None or field.name not in view.visible:
        return FALSE
    writing = any_of(tuple(d.predicate for d in view.all_doors if needed <= d.writes.keys()))
    return all_of((writing, view.predicate, granted(view, field.name)))


async def holder_of(at: Work, entity: Entity, field: Field, row: Found, kept_by: Keeping) -> int | None:
    """The key of the organisation that keeps the member in this row; None where none at hand does (a sealed record, a recusal)."""
    for key, kind, unit, *place in await _at_hand(at, entity, row):
        subject = str(unit) if kind == "UNIT" else str(kind).lower()
        view = at.others(subject).entities.get(entity.name) if subject in kept_by.subjects else None
        if view is None:
            continue
        lookup = _lookup(at, view, subject, entity, field, kept_by.needed)
        its = _as_body(at, key, dict(zip(DIVISIONS, place, strict=True)))
        if await at.transaction.run(lookup.sql, lookup.bound(its, row["id"])):
            return int(key)
    return None


async def sees_as(at: Work, subject: str, organisation: int, district: Any, entity: str, key: int) -> bool:
    """Whether an organisation that is a unit of a district sees the row with this key, as such and in no person's name."""
    view = at.others(subject).entities.get(entity)
    if view is None:
        return False
    kept = (at.view.policy_version, subject, entity, at.dialect)
    lookup = _LOOKUPS.get(kept)
    if lookup is None:
        lookup = _LOOKUPS[kept] = row_meets(view, view.predicate, at.dialect)
    its = _as_body(at, organisation, {"district_id": district})
    return bool(await at.transaction.run(lookup.sql, lookup.bound(its, key)))


def _as_body(at: Work, key: int, place: Mapping[str, Any]) -> Mapping[str, Any]:
    """The attributes of an organisation as such; `place`: its divisions, none where unnamed."""
    return {**at.attributes, **dict.fromkeys((*_NOBODY, *DIVISIONS)), "organisation_id": key, **place}


def _lookup(at: Work, view: EntityView, subject: str, entity: Entity, field: Field, needed: frozenset[str]) -> Lookup:
    key = (at.view.policy_version, subject, entity.name, field.name, needed, at.dialect)
    found = _LOOKUPS.get(key)
    if found is None:
        found = _LOOKUPS[key] = row_meets(view, _rule(at, subject, entity, field, needed), at.dialect)
    return found


async def _at_hand(at: Work, entity: Entity, row: Found) -> list[Any]:
    """Organisations that the row names, then those of its village, its town and its district."""
    out: list[Any] = []
    for key in dict.fromkeys(_named(entity, row)):
        out += await at.transaction.fetch(_ONE, {"key": key})
    for district, town, village in await _places(at, entity, row):
        found = await at.transaction.fetch(_OF_PLACE, {"district": district, "town": town, "village": village})
        out += sorted(found, key=lambda body: _NEAR[body[1]])
    return out


def _named(entity: Entity, row: Found) -> Iterator[int]:
    for column in TABLES[entity.name].columns:
        if row.get(column.name) is not None and any(f.column.table.name in ("organisation", "school") for f in column.foreign_keys):
            yield row[column.name]


async def _places(at: Work, entity: Entity, row: Found) -> Iterable[Any]:
    """Divisions of the row; of a guardian, those of his ties, lasting ones first."""
    if entity.name == "Guardian":
        return await at.transaction.fetch(_TIED, {"guardian": row["id"]})
    return (tuple(row.get(c) for c in DIVISIONS),) if row.get("district_id") is not None else ()
