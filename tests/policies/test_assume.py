"""What is left of a predicate where facts are known says, wherever the facts hold, what the predicate says."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from schema.predicate import FALSE, TRUE, And, IsNull, Not, Or, Predicate, Truth, all_of, any_of, assume, negate

ATOMS = tuple(IsNull(name) for name in "abcd")


def says(predicate: Predicate, known: Mapping[Predicate, bool]) -> bool:
    """The predicate's word where each atom is as `known`."""
    match predicate:
        case Truth(value):
            return value
        case And(parts):
            return all(says(p, known) for p in parts)
        case Or(parts):
            return any(says(p, known) for p in parts)
        case Not(part):
            return not says(part, known)
        case _:
            return known[predicate]


PREDICATES = st.recursive(
    st.sampled_from((*ATOMS, TRUE, FALSE)),
    lambda inner: st.one_of(
        inner.map(negate),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: all_of(tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: any_of(tuple(parts))),
    ),
    max_leaves=8,
)


@given(PREDICATES, st.frozensets(PREDICATES, max_size=4))
def test_facts_change_no_word_where_they_hold(predicate: Predicate, facts: frozenset[Predicate]) -> None:
    left = assume(predicate, facts)
    for values in product((True, False), repeat=len(ATOMS)):
        known = dict(zip(ATOMS, values, strict=True))
        if all(says(f, known) for f in facts):
            assert says(left, known) == says(predicate, known)


def test_what_is_known_not_to_hold_is_false() -> None:
    a, b, *_ = ATOMS
    assert assume(any_of((a, b)), frozenset({Not(a), Not(b)})) == FALSE
    assert assume(all_of((a, b)), frozenset({Not(a)})) == FALSE
    assert assume(negate(a), frozenset({Not(a)})) == TRUE
