"""Published statistics: children by town and category, frozen when published, small numbers protected.

Rules (统计法 二十八; the numbers are `assumed`):

1. A count under 10 is suppressed: it is published as null, a zero too.
2. Nor may a suppressed count follow from the others where somebody knows the total of a town, or of a category in a
   district: in each such line either nothing is suppressed, or at least two counts that together are 10 or more.
   Further counts are suppressed, the smallest first, until this holds.
3. What is left is rounded to a multiple of 5.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from sqlalchemy import Connection, func, select

from core.ids import new_public_id
from db.tables import TABLES
from schema.entities import CATALOG
from schema.enums import CHILD_CATEGORY

SMALL = 10
BASE = 5

Cell = tuple[str, str]
"""(town code of 9 digits, category)."""


def protect(counts: Mapping[Cell, int]) -> dict[Cell, int | None]:
    """What is published for each count: a multiple of 5, or None where it is suppressed."""
    hidden = {cell for cell, count in counts.items() if count < SMALL}
    lines = _lines(counts)
    changed = True
    while changed:
        changed = False
        for line in lines:
            further = _next_to_hide(line, counts, hidden)
            if further is not None:
                hidden.add(further)
                changed = True
    return {cell: None if cell in hidden else BASE * round(count / BASE) for cell, count in counts.items()}


def _lines(cells: Iterable[Cell]) -> list[list[Cell]]:
    lines: dict[tuple[str, str], list[Cell]] = {}
    for town, category in sorted(cells):
        lines.setdefault(("town", town), []).append((town, category))
        lines.setdefault((town[:6], category), []).append((town, category))
    return list(lines.values())


def _next_to_hide(line: list[Cell], counts: Mapping[Cell, int], hidden: set[Cell]) -> Cell | None:
    inside = [cell for cell in line if cell in hidden]
    shown = [cell for cell in line if cell not in hidden]
    if not inside or not shown:
        return None
    if len(inside) >= 2 and sum(counts[cell] for cell in inside) >= SMALL:
        return None
    return min(shown, key=lambda cell: (counts[cell], cell))


def publish(connection: Connection, period: str, make_id: Callable[[int], str] | None = None) -> int:
    """Publishes the table of `period` (`YYYY-MM`) from the children now on file; returns the number of its cells.

    ValueError where the period has been published: a second version would give away what changed.
    `make_id` gives the public id of the n-th cell.
    """
    child, town, published = TABLES["Child"], TABLES["Town"], TABLES["PublishedCount"]
    if connection.scalar(select(func.count()).select_from(published).where(published.c.period == period)):
        raise ValueError(f"the table of {period} has been published")
    towns = {row.id: row for row in connection.execute(select(town.c.id, town.c.code, town.c.name, town.c.district_id))}
    counts: dict[Cell, int] = {(t.code, category): 0 for t in towns.values() for category in CHILD_CATEGORY.values}
    found = select(child.c.town_id, child.c.category, func.count()).group_by(child.c.town_id, child.c.category)
    for town_id, category, count in connection.execute(found):
        counts[towns[town_id].code, category] = count
    by_code = {t.code: t for t in towns.values()}
    prefix = CATALOG["PublishedCount"].prefix
    rows = [
        {
            "public_id": make_id(n) if make_id else new_public_id(prefix), "period": period, "town_code": code,
            "town_name": by_code[code].name, "category": category, "count": shown,
            "district_id": by_code[code].district_id,
        }
        for n, ((code, category), shown) in enumerate(sorted(protect(counts).items(), key=lambda item: item[0]), 1)
    ]  # fmt: skip
    connection.execute(published.insert(), rows)
    return len(rows)
