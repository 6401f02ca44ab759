"""Nothing that the catalog or the schema declares is left without what belongs to it, and nothing is left over."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator

import pytest

from audit.kinds import SUBJECT_KINDS
from authz.build import Policies
from authz.surface import surface_of
from authz.view import EntityView, View
from core.clock import SystemClock, work_date
from db.statement import compile_plan
from db.tables import TABLES
from db.tables.build import sort_columns
from resolvers.mutate import WORK_MODULES
from resolvers.work.base import registered
from schema.catalog import Cardinality, Field, Subject
from schema.entities import CATALOG
from schema.mutations import MUTATIONS
from schema.predicate import And, Compare, Exists, IsNull, Not, Or, OwnColumn, Predicate
from tests.architecture.planning import plan_of
from tests.architecture.sources import PROJECT
from tests.compiled import project_policies
from tests.oracle.fixtures import how_many

ROWS = PROJECT / "policies/rows"
_COLUMN = re.compile(r"\b(x\d+)\.(\w+)")
_ALIAS = re.compile(r"\b(\w+) AS (x\d+)\b")


def test_every_mutation_has_its_work_and_every_work_its_mutation() -> None:
    assert WORK_MODULES
    assert registered.keys() == MUTATIONS.keys()


def test_every_module_of_work_that_registers_is_imported() -> None:
    names = {m.__name__.rpartition(".")[2] for m in WORK_MODULES}
    registering = {p.stem for p in (PROJECT / "resolvers/work").glob("*.py") if "\n@work(" in p.read_text()}
    assert registering == names


def test_mutations_write_members_that_there_are() -> None:
    for spec in MUTATIONS.values():
        assert {(e, m) for e, m in spec.writes.values() if m not in CATALOG[e].members} == set()
        assert {n for n, _, _ in spec.inputs} >= spec.writes.keys()
        assert spec.entity in CATALOG
        assert spec.result_entity in CATALOG


def test_every_entity_has_a_table_of_its_name_and_every_table_its_entity() -> None:
    assert {e.name for e in CATALOG} == TABLES.keys()
    modules = {p.stem for p in (PROJECT / "db/tables").glob("*.py")}
    for entity in CATALOG:
        assert entity.table in modules
        assert importlib.import_module(f"db.tables.{entity.table}").TABLE is TABLES[entity.name]
        assert TABLES[entity.name].columns.keys() == [*entity.storage, *sort_columns(entity)]
    assert modules == {e.table for e in CATALOG} | {"__init__", "base", "build", "indexes", "service", "types"}


def test_every_entity_has_row_rules_and_every_rule_file_its_entity() -> None:
    assert {p.stem for p in ROWS.glob("*.polar")} == {e.table for e in CATALOG}


def test_every_record_of_a_person_has_a_kind_in_the_log() -> None:
    own = {e.logged_as[0] for e in CATALOG if e.subject is Subject.SELF}
    nameless = {e.logged_as[0] for e in CATALOG if e.subject is Subject.CHILD and e.storage["child_id"][1]}
    assert SUBJECT_KINDS.keys() == own | nameless
    assert len(set(SUBJECT_KINDS.values())) == len(SUBJECT_KINDS)


def test_what_concerns_a_child_is_logged_for_a_child() -> None:
    assert {e.name for e in CATALOG if "child_id" in e.storage and e.subject is not Subject.CHILD} == set()
    assert {e.name for e in CATALOG if e.subject is Subject.CHILD and "child_id" not in e.storage} == set()


# -- columns ------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def policies() -> Policies:
    return project_policies(work_date(SystemClock().now()))


def named_by(predicate: Predicate, entity: str) -> Iterator[tuple[str, str]]:
    """(table, column) that a rule reads."""
    table = CATALOG[entity].table
    match predicate:
        case Compare(column, _, operand):
            yield table, column
            if isinstance(operand, OwnColumn):
                yield table, operand.column
        case IsNull(column):
            yield table, column
        case Exists(target, inner, outer, where):
            yield table, outer
            yield CATALOG[target].table, inner
            yield from named_by(where, target)
        case And(parts) | Or(parts):
            for part in parts:
                yield from named_by(part, entity)
        case Not(part):
            yield from named_by(part, entity)
        case _:
            return


def by_rules(view: View) -> set[tuple[str, str]]:
    """What the row rules of a view read."""

    def of(entity: EntityView) -> Iterator[Predicate]:
        yield from (d.predicate for d in entity.doors)
        yield from entity.group_denials.values()

    return {pair for e in view.entities.values() for p in of(e) for pair in named_by(p, e.entity)}


def granted_columns(view: View) -> set[tuple[str, str]]:
    """Stored columns of the members that a view grants, sort keys included."""
    out = set()
    for name, entity_view in view.entities.items():
        entity = CATALOG[name]
        for member in (entity.members[n] for n in entity_view.visible):
            if isinstance(member, Field):
                out |= {(entity.table, member.column), (entity.table, member.order or member.column)}
            elif member.cardinality is Cardinality.ONE:
                out.add((entity.table, member.key))
            else:
                out.add((CATALOG[member.target].table, member.key))
    return out


def read_by(sql: str) -> set[tuple[str, str]]:
    """(table, column) that a statement reads of stored rows."""
    tables = {alias: table for table, alias in _ALIAS.findall(sql)}
    return {(tables[alias], column) for alias, column in _COLUMN.findall(sql)}


def accounted_for(view: View) -> set[tuple[str, str]]:
    """Columns that statements of the view may read: keys, those under which records are logged, of grants, of row rules."""
    plain = {(e.table, c) for e in CATALOG for c in ("id", "public_id")}
    logged = {(e.table, "child_id") for e in CATALOG if e.subject is Subject.CHILD}
    return plain | logged | granted_columns(view) | by_rules(view)


def everything(view: View) -> Iterator[str]:
    """For each entity of a view a document of all its fields, to-one and to-many relations, with counts and pages."""
    members = surface_of(view).members
    for name in members:
        entity = CATALOG[name]
        parts = []
        for member in (entity.members[m] for m in members[name]):
            if isinstance(member, Field):
                parts.append(member.name)
            elif member.target in members:
                fields = " ".join(m for m in members[member.target] if isinstance(CATALOG[member.target].members[m], Field))
                many = member.cardinality is Cardinality.MANY
                body = f"nodes {{ id {fields} }} totalCount" if many else f"id {fields}"
                parts.append(f"{member.name} {{ {body} }}")
        yield f"{{ {entity.plural}(first: 2) {{ totalCount pageInfo {{ endCursor }} nodes {{ id version {' '.join(parts)} }} }} }}"


@pytest.mark.soak
def test_no_statement_reads_a_column_that_its_view_does_not_grant(policies: Policies, request: pytest.FixtureRequest) -> None:
    """Of every second document the statement for one database after the other in turn; under `-m soak` of all for both."""
    both, count = how_many(request.config, sample=1, soak=2) == 2, 0
    for subject in sorted(policies.declared.concrete):
        view = policies.view(subject, "officer")
        allowed = accounted_for(view)
        for document in everything(view):
            count += 1
            dialects = ("sqlite", "postgresql") if both else ((), ("sqlite",), (), ("postgresql",))[count % 4]
            for dialect in dialects:
                read = read_by(compile_plan(plan_of(view, document), dialect, "").sql)
                assert read
                assert read - allowed == set(), f"{dialect}, {subject}: {document}"
    assert count > 500


def test_a_column_too_many_is_caught(policies: Policies) -> None:
    view = policies.view("school", "officer")
    allowed = accounted_for(view)
    assert read_by("SELECT x1.residence_address FROM child AS x1") - allowed == {("child", "residence_address")}
    assert read_by("SELECT x1.id FROM child AS x1") - allowed == set()
