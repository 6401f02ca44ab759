"""What the steps of the emergency chain share: the open incident, who must not hear of it, organisations by what they are."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, select

from core.errors import Words
from db.lookups import Lock
from db.tables import TABLES
from resolvers.work.base import Found, Outcome, Work

_INCIDENT, _REPORT, _UNIT = TABLES["Incident"], TABLES["Report"], TABLES["Unit"]
_RESPONDENTS = select(_INCIDENT.c.respondent_organisation_id).where(
    _INCIDENT.c.child_id == bindparam("child"), _INCIDENT.c.status == "OPEN",
    _INCIDENT.c.respondent_organisation_id.is_not(None),
)  # fmt: skip
_REPORTED = select(_REPORT.c.respondent_organisation_id).where(
    _REPORT.c.child_id == bindparam("child"), _REPORT.c.status != "CLOSED",
    _REPORT.c.respondent_organisation_id.is_not(None),
)  # fmt: skip
_CODE = select(_UNIT.c.code).where(_UNIT.c.id == bindparam("unit"))

NOT_IN_THIS_MATTER = Words("该单位不能承办此事", "this organisation cannot do this")
"""Of an organisation of another kind, a suspended one, and the respondent's own alike: no more is said of why."""

RELATIVES = ("GRANDPARENT", "SIBLING", "OTHER_RELATIVE")
"""Relationships of those who may be asked about a child, or be given it for a time: its parents are neither."""
NO_SUCH_RELATIVE = Words("不是可以承担此事的在册近亲属", "no near relative of the child on file who may do this")
"""Of a stranger, of one whose tie has ended and of one who is barred from the child alike."""


async def case(at: Work, entity: str, name: str = "id") -> Found:
    """The case that an input names, to be changed. Raises the problems of the input."""
    found = await at.find(entity, at.given(name), name, lock=Lock.UPDATE)
    at.stop_if_problems()
    assert found is not None  # noqa: S101 - problems were raised otherwise
    return found


async def moved(at: Work, entity: str, to: str | None = None, **values: Any) -> Outcome:
    """Moves the case that `id` names and sets `values`. Raises the problems of the input."""
    found = await case(at, entity)
    await at.move(entity, found, values, to)
    return Outcome(found["id"])


async def open_incident(at: Work, name: str = "incidentId") -> Found | None:
    """The incident that an input names, kept from being closed meanwhile; notes a problem where it is closed."""
    incident = await at.find("Incident", at.given(name), name, lock=Lock.UPDATE)
    if incident is not None and incident["status"] != "OPEN":
        at.problem("VALUE_INVALID", name, reason=Words("警情已结案", "the incident is closed"))
    return incident


async def respondents(at: Work, child: int) -> frozenset[int]:
    """Keys of the organisations for which respondents of the child's running reports and incidents work."""
    rows = [*await at.transaction.fetch(_RESPONDENTS, {"child": child}), *await at.transaction.fetch(_REPORTED, {"child": child})]
    return frozenset(int(r[0]) for r in rows)


async def organisation(at: Work, name: str, child: int | None, *kinds: str) -> Found | None:
    """The organisation that an input names, of one of `kinds` if any are said, in work, not that of a respondent in the child's
    matter; else notes a problem, the same in all these cases, and gives None."""
    found = await at.find("Organisation", at.given(name), name)
    if found is None:
        return None
    unfit = (kinds and found["kind"] not in kinds) or found["suspended_at_ms"] is not None
    if unfit or (child is not None and found["id"] in await respondents(at, child)):
        at.problem("VALUE_INVALID", name, reason=NOT_IN_THIS_MATTER)
        return None
    return found


async def subject_of(at: Work, found: Found) -> str:
    """The subject as which an organisation acts: its kind on the ground, else its unit."""
    if found["kind"] != "UNIT":
        return str(found["kind"]).lower()
    return str((await at.transaction.fetch(_CODE, {"unit": found["unit_id"]}))[0][0])


def hold_fitting(at: Work, entity: str, name: str, of: str) -> None:
    """Notes a problem, which names what fits, where the state table of `entity` does not let the input's value go with `of`."""
    fits, value = at.view.cases[entity].fits[of], at.given(name)
    if value not in fits:
        reason = Words(
            f"{value} 不适用于 {of},可用:{'、'.join(fits)}", f"{value} does not go with {of}; these do: {', '.join(fits)}"
        )
        at.problem("VALUE_INVALID", name, reason=reason)
