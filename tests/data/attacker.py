"""Who has every published figure, knows the procedure and what the tables have to do with each other, and counts worlds.

A world is the true count of every cell. The attacker publishes each world there might be and keeps those that come out as
what he reads: nothing else follows from it, and whatever he adds, subtracts or compares follows from these worlds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, product

from authz.protection import FEWEST_VALUES, Protection
from db.protect import Cell, Grades, protect
from schema.published import PUBLISHED, AtMost

At = tuple[str, Cell]
"""A cell of a table; the name may carry a period behind `@`."""
World = Mapping[At, int]
Shown = tuple[int | None, ...]


def bounds_of(name: str) -> tuple[AtMost, ...]:
    """What a table is at most."""
    return PUBLISHED[name.partition("@")[0]].at_most


def possible(world: World) -> bool:
    """Whether the counts keep to what the tables have to do with each other."""
    for name in {at[0] for at in world}:
        for bound in bounds_of(name):
            of = bound.of + name[len(name.partition("@")[0]):]
            lesser = sum(n for (table, cell), n in world.items() if table == name and cell[2] in bound.items)
            greater = sum(
                n for (table, cell), n in world.items() if table == of and (not bound.of_items or cell[2] in bound.of_items)
            )
            if lesser > greater:
                return False
    return True


def published(world: World, protection: Protection, bounded: bool = True) -> Shown:
    """What is published of a world, cell by cell; `bounded`: tables know what they are at most, as the service's do."""
    graded: dict[str, Grades] = {}
    periods = {at[0].partition("@")[2] for at in world}
    for period, declaration in product(sorted(periods), PUBLISHED.values()):
        name = f"{declaration.name}@{period}" if period else declaration.name
        counts = {cell: n for (table, cell), n in world.items() if table == name}
        if counts:
            of = declaration if bounded else replace(declaration, at_most=())
            others = {n.partition("@")[0]: g for n, g in graded.items() if n.partition("@")[2] == period}
            graded[name] = protect(of, counts, others, protection)
    return tuple(graded[table][cell] for table, cell in world)


def readings(
    cells: Sequence[At], counts: Sequence[Iterable[int]], protection: Protection, bounded: bool = True
) -> dict[Shown, list[tuple[int, ...]]]:
    """What may be read -> every world behind it; `counts` that each cell may have."""
    out: dict[Shown, list[tuple[int, ...]]] = defaultdict(list)
    for values in product(*counts):
        world = dict(zip(cells, values, strict=True))
        if possible(world):
            out[published(world, protection, bounded)].append(values)
    return out


def told(cells: Sequence[At], read: Shown, worlds: Sequence[tuple[int, ...]], minimum: int) -> Iterator[str]:
    """What a reading tells that the guarantee of docs/adr/0016-published-statistics.md forbids."""
    small = set(range(minimum))
    nulls = [i for i, figure in enumerate(read) if figure is None]
    for i in nulls:
        if not small <= {w[i] for w in worlds}:
            yield f"{cells[i]} is one of {sorted({w[i] for w in worlds} & small)}"
    for size in range(2, len(nulls) + 1):
        for chosen in combinations(nulls, size):
            totals = {sum(w[i] for i in chosen) for w in worlds}
            if len({cells[i][0] for i in chosen}) == 1 and totals & small and not small - {0} <= totals:
                yield f"{[cells[i] for i in chosen]} together are one of {sorted(totals & small)}"
    for signs in product((0, 1, -1), repeat=len(cells)):
        if any(signs) and len(values := {sum(map(int.__mul__, signs, w)) for w in worlds}) < FEWEST_VALUES:
            yield f"{signs} gives {sorted(values)}"
