"""Random arguments: pages, cursors, filters, orders, as literals or variables."""

from __future__ import annotations

import json
from random import Random
from typing import Any

from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLList, GraphQLNonNull, get_named_type
from graphql.type import GraphQLArgument, GraphQLInputType

from schema.catalog import Cardinality, Field
from schema.entities import CATALOG
from tests.oracle.again import (
    LENGTHS,
    Again,
    filter_again,
    id_again,
    operand_again,
    operands_again,
    size_again,
)
from tests.oracle.samples import Samples


class Word(str):
    """An enum value: a bare word in a literal, text in a variable."""

    __slots__ = ()


def literal(value: Any) -> str:
    """A value as GraphQL source."""
    if isinstance(value, Reference):
        return f"${value.name}"
    if isinstance(value, Word):
        return str(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {literal(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(literal(v) for v in value) + "]"
    return json.dumps(value, ensure_ascii=False)


class Reference:
    """A variable in the place of a value."""

    def __init__(self, name: str) -> None:
        self.name = name


class Arguments:
    """Draws argument values and keeps the variables that they use."""

    def __init__(self, rng: Random, samples: Samples, literals_only: bool = False) -> None:
        self.rng = rng
        self.samples = samples
        self.literals_only = literals_only
        self.bound = rng.choice((1.0, 1.0, 2.5))
        """Some documents leave most values to variables, as clients do."""
        self.definitions: list[str] = []
        self.values: dict[str, Any] = {}
        self.again: dict[str, Again] = {}

    def chance(self, p: float) -> bool:
        return self.rng.random() < p

    # -- variables --------------------------------------------------------------------------------------------------

    def variable(self, declared: str, value: Any, default: str = "") -> Reference:
        """A new variable of the type `declared` holding `value`."""
        name = f"v{len(self.definitions)}"
        self.definitions.append(f"${name}: {declared}{default}")
        self.values[name] = value
        return Reference(name)

    def maybe_variable(self, kind: GraphQLInputType, value: Any, p: float = 0.35, again: Again | None = None) -> Any:
        """The value itself or a variable that holds it; rarely one that is absent, null or left to its default.

        `again` draws another value of the same form.
        """
        if self.literals_only or not self.chance(p * self.bound) or _has_reference(value):
            return value
        nullable = not isinstance(kind, GraphQLNonNull)
        if nullable and self.chance(0.06):
            made = self.variable(str(kind), None)
            if self.chance(0.6):
                del self.values[made.name]
            return made
        if self.chance(0.1) and not isinstance(kind, GraphQLNonNull):
            made = self.variable(str(kind), value, f" = {literal(value)}")
            del self.values[made.name]
            return made
        strict = nullable and self.chance(0.3)
        made = self.variable(f"{kind}!" if strict else str(kind), value)
        if again is not None:
            self.again[made.name] = again
        return made

    # -- lists ------------------------------------------------------------------------------------------------------

    def page(self, arguments: dict[str, GraphQLArgument], entity: str, most: int, cursors: bool) -> dict[str, Any]:
        """`first`, `after`, `last`, `before`: mostly good ones."""
        out: dict[str, Any] = {}
        size = self.rng.randint(1, max(1, most))
        chance = self.rng.random()
        if chance < 0.62 or most < 20:
            out["first"] = size
        if "last" not in arguments:  # the caller's own duties are read forwards only
            chance = min(chance, 0.61)
        if 0.62 <= chance < 0.8:
            out.pop("first", None)
            out["last"] = size
        elif chance >= 0.985:
            out["first"] = self.rng.choice((0, -1, 101, 2**31 - 1))
        elif chance >= 0.98:
            out["last"] = size
        if cursors and self.chance(0.25):
            forward = "after" if "last" not in out else "before"
            if "before" in arguments and self.chance(0.03):
                forward = "after" if forward == "before" else "before"
            out[forward] = self.samples.id_of(CATALOG[entity], odd=0.1)
        cursor = id_again(CATALOG[entity])
        again = {k: size_again(v) if k in ("first", "last") else cursor for k, v in out.items()}
        return {k: self.maybe_variable(arguments[k].type, v, again=again[k]) for k, v in out.items()}

    def listing(self, arguments: dict[str, GraphQLArgument], entity: str, most: int, cursors: bool) -> str:
        """All arguments of a connection, as source in brackets, or nothing."""
        out = self.page(arguments, entity, most, cursors)
        if "filter" in arguments and self.chance(0.45):
            kind = arguments["filter"].type
            given = self.filter(get_named_type(kind), 0)
            out["filter"] = self.maybe_variable(kind, given, 0.3, filter_again(CATALOG[entity], given))
        if "orderBy" in arguments and self.chance(0.4):
            named = get_named_type(arguments["orderBy"].type)
            assert isinstance(named, GraphQLEnumType)
            values: Any = [Word(self.rng.choice(list(named.values))) for _ in range(self.rng.choice((1, 1, 2, 3)))]
            if len(values) == 1 and self.chance(0.3):
                values = values[0]
            out["orderBy"] = self.maybe_variable(arguments["orderBy"].type, values)
        items = list(out.items())
        self.rng.shuffle(items)
        return "(" + ", ".join(f"{k}: {literal(v)}" for k, v in items) + ")" if items else ""

    # -- filters ----------------------------------------------------------------------------------------------------

    def filter(self, kind: Any, depth: int) -> dict[str, Any]:
        """A filter of the input type `kind` (an entity's)."""
        assert isinstance(kind, GraphQLInputObjectType)
        entity = CATALOG[kind.name.removesuffix("Filter")]
        names = [n for n in kind.fields if n not in ("and", "or", "not")]
        out: dict[str, Any] = {}
        if depth < 2 and self.chance(0.3):
            word = self.rng.choice(("and", "or", "not"))
            if word == "not":
                out["not"] = self.filter(kind, depth + 1)
            else:
                out[word] = [self.filter(kind, depth + 1) for _ in range(self.rng.choice((0, 1, 2, 2, 3)))]
        for name in self.rng.sample(names, min(len(names), self.rng.choice((0, 1, 1, 1, 2)))):
            member = entity.members[name]
            target = get_named_type(kind.fields[name].type)
            if isinstance(member, Field):
                out[name] = self.operators(target, entity.name, member)
            elif member.cardinality is Cardinality.MANY:
                if depth < 2:
                    inner = target.fields["some"].type
                    words = self.rng.sample(("some", "none", "every"), self.rng.choice((1, 1, 1, 2)))
                    out[name] = {w: self.filter(get_named_type(inner), depth + 1) for w in words}
            elif depth < 3:
                out[name] = self.filter(target, depth + 1)
        return out

    def operators(self, kind: GraphQLInputObjectType, entity: str, field: Field) -> dict[str, Any]:
        """An operator input: mostly one operator."""
        out: dict[str, Any] = {}
        one = operand_again(CATALOG[entity], field)
        for op in self.rng.sample(list(kind.fields), min(len(kind.fields), self.rng.choice((1, 1, 1, 2)))):
            declared = kind.fields[op].type
            if op == "isNull":
                out[op] = self.maybe_variable(declared, self.chance(0.5))
            elif isinstance(declared, GraphQLList):
                items: list[Any] = [self.operand(entity, field) for _ in range(self.rng.choice(LENGTHS))]
                if self.chance(0.15):
                    items = [self.maybe_variable(declared.of_type, i, again=one) for i in items]
                out[op] = self.maybe_variable(declared, items, again=operands_again(CATALOG[entity], field))
            elif self.chance(0.003):
                out[op] = None
            else:
                out[op] = self.maybe_variable(declared, self.operand(entity, field), again=one)
        return out

    def operand(self, entity: str, field: Field) -> Any:
        value = self.samples.operand(CATALOG[entity], field)
        return Word(value) if field.enum else value


def _has_reference(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_has_reference(v) for v in value.values())
    if isinstance(value, list):
        return any(_has_reference(v) for v in value)
    return isinstance(value, Reference)
