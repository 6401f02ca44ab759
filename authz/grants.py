"""The strict reading of `grants.csv`, before Casbin sees it: Casbin takes misspelt lines in silence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from authz.declared import DOOR_KINDS, DUTY, Declared, basis_fault
from authz.problems import PolicyError, Problem
from authz.sources import GRANTS
from schema.catalog import Catalog, Entity, Relation
from schema.entities import CATALOG

ACTIONS = ("read", "mask", "write")
EFFECTS = ("allow", "deny")
COLUMNS = {"p": 8, "g": 3}
ANY_DOOR = "*"


@dataclass(frozen=True, slots=True)
class Grant:
    """A line `p`. `member` is a member or `@group`; `members` what it covers, in the catalog's order."""

    subject: str
    entity: str
    member: str
    action: str
    door: str
    effect: str
    basis: str
    line: int
    members: tuple[str, ...]

    @property
    def source(self) -> str:
        return f"{GRANTS}:{self.line}"

    @property
    def values(self) -> tuple[str, ...]:
        """The columns as Casbin holds them."""
        return (self.subject, self.entity, self.member, self.action, self.door, self.effect, self.basis)

    def closes(self, action: str, door: str) -> bool:
        """A denial that closes `action` at `door`: `read` closes `mask` too, `*` every door."""
        return (
            self.effect == "deny"
            and self.door in (ANY_DOOR, door)
            and (self.action == action or (self.action == "read" and action == "mask"))
        )


@dataclass(frozen=True)
class Grants:
    """All lines of grants.csv, checked. `parents`: subject -> the subjects it inherits from."""

    lines: tuple[Grant, ...]
    parents: Mapping[str, tuple[str, ...]]


def expand(entity: Entity, member: str) -> tuple[str, ...]:
    """The members that a column `member` or `@group` covers; empty where the entity has none such."""
    if member.startswith("@"):
        return entity.groups.get(member[1:], ())
    return (member,) if member in entity.members else ()


def load_grants(text: str, declared: Declared, today: date, catalog: Catalog = CATALOG) -> Grants:
    """Reads the text of grants.csv. Raises PolicyError naming file and line of every fault."""
    problems: list[Problem] = []
    lines: list[Grant] = []
    parents: dict[str, dict[str, int]] = {}
    seen: dict[tuple[str, ...], int] = {}
    for number, raw in enumerate(text.split("\n"), start=1):
        line = raw.strip()
        if not line or raw.startswith("#"):
            continue
        faults = list(_form_faults(raw, seen, number))
        cells = tuple(c.strip() for c in line.split(","))
        if not faults and cells[0] == "p":
            faults = list(_grant_faults(cells, declared, today, catalog))
            if not faults:
                lines.append(_grant(cells, number, expand(catalog[cells[2]], cells[3])))
        elif not faults:
            faults = [f"unknown subject `{c}`" for c in cells[1:] if c not in declared.subjects]
            parents.setdefault(cells[1], {})[cells[2]] = number
        problems.extend(Problem(GRANTS, number, f) for f in faults)
    problems.extend(_cycle_problems(parents))
    if not problems:
        problems.extend(_shadow_problems(lines, {c: set(of) for c, of in parents.items()}))
    if problems:
        raise PolicyError(problems)
    return Grants(tuple(lines), {child: tuple(of) for child, of in parents.items()})


def _grant(cells: tuple[str, ...], line: int, members: tuple[str, ...]) -> Grant:
    _, subject, entity, member, action, door, effect, basis = cells
    return Grant(subject, entity, member, action, door, effect, basis, line, members)


def _form_faults(raw: str, seen: dict[tuple[str, ...], int], number: int) -> Iterator[str]:
    """Faults of a line's form. Casbin reads quotes and brackets in a way of its own and drops unknown sections."""
    cells = tuple(c.strip() for c in raw.strip().split(","))
    odd = next((c for c in raw if c in "\"'`[](){}#\\\t"), None)
    if odd:
        yield f"character {odd!r} may not stand in a line: columns are plain words"
    if cells[0] not in COLUMNS:
        yield f"unknown section `{cells[0]}`, expected p or g"
        return
    if len(cells) != COLUMNS[cells[0]]:
        yield f"{len(cells)} columns, expected {COLUMNS[cells[0]]}"
        return
    if any(not c or " " in c for c in cells):
        yield "a column is empty or holds a space"
    if cells in seen:
        yield f"repeats line {seen[cells]}"
    seen.setdefault(cells, number)


def _grant_faults(cells: tuple[str, ...], declared: Declared, today: date, catalog: Catalog) -> Iterator[str]:
    _, subject, entity_name, member, action, door, effect, basis = cells
    if subject not in declared.subjects:
        yield f"unknown subject `{subject}`"
    if action not in ACTIONS:
        yield f"unknown action `{action}`, expected one of {', '.join(ACTIONS)}"
    if effect not in EFFECTS:
        yield f"unknown effect `{effect}`, expected allow or deny"
    if fault := basis_fault(declared, basis, today):
        yield fault
    if door == ANY_DOOR:
        if effect == "allow":
            yield "a grant names one door; `*` is for denials"
    elif door not in declared.doors:
        yield f"unknown {'purpose' if door.partition(':')[0] in DOOR_KINDS else 'door'} `{door}`"
    if effect == "deny" and action == "mask":
        yield "a denial names `read` (it closes `mask` too) or `write`"
    if entity_name not in catalog:
        yield f"unknown entity `{entity_name}`"
        return
    entity = catalog[entity_name]
    covered = expand(entity, member)
    if not covered:
        what = "group" if member.startswith("@") else "member"
        yield f"unknown {what} `{member}` of {entity_name}"
    yield from _action_faults(entity, covered, action, effect)


def _action_faults(entity: Entity, covered: tuple[str, ...], action: str, effect: str) -> Iterator[str]:
    for name in covered:
        member = entity.members[name]
        if action == "mask" and (isinstance(member, Relation) or member.mask is None):
            yield f"`{entity.name}.{name}` has no mask"
        if action == "write" and effect == "allow" and not isinstance(member, Relation) and member.generated:
            yield f"`{entity.name}.{name}` is derived and cannot be written"


def _cycle_problems(parents: Mapping[str, Mapping[str, int]]) -> Iterator[Problem]:
    for start, of in parents.items():
        for parent, line in of.items():
            if start in _ancestors(parent, parents) | {parent}:
                yield Problem(GRANTS, line, f"`{start}` inherits from itself through `{parent}`")


def _ancestors(subject: str, parents: Mapping[str, Mapping[str, int] | set[str]]) -> set[str]:
    found: set[str] = set()
    todo = [subject]
    while todo:
        for parent in parents.get(todo.pop(), ()):
            if parent not in found:
                found.add(parent)
                todo.append(parent)
    return found


def _shadow_problems(lines: list[Grant], parents: Mapping[str, set[str]]) -> Iterator[Problem]:
    """A line is shadowed when another line, of its subject or one inherited, already says all that it says."""
    family = {g.subject: {g.subject} | _ancestors(g.subject, parents) for g in lines}
    by_entity: dict[str, list[Grant]] = {}
    for g in lines:
        by_entity.setdefault(g.entity, []).append(g)
    for g in lines:
        near = by_entity[g.entity]
        for other in near:
            if other is g or other.subject not in family[g.subject]:
                continue
            if not set(g.members) <= set(other.members) or other.effect != g.effect:
                continue
            mutual = other.subject == g.subject and set(other.members) == set(g.members) and _says_all(g, other)
            if _says_all(other, g) and (not mutual or other.line < g.line):
                yield Problem(GRANTS, g.line, f"shadowed by line {other.line}")
                break
        else:
            yield from _void_problem(g, near, family[g.subject])


def _says_all(other: Grant, g: Grant) -> bool:
    if g.effect == "deny":
        return other.closes(g.action, g.door)
    return other.door == g.door and (other.action == g.action or (other.action, g.action) == ("read", "mask"))


def _void_problem(g: Grant, near: list[Grant], family: set[str]) -> Iterator[Problem]:
    """A grant every member of which its own subject is denied decides nothing. `near`: the lines of its entity."""
    if g.effect == "deny":
        return
    for name in g.members:
        if not any(
            name in o.members and o.subject in family and o.closes(g.action, g.door) for o in near
        ):
            return
    yield Problem(GRANTS, g.line, "the grant is closed by a denial of the same subject")


def is_duty(door: str) -> bool:
    """`duty` or a condition of it."""
    return door == DUTY or door.startswith(DUTY + ":")
