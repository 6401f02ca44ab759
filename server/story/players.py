"""The cast of a demo's story: a child on file with its family and school, everybody else of its district, a token for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from core.clock import NEVER_ENDS
from core.ids import new_public_id
from core.settings import Settings
from db.database import Database
from db.tables import TABLES
from db.tables.service import PERSON
from server.minting import SigningKey
from server.registry import token_for

_MINUTES = 60
_C, _O, _G, _T, _U = (TABLES[n] for n in ("Child", "Organisation", "Guardian", "Guardianship", "Unit"))
_SECONDS = {"town's second": "town", "civil affairs' second": "civil affairs", "another officer": "police"}
"""Name of a second person -> who else of the organisation is in the cast."""
_UNITS = {
    "police": "police", "civil affairs": "civil_affairs", "court": "court", "procuratorate": "procuratorate",
    "governance": "governance",
}  # fmt: skip
_KINDS = {"hospital": "HOSPITAL", "social workers": "SOCIAL_WORK_BODY"}
_FREE = ("Report", "Incident", "Petition", "Placement", "ProtectionOrder", "TemporaryGuardianship", "Referral")
"""Entities of which the story's child has none yet."""


@dataclass(frozen=True, slots=True)
class Player:
    """One of the cast: the subject as which he asks, whose name is printed, public id and token; none of the anonymous."""

    subject: str
    name: str = ""
    id: str = ""
    token: str | None = None


async def cast_of(s: Settings, database: Database, key: SigningKey) -> tuple[dict[str, Player], dict[str, str]]:
    """(the cast by name, the public ids that the story's `$names` stand for). Raises LookupError where the data lack one."""
    child = await _child(database)
    found = {"citizen": Player("public")}
    for name, column in (("father", "father"), ("grandmother", "grandmother")):
        subject = "guardian" if name == "father" else "near_relative"
        public_id, called = child[column], child[f"{column}_name"]
        found[name] = Player(subject, called, public_id, token_for(s, key, (public_id, None, subject), _MINUTES))
    for name, where in _organisations(child).items():
        found[name] = await _player(s, database, key, where, name)
    for name, of in _SECONDS.items():
        found[name] = await _second(s, database, key, found[of])
    ids = {name.replace(" ", "_"): player.id for name, player in found.items() if player.id and name not in _SECONDS}
    return found, ids | {"child": child["child"]}


async def _child(database: Database) -> Mapping[str, Any]:
    """A pupil without a case, whose father has custody and who has a near relative on file; the first by key."""
    father, tie, near, other = _G.alias("father"), _T.alias("tie"), _G.alias("near"), _T.alias("other")
    running = [t.c.ends_at == sa.literal(NEVER_ENDS, _T.c.ends_at.type) for t in (tie, other)]
    chosen = (
        sa.select(
            _C.c.public_id, _C.c.district_id, _C.c.town_id, _C.c.village_id, _C.c.school_id, father.c.public_id, father.c.name,
            near.c.public_id, near.c.name,
        )
        .select_from(
            _C.join(tie, sa.and_(tie.c.child_id == _C.c.id, tie.c.relationship == "FATHER"))
            .join(father, father.c.id == tie.c.guardian_id)
            .join(other, sa.and_(other.c.child_id == _C.c.id, other.c.relationship == "GRANDPARENT"))
            .join(near, near.c.id == other.c.guardian_id)
            .join(_O, sa.and_(_O.c.id == _C.c.school_id, _O.c.kind == "SCHOOL"))
        )
        .where(tie.c.custody == sa.literal(True, _T.c.custody.type), _C.c.sealed == sa.literal(False, _C.c.sealed.type), *running)
        .where(father.c.suspended_at_ms.is_(None), near.c.suspended_at_ms.is_(None))
        .where(*(~sa.exists().where(TABLES[e].c.child_id == _C.c.id) for e in _FREE))
        .order_by(_C.c.id)
        .limit(1)
    )  # fmt: skip
    rows = await database.fetch(chosen)
    if not rows:
        raise LookupError("no child on file fits the story")
    names = ("child", "district", "town", "village", "school", "father", "father_name", "grandmother", "grandmother_name")
    return dict(zip(names, rows[0], strict=True))


def _organisations(child: Mapping[str, Any]) -> dict[str, Any]:
    """Name -> what its organisation must be."""
    here = _O.c.district_id == child["district"]
    return {
        "school": _O.c.id == child["school"],
        "village": sa.and_(_O.c.kind == "VILLAGE", _O.c.village_id == child["village"]),
        "town": sa.and_(_O.c.kind == "TOWN", _O.c.town_id == child["town"]),
        "other town": sa.and_(_O.c.kind == "TOWN", _O.c.town_id != child["town"], here),
        **{name: sa.and_(_O.c.kind == kind, here) for name, kind in _KINDS.items()},
        **{name: sa.and_(_U.c.code == code, _O.c.kind == "UNIT", here) for name, code in _UNITS.items()},
    }


async def _player(s: Settings, database: Database, key: SigningKey, where: Any, name: str) -> Player:
    """An active officer of the first organisation that is so."""
    officers = (
        sa.select(PERSON.c.public_id, _O.c.public_id, _O.c.name, _O.c.kind, _U.c.code)
        .select_from(_O.join(PERSON, PERSON.c.organisation_id == _O.c.id).outerjoin(_U, _U.c.id == _O.c.unit_id))
        .where(where, PERSON.c.role == "officer", PERSON.c.suspended_at_ms.is_(None), _O.c.suspended_at_ms.is_(None))
        .order_by(_O.c.id, PERSON.c.id)
        .limit(1)
    )
    rows = await database.fetch(officers)
    if not rows:
        raise LookupError(f"no {name} on file")
    person, organisation, called, kind, unit = rows[0]
    token = token_for(s, key, (person, organisation, "officer"), _MINUTES)
    return Player(str(unit) if kind == "UNIT" else str(kind).lower(), called, organisation, token)


async def _second(s: Settings, database: Database, key: SigningKey, of: Player) -> Player:
    """A second officer of the organisation, put on file for the story: the demo's have one each."""
    person = new_public_id("prs")
    found = await database.fetch(sa.select(_O.c.id).where(_O.c.public_id == of.id))
    values = {
        "public_id": person, "organisation_id": found[0][0], "role": "officer", "name": "第二经办人", "suspended_at_ms": None,
    }  # fmt: skip
    async with database.transaction() as transaction:
        await transaction.fetch(sa.insert(PERSON).values(values))
    return Player(of.subject, f"{of.name}(第二经办人)", of.id, token_for(s, key, (person, of.id, "officer"), _MINUTES))
