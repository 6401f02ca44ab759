"""The strict reading of `duties.yaml`: what is due, from which record, by whom, after how long, and what ends it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from authz.declared import Declared, Number, basis_fault, load_declared
from authz.duty_check import column_faults, shape_faults
from authz.problems import Problem, refuse
from authz.sources import DUTIES, Entry, Sources, read_sources, yaml_entries
from schema.catalog import Catalog, Entity
from schema.entities import CATALOG

Where = tuple[tuple[str, tuple[Any, ...]], ...]
"""(column, values of which it has one); the values `SET` and `UNSET` stand for any value and for none."""


@dataclass(frozen=True, slots=True)
class Latest:
    """The time runs anew from the last `column` among the rows of `entity` whose columns `match` (theirs -> ours)."""

    entity: str
    match: tuple[tuple[str, str], ...]
    column: str
    where: Where = ()


@dataclass(frozen=True, slots=True)
class Met:
    """Nothing is due where some row of `entity` agrees in the columns `match`; `later`: one of the same entity whose column
    `later` comes after that of the row at hand (of equal ones, the row made after it); `since`: one whose date `since` is
    not before the day of the row's start."""

    entity: str
    match: tuple[tuple[str, str], ...]
    later: str | None = None
    since: str | None = None
    where: Where = ()


@dataclass(frozen=True, slots=True)
class Owes:
    """Who owes: `form` is `organisation` (our column holds its key), `town`, `village` (ours holds the division), `unit`
    (the unit `unit` of the district in our column; where our column `own` names that very organisation, the unit `instead`:
    nobody answers for what he did himself), or `through` (the column `via` of the row of `entity` that ours names)."""

    form: str
    column: str
    unit: str = ""
    entity: str = ""
    via: str = ""
    own: str = ""
    instead: str = ""


@dataclass(frozen=True, slots=True)
class DutyRule:
    """One kind of duty. Times: a date begins at 00:00 and is over at 24:00, Asia/Shanghai.

    Due `within` a number after the start, or by the record's own `due`, then due from `ahead` days before. `yearly`:
    (month, day) of every year, from its first day until the end of the next one. Nobody owes it once the record's `ends`
    has passed, or the child has the full years `under`. `recuse`: the way (column, entity) to the record that names the
    respondent's organisation and whether the file is sealed.
    """

    code: str
    label: str
    basis: str
    of: str
    owes: Owes
    start: str | None = None
    where: Where = ()
    within: Number | None = None
    due: str | None = None
    ahead: Number | None = None
    yearly: tuple[int, int] | None = None
    latest: Latest | None = None
    met: Met | None = None
    ends: str | None = None
    under: Number | None = None
    child: str | None = None
    guardian: str | None = None
    superior: str | None = None
    recuse: tuple[tuple[str, str], ...] = ()

    @property
    def entities(self) -> frozenset[str]:
        """Entities whose records decide."""
        more = {part.entity for part in (self.latest, self.met) if part} | {self.owes.entity} | {e for _, e in self.recuse}
        return frozenset({self.of, *more} - {""})


@dataclass(frozen=True)
class Duties:
    """All rules by code, and the unit above each kind of organisation."""

    rules: Mapping[str, DutyRule] = field(default_factory=dict)
    superiors: Mapping[str, str] = field(default_factory=dict)


SUPERIORS = "superiors"
"""The one entry of the file that is no rule: kind of organisation -> code of the unit above it."""


def load_duties(sources: Sources, declared: Declared, today: date, catalog: Catalog = CATALOG) -> Duties:
    """Reads the rules. Raises PolicyError with every fault: shape, unknown codes, entities, columns, values."""
    problems: list[Problem] = []
    rules: dict[str, DutyRule] = {}
    superiors: dict[str, str] = {}
    for entry in yaml_entries(DUTIES, sources.texts[DUTIES]):
        if entry.key == SUPERIORS:
            problems.extend(_superior_faults(entry, declared, catalog))
            superiors = dict(entry.value) if isinstance(entry.value, dict) else {}
            continue
        found = list(shape_faults(entry)) or list(_code_faults(entry, declared, today))
        found = found or list(column_faults(entry, declared, catalog))
        problems.extend(found)
        if not found and isinstance(entry.value, dict):
            rules[entry.key] = _rule(entry.key, entry.value, declared.numbers, catalog)
    if not superiors and not problems:
        problems.append(Problem(DUTIES, 1, f"`{SUPERIORS}` is missing"))
    refuse(problems)
    return Duties(rules, superiors)


def duties_on(today: date, folder: Path = Path(__file__).parents[1] / "policies") -> Duties:
    """The rules of a policies folder, by default the project's own, for work that asks for nothing else of a policy."""
    sources = read_sources(folder)
    return load_duties(sources, load_declared(sources, today), today)


def _superior_faults(entry: Entry, declared: Declared, catalog: Catalog) -> Iterator[Problem]:
    kinds = next((f.enum.values for f in catalog["Organisation"].fields if f.name == "kind" and f.enum), {})
    if not isinstance(entry.value, dict):
        yield entry.problem("expected a mapping of kinds to units")
        return
    for kind, unit in entry.value.items():
        if kind not in kinds:
            yield entry.problem(f"unknown kind `{kind}`", str(kind))
        if not isinstance(unit, str) or not _is_unit(declared, unit):
            yield entry.problem(f"unknown unit `{unit}`", str(kind))
    for kind in kinds:
        if kind not in entry.value:
            yield entry.problem(f"the kind `{kind}` has no unit above it")


def _is_unit(declared: Declared, code: Any) -> bool:
    return code in declared.subjects and declared.subjects[code].form == "unit"


def _code_faults(entry: Entry, declared: Declared, today: date) -> Iterator[Problem]:
    value = entry.value if isinstance(entry.value, dict) else {}
    if "basis" in value and (fault := basis_fault(declared, str(value["basis"]), today)):
        yield entry.problem(fault, "basis")
    for key in ("within", "ahead", "under"):
        if key in value and value[key] not in declared.numbers:
            yield entry.problem(f"unknown number `{value[key]}`", key)
    if "superior" in value and not _is_unit(declared, value["superior"]):
        yield entry.problem(f"unknown unit `{value['superior']}`", "superior")
    owes = value.get("owes")
    for key in ("unit", "instead"):
        if isinstance(owes, dict) and key in owes and not _is_unit(declared, owes[key]):
            yield entry.problem(f"unknown unit `{owes[key]}`", "owes")


def _rule(code: str, value: Mapping[str, Any], numbers: Mapping[str, Number], catalog: Catalog) -> DutyRule:
    of = catalog[value["of"]]
    named: dict[str, Any] = {key: numbers[value[key]] for key in ("within", "ahead", "under") if key in value}
    plain: dict[str, Any] = {key: str(value[key]) for key in ("start", "due", "ends", "guardian", "superior") if key in value}
    month, _, day = str(value.get("yearly", "")).partition("-")
    latest, met = value.get("latest"), value.get("met")
    return DutyRule(
        code, value["label"], value["basis"], of.name, _owes(value["owes"]), where=_where(value.get("where")),
        yearly=(int(month), int(day)) if day else None, child=_child(of),
        latest=Latest(latest["entity"], _pairs(latest["match"]), latest["column"], _where(latest.get("where"))) if latest else None,
        met=Met(met["entity"], _pairs(met["match"]), met.get("later"), met.get("since"), _where(met.get("where"))) if met else None,
        recuse=_pairs(value.get("recuse", {})), **named, **plain,
    )  # fmt: skip


def _child(of: Entity) -> str | None:
    return "id" if of.name == "Child" else "child_id" if "child_id" in of.storage else None


def _pairs(given: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((str(theirs), str(ours)) for theirs, ours in given.items())


def _where(given: Mapping[str, Any] | None) -> Where:
    return tuple((str(c), tuple(v) if isinstance(v, list) else (v,)) for c, v in (given or {}).items())


def _owes(given: Mapping[str, str]) -> Owes:
    if "unit" in given:
        district, own, instead = given.get("district", "district_id"), given.get("own", ""), given.get("instead", "")
        return Owes("unit", district, unit=given["unit"], own=own, instead=instead)
    if "through" in given:
        return Owes("through", given["through"], entity=given["entity"], via=given["column"])
    ((form, column),) = given.items()
    return Owes(form, column)

