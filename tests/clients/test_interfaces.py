"""A type has an interface in a view exactly where the view shows what the interface asks for."""

from __future__ import annotations

from graphql import GraphQLInterfaceType, GraphQLObjectType, parse, validate

from authz.build import Policies, build_policies
from clients.withdrawn import without
from schema.catalog import Cardinality, Field
from schema.entities import CATALOG
from schema.interfaces import INTERFACES, having
from server.views import subject_schema
from tests.policies.conftest import TODAY

DOCUMENT = "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on CaseRecord { child { id } } ... on Person { name } } }"


def test_every_record_on_a_child_and_every_person_is_one() -> None:
    records = {e.name for e in CATALOG if any(r.target == "Child" and r.name == "child" for r in e.relations)}
    assert {e.name for e in having(INTERFACES["CaseRecord"], CATALOG)} == records
    assert {e.name for e in having(INTERFACES["Person"], CATALOG)} == {"Child", "Guardian"}
    child = [e.members["child"] for e in having(INTERFACES["CaseRecord"], CATALOG)]
    assert all(not isinstance(m, Field) and m.cardinality is Cardinality.ONE for m in child)


def test_each_view_has_them_as_far_as_it_shows_their_members(policies: Policies) -> None:
    shown = 0
    for subject in policies.declared.concrete:
        schema = subject_schema(policies, subject)
        for interface in INTERFACES.values():
            kinds = {
                e.name: kind
                for e in having(interface, CATALOG)
                if isinstance(kind := schema.type_map.get(e.name), GraphQLObjectType)
            }
            have = {n for n, kind in kinds.items() if set(interface.required) <= kind.fields.keys()}
            made = schema.type_map.get(interface.name)
            assert (made is not None) == bool(have)
            if made is None:
                continue
            assert isinstance(made, GraphQLInterfaceType)
            assert {t.name for t in schema.get_possible_types(made)} == have
            common = [m for m in interface.members if all(m in kinds[n].fields for n in have)]
            assert made.fields.keys() == {"id", "version", *common}
            shown += 1
    assert shown > 30


def test_a_member_that_no_type_shows_takes_the_interface_with_it(policies: Policies) -> None:
    assert not validate(subject_schema(policies, "court"), parse(DOCUMENT))
    sources = policies.sources
    for entity in ("Child", "Guardian"):
        sources = without(sources, f"p, court, {entity}, name, read, duty, allow, plan-4.4")
    told = [e.message for e in validate(subject_schema(build_policies(sources, TODAY, whole=False), "court"), parse(DOCUMENT))]
    assert told == ["Unknown type 'Person'."]
