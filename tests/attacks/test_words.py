"""What a view does not have and what never was get the same words; nothing that is hidden is named, suggested or shown."""

from __future__ import annotations

import json
from typing import Any

import pytest
from graphql import get_named_type

from schema.entities import CATALOG
from schema.full import full_schema
from tests.mutations.place import Place, codes

pytestmark = pytest.mark.asyncio(loop_scope="session")

ORGANISATIONS = ("school", "village", "town", "police", "court", "civil_affairs", "education")
INTROSPECT = """{ __schema { types { name fields(includeDeprecated: true) { name args { name type { name } } type { name } }
  inputFields { name } enumValues { name } } queryType { name } mutationType { name fields { name } } } }"""


async def _shown(place: Place, organisation: str) -> dict[str, Any]:
    answer = await place.run(INTROSPECT, place.ground.caller(organisation))
    return {t["name"]: t for t in answer["data"]["__schema"]["types"]}


@pytest.mark.parametrize("organisation", ORGANISATIONS)
async def test_introspection_shows_no_type_field_or_argument_that_is_hidden(place: Place, organisation: str) -> None:
    caller = place.ground.caller(organisation)
    view = place.stage.service.policies.view(caller.subject, "officer", None)
    shown = await _shown(place, organisation)
    for entity in CATALOG:
        visible = set(view.entities[entity.name].visible) if entity.name in view.entities else set()
        fields = {f["name"] for f in shown[entity.name]["fields"]} if entity.name in shown else set()
        assert fields - {"id", "version"} == {n for n in visible if _target_seen(entity.name, n, view)}
        hidden = set(entity.members) - visible
        inputs = {f["name"] for f in shown.get(f"{entity.name}Filter", {"inputFields": []})["inputFields"]}
        assert not hidden & inputs
    text = json.dumps(shown)
    for entity in CATALOG:
        if entity.name not in view.entities:
            for name in (entity.name, f"{entity.name}Filter", f"{entity.name}Order", f"{entity.name}Connection"):
                assert f'"{name}"' not in text
    for name in full_schema().type_map:
        answer = await place.run("query($n: String!) { __type(name: $n) { name } }", caller, {"n": name})
        assert answer["data"]["__type"] == ({"name": name} if name in shown else None)


def _target_seen(entity: str, member: str, view: Any) -> bool:
    target = getattr(CATALOG[entity].members[member], "target", None)
    return target is None or bool(target in view.entities and view.entities[target].visible)


@pytest.mark.parametrize("organisation", ORGANISATIONS)
async def test_a_hidden_member_is_refused_in_the_words_of_one_that_never_was(place: Place, organisation: str) -> None:
    """Every member and type that the whole schema has and the view has not, beside nonsense of the same length."""
    caller, shown, full = place.ground.caller(organisation), await _shown(place, organisation), full_schema()
    tried = 0
    for entity in CATALOG:
        documents = []
        if entity.name in shown:
            have = {f["name"] for f in shown[entity.name]["fields"]}
            for name in set(entity.members) - have:
                target = get_named_type(full.type_map[entity.name].fields[name].type)  # type: ignore[attr-defined]
                below = " { __typename }" if hasattr(target, "fields") else ""
                documents += [(f"{{ node(id: \"x\") {{ ... on {entity.name} {{ $M{below} }} }} }}", name)]
                documents += [(f"{{ {entity.plural}(filter: {{$M: {{}}}}) {{ totalCount }} }}", name)]
        else:
            documents += [("{ $M { totalCount } }", entity.plural), ('{ $M(id: "x") { id } }', entity.singular)]
            documents += [('{ node(id: "x") { ... on $M { id } } }', entity.name)]
            documents += [("query($v: $MFilter) { __typename }", entity.name)]
        for document, name in documents:
            nonsense = "Q" * len(name) if name[0].isupper() else "q" * len(name)
            if name == organisation:
                continue  # the subject's own name stands in the words anyway
            hidden = await place.run(document.replace("$M", name), caller)
            unknown = await place.run(document.replace("$M", nonsense), caller)
            assert set(codes(hidden)) == {"FIELD_NOT_AVAILABLE"}, document
            assert json.dumps(hidden).replace(name, nonsense) == json.dumps(unknown)
            tried += 1
    assert tried > 20


@pytest.mark.parametrize(
    "document",
    ["{ childs { totalCount } }", "{ children { nodes { nam } } }", "{ children(filte: {}) { totalCount } }",
     "{ children(filter: {nam: {}}) { totalCount } }", "{ children(orderBy: [NAM_ASC]) { totalCount } }",
     "query($v: ChildFilte) { __typename }", "{ children { nodes { ... on Chil { id } } } }",
     "{ ...F } fragment G on Query { __typename }",
     "{ __typename @includ(if: true) }", "{ children(orderBy: NAME_ASC, first: A) { totalCount } }",
     "mutation { registerChil(input: {}) { problems { code } } }",
     'mutation { registerChild(input: {nam: "x"}) { problems { code } } }'],
)  # fmt: skip
async def test_nothing_is_suggested(place: Place, document: str) -> None:
    for organisation in ("town", "school"):
        answer = await place.run(document, place.ground.caller(organisation))
        assert "data" not in answer
        assert "did you mean" not in json.dumps(answer).lower()


@pytest.mark.parametrize(
    "values", [{"nam": {"eq": "x"}}, {"petitions": {"some": {}}}, {"name": {"ew": "x"}}, {"sex": {"eq": "MAL"}}]
)
async def test_nothing_is_suggested_for_values_of_variables(place: Place, values: dict[str, Any]) -> None:
    answer = await place.run(
        "query($f: ChildFilter) { children(filter: $f) { totalCount } }", place.ground.caller("school"), {"f": values}
    )
    assert set(codes(answer)) == {"FIELD_NOT_AVAILABLE"}
    assert "did you mean" not in json.dumps(answer).lower()


async def test_all_of_a_documents_hidden_members_are_listed_at_once(place: Place) -> None:
    answer = await place.run(
        "{ children { nodes { residenceAddress nonsense petitions { totalCount } } } incidents { totalCount } }",
        place.ground.caller("school"),
    )
    assert [e["extensions"]["member"] for e in answer["errors"]] == [
        "Child.residenceAddress", "Child.nonsense", "Child.petitions", "Query.incidents",
    ]  # fmt: skip
