"""Who owes what, read slowly: `policies/duties.yaml` as YAML and every row as a dict, one rule and one row after another.

Nothing here is taken from `authz.duties` or `db`: the file's own comments and docs/duties.md say what a rule means.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import chinese_calendar
import yaml

POLICIES = Path(__file__).parents[2] / "policies"
CHINA = ZoneInfo("Asia/Shanghai")
NEVER = datetime(9999, 12, 30, tzinfo=UTC)

Row = Mapping[str, Any]
Tables = Mapping[str, Sequence[Row]]
"""Entity -> its rows."""
Owed = dict[tuple[str, int, int], dict[str, Any]]
"""(code, key of the record, year or 0) -> what is owed."""


def midnight(day: date) -> datetime:
    """The instant at which a date of work begins."""
    return datetime.combine(day, time(), CHINA).astimezone(UTC)


def after_midnight(day: date) -> datetime:
    """The instant at which a date of work is over."""
    return midnight(day + timedelta(days=1))


def is_date(value: Any) -> bool:
    return not isinstance(value, datetime)


def in_china(value: Any) -> date:
    """The date of work of a date or an instant."""
    return value if is_date(value) else value.astimezone(CHINA).date()  # type: ignore[no-any-return] # from a row


def works(day: date) -> bool:
    try:
        return chinese_calendar.is_workday(day)
    except NotImplementedError:
        return day.isoweekday() < 6


def due_after(start: Any, number: Mapping[str, Any]) -> datetime:
    """When `number` units after `start` are over."""
    value, unit = number["value"], number["unit"]
    if unit in ("minute", "hour"):
        return start + timedelta(**{f"{unit}s": value})  # type: ignore[no-any-return] # an instant
    day = in_china(start)
    if unit == "day":
        day += timedelta(days=value)
    elif unit == "workday":
        while value:
            day += timedelta(days=1)
            value -= works(day)
    else:
        months = day.month - 1 + value * (12 if unit == "year" else 1)
        year, month = day.year + months // 12, months % 12 + 1
        day = date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    return after_midnight(day)


def birthday(born: date, years: int) -> date:
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


class Reading:
    """The rules, over the rows of one database."""

    def __init__(self, tables: Tables) -> None:
        self.rules: dict[str, Any] = yaml.safe_load((POLICIES / "duties.yaml").read_text(encoding="utf-8"))
        self.superiors = self.rules.pop("superiors")
        self.numbers = yaml.safe_load((POLICIES / "numbers.yaml").read_text(encoding="utf-8"))
        self.tables = tables
        self.keys = {entity: {row["id"]: row for row in rows} for entity, rows in tables.items()}
        self._found: dict[tuple[str, tuple[str, ...]], dict[tuple[Any, ...], list[Row]]] = {}
        self.units = {row["id"]: row["code"] for row in tables["Unit"]}
        self._known: dict[tuple[str, int | None], Row | None] = {}

    def matching(self, part: Mapping[str, Any], row: Row) -> list[Row]:
        """The rows that `latest` or `met` speaks of."""
        theirs, ours = tuple(part["match"]), tuple(part["match"].values())
        at = (part["entity"], theirs)
        if at not in self._found:
            found: dict[tuple[Any, ...], list[Row]] = {}
            for other in self.tables[part["entity"]]:
                found.setdefault(tuple(other[c] for c in theirs), []).append(other)
            self._found[at] = found
        others = self._found[at].get(tuple(row[c] for c in ours), [])
        return [other for other in others if holds(part.get("where", {}), other)]

    def owed(self, years: Sequence[int]) -> Owed:
        """All duties that the records make, whenever they stand."""
        out: Owed = {}
        for code, rule in self.rules.items():
            for row in self.tables[rule["of"]]:
                if not holds(rule.get("where", {}), row):
                    continue
                for year in years if "yearly" in rule else [0]:
                    made = self.one(rule, row, year)
                    if made is not None:
                        out[code, row["id"], year] = made | {"basis": rule["basis"], "title": rule["label"]}
        return out

    def one(self, rule: Mapping[str, Any], row: Row, year: int) -> dict[str, Any] | None:
        """The duty of one row, None where there is none."""
        if "met" in rule and any(self.meets(rule, row, other, year) for other in self.matching(rule["met"], row)):
            return None
        organisation = self.organisation(rule["owes"], row)
        started, due = self.times(rule, row, year)
        lapses = self.lapses(rule, row, year)
        if organisation is None or due is None or lapses <= started:
            return None
        barred, sealed = self.recused(rule, row)
        return {
            "organisation_id": organisation["id"], "superior_organisation_id": self.superior(rule, organisation),
            "district_id": organisation["district_id"], "child_id": row["id"] if rule["of"] == "Child" else row.get("child_id"),
            "guardian_id": row[rule["guardian"]] if "guardian" in rule else None, "started_at": started, "due_at": due,
            "lapses_at": lapses, "barred_organisation_id": barred, "sealed": sealed,
        }  # fmt: skip

    @staticmethod
    def meets(rule: Mapping[str, Any], row: Row, other: Row, year: int) -> bool:
        met = rule["met"]
        if year and "year" in other and other["year"] != year:
            return False
        if "since" in met:
            start = row[rule["start"]]
            return start is not None and other[met["since"]] >= (start if is_date(start) else in_china(start))
        later = met.get("later")
        return later is None or (other[later], other["id"]) > (row[later], row["id"])

    def times(self, rule: Mapping[str, Any], row: Row, year: int) -> tuple[datetime, datetime | None]:
        if "yearly" in rule:
            month, day = map(int, rule["yearly"].split("-"))
            return midnight(date(year, 1, 1)), after_midnight(date(year, month, day))
        start = row[rule["start"]]
        if "latest" in rule:
            known = [other[rule["latest"]["column"]] for other in self.matching(rule["latest"], row)]
            if known:
                start = in_china(max(known)) if is_date(start) else max(known)
        if start is None:
            return NEVER, None
        began = midnight(start) if is_date(start) else start
        if "within" in rule:
            return began, due_after(start, self.numbers[rule["within"]])
        due = row[rule["due"]]
        if due is None:
            return began, None
        if "ahead" in rule:
            began = midnight(in_china(due) - timedelta(days=self.numbers[rule["ahead"]]["value"]))
        return began, after_midnight(due) if is_date(due) else due

    def lapses(self, rule: Mapping[str, Any], row: Row, year: int) -> datetime:
        if "yearly" in rule:
            return midnight(date(year + 2, 1, 1))
        ends = [NEVER]
        if "ends" in rule and (end := row[rule["ends"]]) is not None:
            ends.append(after_midnight(end) if is_date(end) else end)
        if "under" in rule:
            child = row if rule["of"] == "Child" else self.keys["Child"].get(row["child_id"])
            if child is not None:
                ends.append(midnight(birthday(child["birth_date"], self.numbers[rule["under"]]["value"])))
        return min(ends)

    def organisation(self, owes: Mapping[str, str], row: Row) -> Row | None:
        organisations = self.keys["Organisation"]
        if "organisation" in owes:
            return organisations.get(row[owes["organisation"]])
        if "through" in owes:
            other = self.keys[owes["entity"]].get(row[owes["through"]])
            return organisations.get(other[owes["column"]]) if other else None
        if "unit" in owes:
            district = row[owes.get("district", "district_id")]
            unit = self.unit(owes["unit"], district)
            did_it = "own" in owes and unit is not None and unit["id"] == row[owes["own"]]
            return self.unit(owes["instead"], district) if did_it else unit
        ((form, column),) = owes.items()
        return self.first(form, row[column], lambda o: o["kind"] == form.upper() and o[f"{form}_id"] == row[column])

    def unit(self, code: str, district: int | None) -> Row | None:
        wanted = ("UNIT", code, district)
        return self.first(code, district, lambda o: (o["kind"], self.units.get(o["unit_id"]), o["district_id"]) == wanted)

    def first(self, what: str, where: int | None, fits: Callable[[Row], bool]) -> Row | None:
        """The first organisation that fits, looked for once."""
        if (what, where) not in self._known:
            found = (o for o in self.tables["Organisation"] if where is not None and fits(o))
            self._known[what, where] = min(found, key=lambda o: int(o["id"]), default=None)
        return self._known[what, where]

    def superior(self, rule: Mapping[str, Any], organisation: Row) -> int | None:
        above = self.unit(rule.get("superior") or self.superiors[organisation["kind"]], organisation["district_id"])
        return above["id"] if above else None

    def recused(self, rule: Mapping[str, Any], row: Row) -> tuple[int | None, bool]:
        at: Row | None = row
        for column, entity in rule.get("recuse", {}).items():
            at = self.keys[entity].get(at[column]) if at else None
        if "recuse" not in rule or at is None:
            return None, False
        return at["respondent_organisation_id"], bool(at.get("sealed", False))


def holds(where: Mapping[str, Any], row: Row) -> bool:
    """The row has the values that a rule asks for."""
    for column, wanted in where.items():
        value = row[column]
        if isinstance(wanted, str) and wanted in {"set", "unset"}:
            if (value is None) == (wanted == "set"):
                return False
        elif value not in (wanted if isinstance(wanted, list) else [wanted]):
            return False
    return True
