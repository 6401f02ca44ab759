"""Protection of published counts: suppression, rounding, and nothing that follows from one table about another (统计法 二十八).

Counts are graded first, each by itself: unknown under the minimum, else rounded. Everything after sees grades alone, never a
count, so that what is published is the same for all small numbers. docs/adr/0016-published-statistics.md says what this gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from authz.protection import Protection
from schema.published import AtMost, Declaration

Cell = tuple[int, str, str]
"""(district, line, item)."""
Grades = dict[Cell, int | None]
ENOUGH_NULLS = 3
"""So many suppressed cells can hold one minimum between them, whatever one of them is."""


def protect(
    declaration: Declaration, counts: Mapping[Cell, int], others: Mapping[str, Grades], protection: Protection
) -> Grades:
    """What is published for each count: rounded, or None where it is suppressed.

    `others`: what is published of the tables before, which this one may be bounded by. In a table that is not `counted` the
    grades only say where there are enough.
    """
    grades = {cell: protection.grade(count) for cell, count in counts.items()}
    for bound in declaration.at_most:
        for district in sorted({cell[0] for cell in grades if cell[2] in bound.items}):
            greater = [
                figure
                for cell, figure in others[bound.of].items()
                if cell[0] == district and (not bound.of_items or cell[2] in bound.of_items)
            ]
            _fit(grades, _cells(grades, district, bound), greater, declaration.counted, protection)
    return _not_alone(grades) if declaration.counted else grades


def _cells(grades: Grades, district: int, bound: AtMost) -> list[Cell]:
    return sorted(cell for cell in grades if cell[0] == district and cell[2] in bound.items)


def _lines(cells: Iterable[Cell]) -> list[list[Cell]]:
    lines: dict[tuple[int, str, str], list[Cell]] = {}
    for district, line, item in sorted(cells):
        lines.setdefault((district, "line", line), []).append((district, line, item))
        lines.setdefault((district, "item", item), []).append((district, line, item))
    return [cells for cells in lines.values() if len(cells) > 1]


def _not_alone(grades: Grades) -> Grades:
    """A lone suppressed cell of a line or column gets company, the smallest figure: somebody may know the total."""
    out = dict(grades)
    lines = _lines(out)
    changed = True
    while changed:
        changed = False
        for line in lines:
            shown = [(figure, cell) for cell in line if (figure := out[cell]) is not None]
            if len(shown) == len(line) - 1:
                out[min(shown)[1]] = None
                changed = True
    return out


def _fit(
    grades: Grades, cells: Sequence[Cell], greater: Sequence[int | None], counted: bool, protection: Protection
) -> None:
    """Suppresses the cells for which there is no room under what is published of the greater table, in order of the cells.

    There must be room for the greatest count that each figure stands for (where no count is published, for the minimum), and,
    where cells are suppressed, for any small number in one of them.
    """
    least = sum(protection.range_of(figure)[0] for figure in greater if figure is not None)
    room = least - (protection.minimum - 1 if len(cells) > 1 else 0)
    if not least and not counted and len(greater) >= ENOUGH_NULLS:
        room = protection.minimum
    for cell in cells:
        figure = grades[cell]
        if figure is None:
            continue
        needed = protection.range_of(figure)[1] if counted else protection.minimum
        if needed <= room:
            room -= needed
        else:
            grades[cell] = None
