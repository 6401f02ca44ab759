"""Why a subject sees a member or does not: the lines and rules that took part, the one that decided, its basis."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from authz.build import Policies
from authz.combine import EntityLines, door_grants
from authz.declared import LegalBasis, Purpose
from authz.describe import describe
from authz.grants import ANY_DOOR, Grant, is_duty
from authz.rows import Alternative
from authz.view import Action


@dataclass(frozen=True, slots=True)
class RuleText:
    """A row rule that took part: its `file:line` and its rows in words."""

    source: str
    text: str


@dataclass(frozen=True)
class DoorReason:
    """The decision at one door.

    `action`: READ, MASK, WRITE or None (no). `lines`: allow and deny lines about the cell. `deciding`: the line that
    decided, by Casbin's own account where it is a line of this door. `open`: rules that open rows here, `closed`: rules
    that close some again, `hidden`: rules that hide the member's field group in some rows.
    """

    door: str
    asked: str
    action: Action | None
    lines: tuple[Grant, ...]
    deciding: Grant | None
    basis: LegalBasis | None
    open: tuple[RuleText, ...]
    closed: tuple[RuleText, ...]
    hidden: tuple[RuleText, ...]

    @property
    def shows(self) -> bool:
        """The member is granted here and some row rule opens rows (combination rules 1, 2 and 6)."""
        return self.action is not None and bool(self.open)


@dataclass(frozen=True)
class Explanation:
    """Why `subject` reads (or writes) `entity.member`, door by door; doors at which nothing is said are left out."""

    subject: str
    entity: str
    member: str
    doors: tuple[DoorReason, ...]

    @property
    def reads(self) -> Action | None:
        """READ, MASK or None over all doors."""
        shown = {d.action for d in self.doors if d.asked == "read" and d.shows}
        return Action.READ if Action.READ in shown else Action.MASK if Action.MASK in shown else None

    @property
    def writes(self) -> bool:
        return any(d.asked == "write" and d.shows for d in self.doors)

    def __bool__(self) -> bool:
        raise TypeError("an Explanation has no truth value; read `reads` or `writes`")


def why(policies: Policies, subject: str, entity: str, member: str) -> Explanation:
    """Explains one cell of the table. Raises KeyError where subject, entity or member is unknown."""
    policies.declared.subjects[subject]
    name = policies.catalog[entity].members[member].name
    lines = tuple(g for g in policies.lines_of(subject) if g.entity == entity and name in g.members)
    reasons = (
        _reason(policies, lines, (subject, entity, name), door, purpose, asked)
        for door, purpose in (_doors(policies, subject) if lines else ())
        for asked in ("read", "write")
    )
    return Explanation(subject, entity, name, tuple(r for r in reasons if r is not None))


def _doors(policies: Policies, subject: str) -> Iterator[tuple[str, Purpose | None]]:
    yield "duty", None
    for p in sorted(policies.declared.purposes.values(), key=lambda p: not is_duty(p.door)):
        if is_duty(p.door):
            yield p.door, None
        elif subject in p.subjects:
            yield p.door, p


def _reason(
    policies: Policies,
    lines: tuple[Grant, ...],
    cell_asked: tuple[str, str, str],
    door: str,
    purpose: Purpose | None,
    asked: str,
) -> DoorReason | None:
    """The decision at one door, from the lines about the member; None where no line says anything there."""
    subject, entity, member = cell_asked
    cells = door_grants(EntityLines(policies.catalog[entity], lines), door, purpose)
    cell = (cells.fields if asked == "read" else cells.writes).get(member)
    about = tuple(
        g
        for g in lines
        if (g.action == "write") == (asked == "write")
        and (g.door in (ANY_DOOR, door) or (cell is not None and g.source == cell.source))
    )
    if not about:
        return None
    decision = policies.table.enforce(subject, entity, member, cell.action.value if cell else asked, door)
    deciding = decision.deciding or next((g for g in about if cell and g.source == cell.source), None)
    group = policies.catalog[entity].members[member].group
    rows = policies.rows_of(subject, "officer", entity)
    return DoorReason(
        door,
        asked,
        cell.action if cell else None,
        about,
        deciding,
        policies.declared.bases.get(deciding.basis) if deciding else None,
        _texts(rows.allows.get(door, ())),
        _texts(rows.denies.get(door, ())),
        _texts(rows.group_denials.get(group, ())) if asked == "read" else (),
    )


def _texts(found: tuple[Alternative, ...]) -> tuple[RuleText, ...]:
    return tuple(RuleText(a.source, describe(a.predicate)) for a in found)


def explain_lines(e: Explanation) -> Iterator[str]:
    """The explanation as lines of text."""
    said = e.reads.value if e.reads else "not visible"
    yield f"{e.subject}: {e.entity}.{e.member}: {said}" + (", written" if e.writes else "")
    if not e.doors:
        yield "  no line of grants.csv names it (rule 1: no grant means no)"
    for d in e.doors:
        yield f"  {d.asked} at {d.door}: {d.action.value if d.action else 'no'}"
        if d.deciding:
            yield f"    decided by {d.deciding.source}: {', '.join(d.deciding.values)}"
        if d.basis:
            assumed = " (assumed)" if d.basis.assumed else ""
            yield f"    legal basis {d.basis.code}: {d.basis.instrument} {d.basis.article}{assumed}: {d.basis.en}"
        for heading, rules in (("rows", d.open), ("closed where", d.closed), ("hidden where", d.hidden)):
            for r in rules:
                yield f"    {heading} {r.source}: {r.text}"
