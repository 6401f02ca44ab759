"""Lists in lists go five deep on both databases, with nearly whatever is selected on the way; deeper ones are refused. So do
filters through as many relations as there may be, with anything."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from random import Random

import pytest

from authz.build import Policies
from authz.surface import surface_of
from authz.view import View
from core.errors import TonghuError
from db.schema_upgrade import upgrade
from db.statement import DEEPEST, compile_plan
from planner.limits import PlanLimits
from schema.catalog import Cardinality, Entity, Field, Relation
from schema.entities import CATALOG
from schema.graphql_types import order_values
from tests.architecture.planning import plan_of

_PAGE = "totalCount pageInfo { hasNextPage startCursor endCursor }"


class Chains:
    """Random documents of lists in lists, each level with all of its fields, a page, a count."""

    def __init__(self, view: View, rng: Random, ordered: bool) -> None:
        self.members, self.rng, self.ordered = surface_of(view).members, rng, ordered

    def relations(self, entity: Entity, cardinality: Cardinality) -> list[Relation]:
        found = [entity.members[n] for n in self.members[entity.name]]
        return [
            m for m in found if isinstance(m, Relation) and m.cardinality is cardinality and m.target in self.members
        ]

    def ways(self, entity: Entity) -> list[tuple[Relation | None, Relation]]:
        """To a list below a row: its own, or that of a record joined to it."""
        own: list[tuple[Relation | None, Relation]] = [(None, r) for r in self.relations(entity, Cardinality.MANY)]
        joined = [
            (one, many)
            for one in self.relations(entity, Cardinality.ONE)
            for many in self.relations(CATALOG[one.target], Cardinality.MANY)
        ]
        return own + joined

    def page(self, entity: Entity) -> str:
        """Arguments of a list; if `ordered`, by a field that may be granted in some rows only."""
        shown = self.members[entity.name]
        orders = [value for value, (name, _) in order_values(entity).items() if name in shown and shown[name].readable]
        ordered = f", orderBy: [{self.rng.choice(orders)}]" if orders and self.ordered else ""
        return f"(first: 3{ordered})"

    def body(self, entity: Entity, levels: int) -> str | None:
        """Selections of a row with `levels` of lists below it, None where the walk finds no way on."""
        fields = " ".join(n for n in self.members[entity.name] if isinstance(entity.members[n], Field))
        if not levels:
            return f"id version {fields}"
        ways = self.ways(entity)
        if not ways:
            return None
        one, many = self.rng.choice(ways)
        inner = self.body(CATALOG[many.target], levels - 1)
        if inner is None:
            return None
        made = f"{many.name}{self.page(CATALOG[many.target])} {{ {_PAGE} nodes {{ {inner} }} }}"
        return f"id {fields} " + (made if one is None else f"{one.name} {{ id {made} }}")

    def document(self, levels: int) -> str | None:
        """A document of `levels` of lists, the root's counted."""
        entity = CATALOG[self.rng.choice(list(self.members))]
        body = self.body(entity, levels - 1)
        return body and f"{{ {entity.plural}{self.page(entity)} {{ {_PAGE} nodes {{ {body} }} }} }}"


def documents(view: View, levels: int, count: int, ordered: bool = False) -> list[str]:
    """Up to `count` documents of a view, always the same ones."""
    chains = Chains(view, Random(view.subject), ordered)
    found = (chains.document(levels) for _ in range(20 * count))
    return list(dict.fromkeys(d for d in found if d))[:count]


SUBJECTS = ("school", "village", "town", "police", "court", "civil_affairs")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A database without rows, whose parser is asked."""
    path = tmp_path_factory.mktemp("depth") / "empty.db"
    upgrade(f"sqlite:///{path}")
    connection = sqlite3.connect(path)
    connection.create_function("keyed_hash", 2, lambda key, text: key + text)
    yield connection
    connection.close()


def refused(view: View, made: list[str], connection: sqlite3.Connection) -> list[str]:
    """The documents whose statements open more things than SQLite's parser holds."""
    out = []
    for document in made:
        sql = compile_plan(plan_of(view, document), "sqlite", "").sql
        try:
            connection.execute(f"EXPLAIN {sql}", (None,) * sql.count("?"))
        except sqlite3.OperationalError as error:
            assert str(error) == "parser stack overflow"
            out.append(document)
    return out


@pytest.mark.parametrize(("levels", "ordered"), [(DEEPEST, False), (2, True), (3, True)])
@pytest.mark.parametrize("subject", SUBJECTS)
def test_lists_as_deep_as_they_may_be_are_parsed(
    subject: str, levels: int, ordered: bool, policies: Policies, empty: sqlite3.Connection
) -> None:
    view = policies.view(subject, "officer")
    made = documents(view, levels, 24, ordered)
    assert len(made) >= 5
    # SQLite's parser has a stack of 100: a few documents with everything selected at every depth are DOCUMENT_TOO_DEEP.
    assert len(refused(view, made, empty)) <= len(made) // 8


class Filters(Chains):
    """Random filters that follow one relation through the other."""

    def condition(self, entity: Entity, relations: int) -> str | None:
        """A filter of `entity` through so many relations, None where the walk finds no way on."""
        found = [m for c in Cardinality for m in self.relations(entity, c)]
        self.rng.shuffle(found)
        for relation in found:
            inner = "{}" if relations == 1 else self.condition(CATALOG[relation.target], relations - 1)
            if inner is not None:
                many = relation.cardinality is Cardinality.MANY
                through = f"{{ {self.rng.choice(('some', 'none', 'every'))}: {inner} }}" if many else inner
                return f"{{ {relation.name}: {through} }}"
        return None

    def filtered(self, relations: int) -> str | None:
        """A document of a filtered list with its count."""
        entity = CATALOG[self.rng.choice(list(self.members))]
        condition = self.condition(entity, relations)
        return condition and f"{{ {entity.plural}(filter: {condition}) {{ totalCount nodes {{ id }} }} }}"


@pytest.mark.parametrize("subject", SUBJECTS)
def test_filters_through_as_many_relations_as_there_may_be_are_parsed(
    subject: str, policies: Policies, empty: sqlite3.Connection
) -> None:
    view = policies.view(subject, "officer")
    drawn = Filters(view, Random(subject), ordered=False)
    made = [d for _ in range(24) if (d := drawn.filtered(PlanLimits(1, 1).filter_relations))]
    assert len(made) >= 16
    assert refused(view, made, empty) == []


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_deeper_lists_are_refused(policies: Policies, dialect: str) -> None:
    view = policies.view("police", "officer")
    for document in documents(view, DEEPEST + 1, 3):
        with pytest.raises(TonghuError) as refused:
            compile_plan(plan_of(view, document), dialect, "")
        assert refused.value.code == "DOCUMENT_TOO_DEEP"


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
@pytest.mark.parametrize("subject", SUBJECTS)
def test_no_subquery_reads_the_rows_around_it_anew(subject: str, dialect: str, policies: Policies) -> None:
    """Where a condition on a row of a list lost its tie to the row, a door open for one would open for all."""
    view = policies.view(subject, "officer")
    for levels in (2, 3):
        for document in documents(view, levels, 8):
            sql = compile_plan(plan_of(view, document), dialect, "").sql
            assert re.search(r"\bFROM \w+ AS x\d+\b", sql)
            assert re.findall(r"\bFROM \w+(?: AS \w+)?, \w+", sql) == []
