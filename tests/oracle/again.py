"""Values drawn anew in the form of a value that was drawn before: a statement that serves the one serves the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from schema.catalog import Cardinality, Entity, Field
from schema.entities import CATALOG
from tests.oracle.samples import Samples

Again = Callable[[Samples], Any]
"""From the samples of a caller in a world to a value."""

LENGTHS = (0, 1, 2, 3, 5)
"""Of lists of operands."""
_SIZES = (range(1, 2), range(2, 3), range(3, 4), range(4, 6), range(6, 11), range(11, 21), range(21, 31), range(31, 51))


def operand_again(entity: Entity, field: Field) -> Again:
    """Another operand for a comparison with `field`."""
    return lambda samples: samples.operand(entity, field)


def operands_again(entity: Entity, field: Field) -> Again:
    """Another list of them, longer or shorter."""
    return lambda samples: [samples.operand(entity, field) for _ in range(samples.rng.choice(LENGTHS))]


def id_again(entity: Entity) -> Again:
    """Another id of the entity, mostly of a row that is visible."""
    return lambda samples: samples.id_of(entity, odd=0.1)


def ids_again(ids: list[str]) -> Again:
    """As many ids of the same entities; what stands for no entity stays."""
    by_prefix = {e.prefix: e for e in CATALOG}

    def again(samples: Samples) -> list[str]:
        entities = [by_prefix.get(i.split("_")[0]) for i in ids]
        return [i if e is None else samples.id_of(e, odd=0.1) for i, e in zip(ids, entities, strict=True)]

    return again


def size_again(size: int) -> Again:
    """Another size of a page, near this one, since a statement serves few; a bad one stays bad."""
    sizes = next((s for s in _SIZES if size in s), (size,))
    return lambda samples: samples.rng.choice(sizes)


def filter_again(entity: Entity, given: Mapping[str, Any]) -> Again:
    """The same conditions on `entity` with other operands."""
    return lambda samples: _filter(entity, given, samples)


def _filter(entity: Entity, given: Mapping[str, Any], samples: Samples) -> dict[str, Any]:
    return {name: _part(entity, name, value, samples) for name, value in given.items()}


def _part(entity: Entity, name: str, value: Any, samples: Samples) -> Any:
    if name in ("and", "or"):
        return [_filter(entity, v, samples) for v in value]
    if name == "not":
        return _filter(entity, value, samples)
    member = entity.members[name]
    if isinstance(member, Field):
        return {op: _operand(entity, member, op, v, samples) for op, v in value.items()}
    target = CATALOG[member.target]
    if member.cardinality is Cardinality.ONE:
        return _filter(target, value, samples)
    return {word: _filter(target, v, samples) for word, v in value.items()}


def _operand(entity: Entity, field: Field, op: str, value: Any, samples: Samples) -> Any:
    if op == "isNull" or value is None:
        return value
    return (operands_again if isinstance(value, list) else operand_again)(entity, field)(samples)
