"""Published statistics (M21): counts the tables of the fixed list for a period, protects them, and freezes what it publishes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, func, select

from authz.protection import Protection
from core.ids import new_public_id
from db.measures import (
    Measure,
    Measured,
    Span,
    children_by_town,
    funds_by_kind,
    incidents_by_kind,
    late_by_kind,
    pupils_by_school,
    reports_by_kind,
)
from db.protect import Grades, protect
from db.response_times import BODY_STEPS, response_times
from db.tables import TABLES
from schema.entities import CATALOG
from schema.enums import REPORT_KIND
from schema.published import LATE_ITEM, PUBLISHED, TOTAL, Declaration

MEASURES: Mapping[str, Measure] = {
    "CHILDREN_BY_TOWN": children_by_town,
    "PUPILS_BY_SCHOOL": pupils_by_school,
    "REPORTS_BY_KIND": reports_by_kind,
    "INCIDENTS_BY_KIND": incidents_by_kind,
    "LATE_BY_KIND": late_by_kind,
    "RESPONSE_TIMES": response_times,
    "FUNDS_BY_KIND": funds_by_kind,
}
"""Table of the list -> what it counts."""
_ITEM_NAMES = {**REPORT_KIND.values, **LATE_ITEM.values, TOTAL: "合计 / Total"}

MakeId = Callable[[str, str, int], str]
"""(entity, table and period, n) -> the public id of its n-th row."""


class NotPublishableError(ValueError):
    """The period is none, is not over, or its tables are published already."""


@dataclass(frozen=True, slots=True)
class Issue:
    """A table published for a period: its name, how many cells it has, and how many figures were suppressed."""

    name: str
    cells: int
    suppressed: int


def span_of(period: str) -> Span:
    """The days of `YYYY-MM` or `YYYY`. NotPublishableError where it is neither."""
    year, _, month = period.partition("-")
    try:
        if not re.fullmatch(r"[0-9]{4}(-[0-9]{2})?", period):
            raise ValueError(period)
        first = date(int(year), int(month or 1), 1)
    except ValueError:
        raise NotPublishableError(f"{period!r} is no period: a month is written 2026-02, a year 2025") from None
    if not month:
        return Span(first, date(first.year + 1, 1, 1))
    return Span(first, date(first.year + first.month // 12, first.month % 12 + 1, 1))


def due(period: str, today: date) -> list[Declaration]:
    """The tables to be published for `period` on `today`, those of stocks only for the month that has just ended.

    NotPublishableError where it is no period or is not over.
    """
    span = span_of(period)
    if today < span.after:
        raise NotPublishableError(f"{period} is not over: it can be published from {span.after} on")
    just_ended = span_of(f"{today:%Y-%m}").first == span.after
    return [d for d in PUBLISHED.values() if d.yearly == (len(period) == 4) and (just_ended or not d.stock)]


def publish(
    connection: Connection, period: str, today: date, protection: Protection, make_id: MakeId | None = None
) -> list[Issue]:
    """Publishes every table due for `period`, in the transaction of `connection`, from the records now on file.

    NotPublishableError as `due`, and where a table of the period has been published: a second version would give away what
    has changed in between.
    """
    tables = due(period, today)
    register = TABLES["PublishedTable"]
    before = connection.scalars(select(register.c.name).where(register.c.period == period).distinct().order_by(register.c.name))
    if names := [name for name in before if name in {d.name for d in tables}]:
        raise NotPublishableError(f"{period} has been published ({', '.join(names)}); a published table is never changed")
    ids = make_id or (lambda entity, _of, _n: new_public_id(CATALOG[entity].prefix))
    graded: dict[str, Grades] = {}
    cells: dict[str, Counter[int]] = {}
    issues = []
    for declaration in tables:
        measured = MEASURES[declaration.name](connection, span_of(period))
        grades = graded[declaration.name] = protect(declaration, measured.counts, graded, protection)
        rows = _rows(declaration, period, measured, grades, protection)
        for n, row in enumerate(rows, 1):
            row["public_id"] = ids(declaration.entity, f"{declaration.name}:{period}", n)
        if rows:
            connection.execute(TABLES[declaration.entity].insert(), rows)
        issues.append(Issue(declaration.name, len(rows), sum(figure is None for figure in grades.values())))
        cells[declaration.name] = Counter(row["district_id"] for row in rows)
    _enter(connection, period, today, protection, cells, ids)
    return issues


def _enter(
    connection: Connection, period: str, today: date, protection: Protection, cells: Mapping[str, Counter[int]], ids: MakeId
) -> None:
    """Puts down in the register what was published; from here on the tables take no further cell."""
    district = TABLES["Town"].c.district_id
    rows: list[dict[str, Any]] = []
    for name, of in cells.items():
        for place in connection.scalars(select(district).distinct().order_by(district)):
            rows.append({
                "name": name, "period": period, "published_on": today, "minimum": protection.minimum, "base": protection.base,
                "cells": of[place], "district_id": place,
                "public_id": ids("PublishedTable", period, len(rows) + 1),
            })  # fmt: skip
    if rows:
        connection.execute(TABLES["PublishedTable"].insert(), rows)


def listed(connection: Connection) -> list[Row[Any]]:
    """(period, name, published_on, cells, minimum, base) of everything published, newest first, districts together."""
    of = TABLES["PublishedTable"].c
    keys = (of.period, of.name, of.published_on)
    found = select(*keys, func.sum(of.cells).label("cells"), of.minimum, of.base)
    return list(connection.execute(found.group_by(*keys, of.minimum, of.base).order_by(of.period.desc(), of.name)))


def _rows(
    declaration: Declaration, period: str, measured: Measured, grades: Grades, protection: Protection
) -> list[dict[str, Any]]:
    """The cells as rows of the table's entity, without public ids; of a body that reports, only where there is a figure."""
    rows: list[dict[str, Any]] = []
    for cell, figure in sorted(grades.items(), key=lambda entry: entry[0]):
        district, line, item = cell
        if figure is None and item in BODY_STEPS:
            continue  # hundreds of bodies; that there is no row says what a null would
        name, beside = measured.names[line], measured.beside.get(cell) if figure is not None else None
        row: dict[str, Any] = {"district_id": district}
        match declaration.entity:
            case "PublishedCount":
                row |= {"period": period, "town_code": line, "town_name": name, "category": item, "count": figure}
            case "PublishedFigure":
                row |= {"table_name": declaration.name, "period": period, "line": line, "line_name": name, "item": item,
                        "item_name": _ITEM_NAMES[item].split(" / ")[0], "count": figure}  # fmt: skip
            case "ResponseTime":
                row |= {"period": period, "organisation_name": name, "step": item, "organisation_id": int(line),
                        "median_minutes": None if beside is None else protection.rounded(beside)}  # fmt: skip
            case _:
                source, _, kind = item.partition(":")
                row |= {"year": int(period), "source": source, "kind": kind, "decisions": figure, "organisation_id": int(line),
                        "amount": None if beside is None else protection.rounded_amount(beside)}  # fmt: skip
        rows.append(row)
    return rows
