"""Published figures under attack: no small count follows from all that is published, by any sum or difference."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from authz.protection import Protection
from db.protect import Grades, protect
from schema.published import PUBLISHED, TOTAL
from tests.data.attacker import At, World, possible, published, readings, told

SMALL = Protection(minimum=3, base=5)
"""As strict as the real numbers, with fewer worlds to count: 3 to 7 are shown as 5, 8 to 12 as 10."""
REAL = Protection(minimum=10, base=5)


def town(n: int, category: str = "LEFT_BEHIND", period: str = "") -> At:
    return f"CHILDREN_BY_TOWN{period}", (1, f"t{n}", category)


def school(n: int, period: str = "") -> At:
    return f"PUPILS_BY_SCHOOL{period}", (1, f"s{n}", TOTAL)


def incidents(n: int) -> At:
    return "INCIDENTS_BY_KIND", (1, "1", f"k{n}")


def time(step: str, n: int = 1) -> At:
    return "RESPONSE_TIMES", (1, f"o{n}", step)


SMALL_WORLDS: dict[str, tuple[list[At], range]] = {
    "two towns, two schools": ([town(1), town(2), school(1), school(2)], range(13)),
    "two categories, a school": ([town(1), town(2), town(1, "OTHER_RURAL"), town(2, "OTHER_RURAL"), school(1)], range(8)),
    "one town, two schools": ([town(1), school(1), school(2)], range(19)),
    "two months": ([town(1, period="@1"), town(2, period="@1"), town(1, period="@2"), town(2, period="@2")], range(11)),
    "a school in two months": ([town(1, period="@1"), school(1, "@1"), town(1, period="@2"), school(1, "@2")], range(11)),
    "three kinds, the police": ([*map(incidents, range(3)), time("REPORTED_TO_RECEIVED")], range(9)),
    "three kinds, two towns": (
        [*map(incidents, range(3)), time("NOTIFIED_TO_ASSESSED", 1), time("NOTIFIED_TO_ASSESSED", 2)], range(8),
    ),
    "two kinds, two steps": (
        [*map(incidents, range(2)), time("REPORTED_TO_RECEIVED"), time("RECEIVED_TO_NOTIFIED")], range(9),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SMALL_WORLDS)
def test_no_small_count_follows_from_everything_published(name: str) -> None:
    cells, counts = SMALL_WORLDS[name]
    behind = readings(cells, [counts] * len(cells), SMALL)
    assert sum(map(len, behind.values())) > 1_000
    # Counts stop at the end of the range, so a figure that is shown may stand for fewer worlds here than it does.
    whole = {read: worlds for read, worlds in behind.items() if all(f is None or SMALL.range_of(f)[1] <= max(counts) for f in read)}
    assert any(None in read and set(read) != {None} for read in whole)
    for read, worlds in whole.items():
        assert list(told(cells, read, worlds, SMALL.minimum)) == [], read


def test_the_attacker_learns_small_counts_where_tables_do_not_mind_each_other() -> None:
    """Two schools with 6 pupils at least, in a district where three towns have less than 3 children each."""
    cells = [town(1), town(2), town(3), school(1), school(2)]
    counts = [range(8), range(4), range(4), range(10), range(10)]

    def learned(bounded: bool) -> list[str]:
        behind = readings(cells, counts, SMALL, bounded)
        return list(told(cells, (None, None, None, 5, 5), behind.get((None, None, None, 5, 5), []), SMALL.minimum))

    assert any("'t1'" in line and "is one of [2]" in line for line in learned(bounded=False))
    assert (None, None, None, 5, 5) not in readings(cells, counts, SMALL)


def test_the_attacker_learns_small_counts_from_an_exact_total() -> None:
    """A margin beside the cells, not rounded: what the fixed list never publishes."""
    cells = [town(1), town(2)]
    behind: dict[tuple[int | None, ...], list[tuple[int, ...]]] = {}
    for read, worlds in readings(cells, [range(8)] * 2, SMALL).items():
        for world in worlds:
            behind.setdefault((*read, sum(world)), []).append(world)
    assert any(list(told(cells, read[:2], worlds, SMALL.minimum)) for read, worlds in behind.items())


_COUNTS = st.integers(0, 14) | st.integers(0, 90)
_CELLS = [town(n, c) for n in range(4) for c in ("LEFT_BEHIND", "OTHER_RURAL")] + [school(n) for n in range(5)]


@given(st.tuples(*(_COUNTS for _ in _CELLS)), st.data())
def test_any_small_value_of_a_suppressed_cell_is_published_the_same(values: tuple[int, ...], data: st.DataObject) -> None:
    """The proof of the decision record, acted out: the witness world is possible and comes out as the true one."""
    world: World = dict(zip(_CELLS, values, strict=True))
    assume(possible(world))
    read = dict(zip(_CELLS, published(world, REAL), strict=True))
    small = [cell for cell in _CELLS if world[cell] < REAL.minimum]
    assume(small)
    chosen = data.draw(st.sampled_from(small))
    value = data.draw(st.integers(0, REAL.minimum - 1))
    greater = chosen[0] == "CHILDREN_BY_TOWN"
    witness = {}
    for cell, figure in read.items():
        if cell[0] == "CHILDREN_BY_TOWN":
            witness[cell] = world[cell] if greater or figure is not None or world[cell] >= REAL.minimum else REAL.minimum - 1
        else:
            witness[cell] = world[cell] if figure is not None else 0
    assert possible(witness | {chosen: value})
    assert dict(zip(_CELLS, published(witness | {chosen: value}, REAL), strict=True)) == read


def _children(counts: dict[At, int]) -> Grades:
    return protect(PUBLISHED["CHILDREN_BY_TOWN"], {cell: n for (_, cell), n in counts.items()}, {}, REAL)


@given(st.tuples(*(_COUNTS for _ in range(8))))
def test_small_numbers_are_suppressed_the_rest_rounded_and_none_is_alone_in_its_line(values: tuple[int, ...]) -> None:
    counts = dict(zip(_CELLS[:8], values, strict=True))
    grades = _children(counts)
    for (_, cell), count in counts.items():
        figure = grades[cell]
        assert figure is None or (count >= REAL.minimum and figure % REAL.base == 0 and abs(figure - count) <= REAL.base // 2)
    for at in (1, 2):
        for key in {cell[at] for cell in grades}:
            line = [figure for cell, figure in grades.items() if cell[at] == key]
            assert line.count(None) != 1


def test_the_smallest_figure_keeps_a_lone_suppressed_one_company() -> None:
    counts = {town(n, c): 50 for n in range(3) for c in "ABCD"}
    counts |= {town(0, "A"): 4, town(0, "C"): 20}
    grades = _children(counts)
    assert {cell for cell, figure in grades.items() if figure is None} == {(1, f"t{n}", c) for n in (0, 1) for c in "AC"}
    assert None not in _children({cell: n + REAL.minimum for cell, n in counts.items()}).values()


def test_schools_are_shown_while_there_is_room_below_the_towns() -> None:
    counts = {town(1): 60, town(2): 40} | {school(n): 30 for n in range(5)}
    assert published(counts, REAL)[2:] == (30, 30, None, None, None)


@pytest.mark.parametrize(("minimum", "base"), [(2, 5), (10, 1), (10, 2), (12, 5), (10, 0)])
def test_numbers_that_would_show_a_count_as_it_is_are_refused(minimum: int, base: int) -> None:
    with pytest.raises(ValueError, match="published_minimum"):
        Protection(minimum, base)
