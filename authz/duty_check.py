"""What a rule of `duties.yaml` may say: keys and their kinds, and names of entities, columns and values of the catalog."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from authz.declared import Declared
from authz.problems import Problem
from authz.sources import Entry, text_fault
from schema.catalog import Catalog, Entity, Kind

SET, UNSET = "set", "unset"
"""In `where`: the column has any value; it has none."""

_REQUIRED: Mapping[str, type[Any]] = {"label": str, "basis": str, "of": str, "owes": dict}
_OPTIONAL: Mapping[str, type[Any]] = {
    "start": str, "where": dict, "within": str, "due": str, "ahead": str, "yearly": str, "latest": dict, "met": dict,
    "ends": str, "under": str, "guardian": str, "superior": str, "recuse": dict,
}  # fmt: skip
_INNER: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "latest": (frozenset({"entity", "match", "column"}), frozenset({"where"})),
    "met": (frozenset({"entity", "match"}), frozenset({"where", "later", "since"})),
}
_OWES = (
    {"organisation"}, {"town"}, {"village"}, {"unit"}, {"unit", "district"}, {"unit", "own", "instead"},
    {"through", "entity", "column"},
)  # fmt: skip
_DAYS = ("day", "workday", "month", "year")
_TIMES = ("minute", "hour", *_DAYS)


def shape_faults(entry: Entry) -> Iterator[Problem]:
    """Keys that are missing, unknown, of a wrong kind, or do not go together."""
    if not isinstance(entry.value, dict):
        yield entry.problem("expected a mapping")
        return
    value: dict[str, Any] = entry.value
    for key in _REQUIRED.keys() - value.keys():
        yield entry.problem(f"`{key}` is missing")
    for key, given in value.items():
        kind = _REQUIRED.get(key) or _OPTIONAL.get(key)
        if kind is None:
            yield entry.problem(f"unknown key `{key}`", key)
        elif not isinstance(given, kind):
            yield entry.problem(f"`{key}` must be {kind.__name__}", key)
        else:
            yield from _part_faults(entry, key, given)
    if isinstance(owes := value.get("owes"), dict) and owes.keys() not in _OWES:
        yield entry.problem("`owes` names an organisation, a town, a village, a unit or a record to go through", "owes")
    if sum(key in value for key in ("within", "due", "yearly")) != 1:
        yield entry.problem("one of `within`, `due`, `yearly` says by when")
    if ("yearly" in value) == ("start" in value):
        yield entry.problem("`start` names the column from which time runs, except with `yearly`")
    if "ahead" in value and "due" not in value:
        yield entry.problem("`ahead` goes with `due`", "ahead")
    if "yearly" in value and not re.fullmatch(r"(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])", str(value["yearly"])):
        yield entry.problem("`yearly` is a month and a day, MM-DD", "yearly")
    if fault := text_fault("label", str(value.get("label", ""))):
        yield entry.problem(fault, "label")


def _part_faults(entry: Entry, key: str, given: Any) -> Iterator[Problem]:
    """What is not of its shape within one key of a rule: names, mappings of names to names, values that a column may have."""
    if key in _INNER:
        required, optional = _INNER[key]
        if not required <= given.keys() <= required | optional:
            yield entry.problem(f"`{key}` takes {', '.join(sorted(required | optional))}", key)
        plain = {k: v for k, v in given.items() if k not in ("match", "where")}
        yield from _names(entry, key, plain)
        for part in ("match", "where"):
            if part in given and not isinstance(given[part], dict):
                yield entry.problem(f"`{part}` must be dict", key)
        yield from _names(entry, key, given.get("match"))
        yield from _values(entry, key, given.get("where"))
    elif key == "where":
        yield from _values(entry, key, given)
    else:
        yield from _names(entry, key, given)


def _names(entry: Entry, key: str, given: Any) -> Iterator[Problem]:
    if isinstance(given, dict) and not all(isinstance(part, str) for pair in given.items() for part in pair):
        yield entry.problem(f"`{key}` gives names, each one word", key)


def _values(entry: Entry, key: str, given: Any) -> Iterator[Problem]:
    if not isinstance(given, dict):
        return
    for name, wanted in given.items():
        values = wanted if isinstance(wanted, list) else [wanted]
        if not isinstance(name, str) or not values or not all(isinstance(v, str | bool | int) for v in values):
            yield entry.problem(f"`{name}` takes a value or a list of values", key)


class _Columns:
    """Looks names up in the catalog and collects what is wrong."""

    def __init__(self, entry: Entry, catalog: Catalog) -> None:
        self.entry, self.catalog = entry, catalog
        self.faults: list[Problem] = []

    def fault(self, message: str, key: str) -> None:
        self.faults.append(self.entry.problem(message, key))

    def entity(self, name: Any, key: str) -> Entity | None:
        if name in self.catalog:
            return self.catalog[name]
        self.fault(f"unknown entity `{name}`", key)
        return None

    def column(self, entity: Entity, name: Any, key: str, *kinds: Kind) -> Kind | None:
        if name not in entity.storage:
            self.fault(f"{entity.name} has no column `{name}`", key)
            return None
        kind = entity.storage[name][0]
        if kinds and kind not in kinds:
            self.fault(f"`{name}` of {entity.name} is {kind.value}, not {' or '.join(kinds)}", key)
        return kind

    def where(self, entity: Entity, given: Mapping[str, Any], key: str) -> None:
        for name, wanted in given.items():
            kind = self.column(entity, name, key)
            values = wanted if isinstance(wanted, list) else [wanted]
            if kind is None or values in ([SET], [UNSET]):
                continue
            enum = next((f.enum for f in entity.fields if f.column == name), None)
            for value in values:
                fits = value in enum.values if enum else isinstance(value, bool) if kind is Kind.BOOL else False
                if not fits:
                    self.fault(f"`{name}` of {entity.name} is never `{value}`", key)

    def matching(self, theirs: Entity, ours: Entity, given: Any, key: str) -> None:
        if not isinstance(given, dict) or not given:
            self.fault("`match` names columns of both records", key)
            return
        for their, our in given.items():
            self.column(theirs, their, key, Kind.INT)
            self.column(ours, our, key, Kind.INT)


_MOMENTS = (Kind.DATE, Kind.DATETIME)


def column_faults(entry: Entry, declared: Declared, catalog: Catalog) -> Iterator[Problem]:
    """Entities, columns and values that the catalog does not have, and numbers whose unit does not fit."""
    value = entry.value
    assert isinstance(value, dict)  # noqa: S101 - its shape was checked
    seen = _Columns(entry, catalog)
    of = seen.entity(value["of"], "of")
    if of is None:
        yield from seen.faults
        return
    start = seen.column(of, value["start"], "start", *_MOMENTS) if "start" in value else None
    for key in ("due", "ends"):
        if key in value:
            seen.column(of, value[key], key, *_MOMENTS)
    if "guardian" in value:
        seen.column(of, value["guardian"], "guardian", Kind.INT)
    seen.where(of, value.get("where", {}), "where")
    _inner(seen, value, of, start)
    _owes(seen, value["owes"], of)
    if "recuse" in value:
        _recuse(seen, value["recuse"], of)
    if "under" in value and of.name != "Child" and "child_id" not in of.storage:
        seen.fault(f"{of.name} names no child", "under")
    units = {key: declared.numbers[value[key]].unit for key in ("within", "ahead", "under") if key in value}
    allowed = {"within": _TIMES if start is Kind.DATETIME else _DAYS, "ahead": ("day",), "under": ("year",)}
    for key, unit in units.items():
        if unit not in allowed[key]:
            seen.fault(f"`{value[key]}` is counted in {unit}, not in {', '.join(allowed[key])}", key)
    yield from seen.faults


def _inner(seen: _Columns, value: Mapping[str, Any], of: Entity, start: Kind | None) -> None:
    for key in ("latest", "met"):
        given = value.get(key)
        other = seen.entity(given["entity"], key) if given else None
        if given is None or other is None:
            continue
        seen.matching(other, of, given["match"], key)
        seen.where(other, given.get("where", {}), key)
        if key == "latest":
            # A date may run anew from an instant, the day of it; an instant not from a date.
            seen.column(other, given["column"], key, *([start] if start is Kind.DATETIME else _MOMENTS))
        elif "later" in given and (other is not of or given["later"] != value.get("start")):
            seen.fault("`later` compares `start` with that of another row of the same entity", key)
        elif "since" in given:
            seen.column(other, given["since"], key, Kind.DATE)
            if start is None or "later" in given:
                seen.fault("`since` compares a date with `start`, and stands without `later`", key)


def _owes(seen: _Columns, owes: Mapping[str, Any], of: Entity) -> None:
    if "unit" in owes:
        seen.column(of, owes.get("district", "district_id"), "owes", Kind.INT)
        if "own" in owes:
            seen.column(of, owes["own"], "owes", Kind.INT)
    elif "through" in owes:
        other = seen.entity(owes["entity"], "owes")
        seen.column(of, owes["through"], "owes", Kind.INT)
        if other is not None:
            seen.column(other, owes["column"], "owes", Kind.INT)
    else:
        seen.column(of, next(iter(owes.values())), "owes", Kind.INT)


def _recuse(seen: _Columns, way: Mapping[str, Any], of: Entity) -> None:
    at: Entity | None = of
    for column, name in way.items():
        if at is not None:
            seen.column(at, column, "recuse", Kind.INT)
        at = seen.entity(name, "recuse")
    if at is not None:
        seen.column(at, "respondent_organisation_id", "recuse", Kind.INT)
