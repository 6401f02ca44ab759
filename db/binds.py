"""Bound values: where each comes from, and how each driver wants it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from sqlalchemy import BigInteger, Boolean, Date, DateTime, Text, bindparam
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.sql.elements import BindParameter

from core.clock import utc_text
from schema.catalog import Kind
from schema.predicate import Attribute, Constant, Listed, Operand, Slot

SQL_TYPES: Mapping[Kind, Any] = {
    Kind.ID: Text(),
    Kind.TEXT: Text(),
    Kind.ENUM: Text(),
    Kind.INT: BigInteger(),
    Kind.BOOL: Boolean(),
    Kind.DATE: Date(),
    Kind.DATETIME: DateTime(timezone=True),
}
"""The SQL type by which a bind of a kind is cast. Values go to the driver raw."""


def to_sqlite(value: Any) -> Any:
    """A value as sqlite3 stores it."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, datetime.datetime):
        return utc_text(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return orjson.dumps([to_sqlite(v) for v in value]).decode()
    return value


def to_postgresql(value: Any) -> Any:
    """A value as asyncpg takes it."""
    return list(value) if isinstance(value, tuple) else value


CONVERTERS: Mapping[str, Callable[[Any], Any]] = {"sqlite": to_sqlite, "postgresql": to_postgresql}

Values = Callable[[Mapping[str, Any], Sequence[Any]], list[Any]]
"""(attributes of the caller and the request, slots) -> values in the order of the statement."""


@dataclass
class Binds:
    """The binds of one statement under construction. Names come from their sources, so one source is one bind."""

    sources: dict[str, tuple[str, Any, int]] = field(default_factory=dict)
    """name -> (source, its key, addend)."""
    _constants: dict[tuple[str, Any], str] = field(default_factory=dict)

    def bind(self, operand: Operand, kind: Kind, listed: bool = False, plus: int = 0) -> BindParameter[Any]:
        """A bind of `operand`, compared with values of `kind` (a list of them if `listed`), `plus` added to it."""
        mark = f"{'l' if listed else ''}{kind.value.lower()}{f'_{plus}' if plus else ''}"
        source: tuple[str, Any, int]
        match operand:
            case Attribute(name):
                key, source = f"a_{name}", ("attribute", name, plus)
            case Slot(index):
                key, source = f"s_{index}_{mark}", ("slot", index, plus)
            case Constant(value):
                at = self._constants.setdefault((mark, value), f"c_{len(self._constants)}")
                key, source = f"{at}_{mark}", ("constant", value, plus)
            case Listed(items):
                at = self._constants.setdefault((mark, items), f"c_{len(self._constants)}")
                key, source = f"{at}_{mark}", ("listed", items, plus)
            case _:
                raise TypeError(f"{operand!r} is not bound")
        self.sources[key] = source
        sql_type = SQL_TYPES[kind]
        return bindparam(key, type_=ARRAY(sql_type) if listed else sql_type)

    def attribute(self, name: str, kind: Kind) -> BindParameter[Any]:
        """A bind of a value that the request brings."""
        return self.bind(Attribute(name), kind)

    def binder(self, order: Sequence[str], dialect: str) -> Values:
        """The function that gives the values in the order of `order`."""
        convert = CONVERTERS[dialect]
        places = {name: n for n, name in enumerate(dict.fromkeys(order))}
        constants: dict[int, Any] = {}
        attributes_at: list[tuple[int, str]] = []
        slots_at: list[tuple[int, int, int]] = []
        listed_at: list[tuple[int, tuple[Operand, ...]]] = []
        for name, n in places.items():
            source, key, plus = self.sources[name]
            if source == "constant":
                constants[n] = convert(key + plus if plus else key)
            elif source == "attribute":
                attributes_at.append((n, key))
            elif source == "slot":
                slots_at.append((n, key, plus))
            else:
                listed_at.append((n, key))
        blank = [constants.get(n) for n in range(len(places))]
        positions = None if len(places) == len(order) else [places[name] for name in order]

        def values(attributes: Mapping[str, Any], slots: Sequence[Any]) -> list[Any]:
            out = blank.copy()
            for n, name in attributes_at:
                out[n] = convert(attributes[name])
            for n, index, plus in slots_at:
                out[n] = convert(slots[index] + plus if plus else slots[index])
            for n, items in listed_at:
                out[n] = convert([item_value(i, slots) for i in items])
            return out if positions is None else [out[n] for n in positions]

        return values


def item_value(operand: Operand, slots: Sequence[Any]) -> Any:
    """The value of an operand that the document or its variables state."""
    match operand:
        case Slot(index):
            return slots[index]
        case Constant(value):
            return value
        case Listed(items):
            return [item_value(i, slots) for i in items]
        case _:
            raise TypeError(f"{operand!r} has no value of its own")
