"""Who a token names: persons with their organisation and unit, guardians, and revoked tokens. Reads only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import sqlalchemy as sa

from db.tables import TABLES
from db.tables.service import PERSON, REVOKED_TOKEN

CHUNK = 32
"""How many are asked for at once: a fixed number of binds, filled up by repetition, keeps one text per statement."""


class Fetch(Protocol):
    """The part of `db.database.Database` that is needed here."""

    async def fetch(self, statement: sa.Select[Any], values: dict[str, Any]) -> list[tuple[Any, ...]]:
        """Rows of a read statement whose named binds are `values`."""
        ...


@dataclass(frozen=True, slots=True)
class CallerRow:
    """A person as stored, with the organisation that the person acts for. Times in ms since 1970, None = active."""

    person_id: int
    person_public_id: str
    role: str
    person_suspended_at_ms: int | None
    organisation_id: int
    organisation_public_id: str
    organisation_name: str
    kind: str
    unit: str | None
    district_id: int
    town_id: int | None
    village_id: int | None
    organisation_suspended_at_ms: int | None


@dataclass(frozen=True, slots=True)
class GuardianRow:
    """A guardian, carer or relative on file, who acts for himself. Time in ms since 1970, None = active."""

    guardian_id: int
    guardian_public_id: str
    suspended_at_ms: int | None


def _binds(prefix: str) -> list[sa.BindParameter[str]]:
    return [sa.bindparam(f"{prefix}{index}", type_=sa.Text()) for index in range(CHUNK)]


def _statement() -> sa.Select[Any]:
    organisation, unit = TABLES["Organisation"], TABLES["Unit"]
    return (
        sa.select(
            PERSON.c.id, PERSON.c.public_id, PERSON.c.role, PERSON.c.suspended_at_ms,
            organisation.c.id, organisation.c.public_id, organisation.c.name, organisation.c.kind, unit.c.code,
            organisation.c.district_id, organisation.c.town_id, organisation.c.village_id,
            organisation.c.suspended_at_ms,
        )
        .select_from(
            PERSON.join(organisation, organisation.c.id == PERSON.c.organisation_id).outerjoin(
                unit, unit.c.id == organisation.c.unit_id
            )
        )
        .where(PERSON.c.public_id.in_(_binds("p")))
    )  # fmt: skip


_PERSONS = _statement()
_GUARDIAN, _TIE = TABLES["Guardian"], TABLES["Guardianship"]
_PARTIES = (
    ("Agreement", "carer_id"), ("Petition", "petitioner_guardian_id"), ("Placement", "host_guardian_id"),
    ("AssessmentPart", "relative_guardian_id"),
)  # fmt: skip
_CONCERNED = sa.or_(
    sa.exists().where(_TIE.c.guardian_id == _GUARDIAN.c.id, _TIE.c.town_id.is_not(None)),
    *(sa.exists().where(TABLES[entity].c[column] == _GUARDIAN.c.id) for entity, column in _PARTIES),
)
"""A guardian is a caller while a child on file has him, or a matter in which he has a part. Where the record of the last child has
ended and a case keeps him on file, he is as unknown as where none does: else his token would tell him of the case."""
_GUARDIANS = sa.select(_GUARDIAN.c.id, _GUARDIAN.c.public_id, _GUARDIAN.c.suspended_at_ms).where(
    _GUARDIAN.c.public_id.in_(_binds("g")), _CONCERNED
)
_REVOKED = sa.select(REVOKED_TOKEN.c.jti).where(REVOKED_TOKEN.c.jti.in_(_binds("t")))


def _chunks(names: Sequence[str], prefix: str) -> Iterator[dict[str, str]]:
    """Bind values for each run of at most CHUNK names."""
    for start in range(0, len(names), CHUNK):
        part = names[start : start + CHUNK]
        yield {f"{prefix}{index}": part[index] if index < len(part) else part[0] for index in range(CHUNK)}


class CallerStore:
    """Reads callers from the database; errors of the database pass through."""

    def __init__(self, database: Fetch) -> None:
        self._database = database

    async def persons(self, public_ids: Sequence[str]) -> dict[str, CallerRow]:
        """Rows by the person's public id; persons that are not on file are missing."""
        found: dict[str, CallerRow] = {}
        for values in _chunks(public_ids, "p"):
            for row in await self._database.fetch(_PERSONS, values):
                caller = CallerRow(*row)
                found[caller.person_public_id] = caller
        return found

    async def guardians(self, public_ids: Sequence[str]) -> dict[str, GuardianRow]:
        """Rows by public id of those who act for themselves; who is not on file is missing."""
        found: dict[str, GuardianRow] = {}
        for values in _chunks(public_ids, "g"):
            for row in await self._database.fetch(_GUARDIANS, values):
                guardian = GuardianRow(*row)
                found[guardian.guardian_public_id] = guardian
        return found

    async def revoked(self, token_ids: Sequence[str]) -> frozenset[str]:
        """Which of the tokens (`jti`) are revoked."""
        found: set[str] = set()
        for values in _chunks(token_ids, "t"):
            found.update(row[0] for row in await self._database.fetch(_REVOKED, values))
        return frozenset(found)
