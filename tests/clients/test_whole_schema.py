"""The whole schema as committed, and what the schemas of views take from it."""

from __future__ import annotations

from pathlib import Path

import pytest
from graphql import (
    GraphQLSchema,
    build_schema,
    get_introspection_query,
    graphql_sync,
    lexicographic_sort_schema,
    validate_schema,
)

from authz.build import Policies
from authz.surface import view_schema
from schema import full
from schema.full import FOLDER, fingerprint, full_schema, made_sdl, read_sdl
from schema.scalars import SCALARS
from server.views import whole_differences, write_whole

ROLES = ("reader", "officer")


def test_the_committed_schema_is_what_strawberry_makes() -> None:
    assert list(whole_differences()) == []


def test_the_committed_schema_is_read_without_strawberry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(full, "made_sdl", lambda: "made anew")
    assert read_sdl() == full.FILE.read_text(encoding="utf-8")


@pytest.mark.parametrize("text", [None, "", "type Query { a: Int }\n"])
def test_a_schema_of_other_sources_is_not_believed(tmp_path: Path, text: str | None) -> None:
    file = tmp_path / "schema.graphql"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    assert read_sdl(file) == made_sdl()
    assert write_whole(file) == ["schema.graphql"]
    assert write_whole(file) == []
    stale = made_sdl().replace(fingerprint(), "0" * 64)
    file.write_text(stale + '"""More""" type More { a: Int }\n', encoding="utf-8")
    assert read_sdl(file) == made_sdl()
    assert any("+# Made of " in line for line in whole_differences(file))


def test_the_fingerprint_is_of_every_source(tmp_path: Path) -> None:
    for path in FOLDER.rglob("*.py"):
        copy = tmp_path / path.relative_to(FOLDER)
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(path.read_bytes())
    assert fingerprint(tmp_path) == fingerprint()
    for name in ("child.py", "mutations/doors.py"):
        file = tmp_path / name
        was = file.read_bytes()
        file.write_text("# edited\n", encoding="utf-8")
        assert fingerprint(tmp_path) != fingerprint()
        file.write_bytes(was)


def test_scalars_are_read_by_their_own_rules() -> None:
    for definition in SCALARS.values():
        scalar = full_schema().type_map[definition.name]
        assert scalar.coerce_input_value is definition.parse_value  # type: ignore[attr-defined] # a scalar
        with pytest.raises(ValueError, match="written"):
            scalar.coerce_input_value("yesterday")  # type: ignore[attr-defined]


def test_making_the_schema_leaves_introspection_as_it_was() -> None:
    made_sdl()
    asked = '{ __type(name: "Query") { isOneOf } input: __type(name: "In") { isOneOf } }'
    schema = build_schema("type Query { a(b: In): Int } input In { c: Int }")
    assert graphql_sync(schema, asked).data == {"__type": {"isOneOf": None}, "input": {"isOneOf": False}}


# -- what views take from it --------------------------------------------------------------------------------------------


def test_the_schema_of_every_view_is_valid(policies: Policies) -> None:
    for subject in policies.declared.concrete:
        for role in (None, *ROLES):
            made = view_schema(policies.view(subject, role))
            assert validate_schema(GraphQLSchema(**{**made.to_kwargs(), "assume_valid": False})) == []


def test_views_of_the_same_members_share_their_types_and_nothing_else(policies: Policies) -> None:
    reader, officer = (view_schema(policies.view("town", role)) for role in ROLES)
    assert reader.type_map["Child"] is officer.type_map["Child"]
    assert reader.mutation_type is None and officer.mutation_type is not None
    other = view_schema(policies.view("school", "officer"))
    assert other.type_map["Child"] is not officer.type_map["Child"]
    assert other.type_map["Sex"] is officer.type_map["Sex"] is full_schema().type_map["Sex"]
    assert other.mutation_type is not officer.mutation_type


def test_building_other_views_changes_no_view(policies: Policies) -> None:
    """Parts are shared: what one view lacks must not be lost to another, nor come back to it."""
    asked = get_introspection_query()
    before = graphql_sync(lexicographic_sort_schema(view_schema(policies.view("school", "officer"))), asked).data
    for subject in policies.declared.concrete:
        view_schema(policies.view(subject, "reader"))
    view_schema.__globals__["_cached"].cache_clear()
    after = graphql_sync(lexicographic_sort_schema(view_schema(policies.view("school", "officer"))), asked).data
    assert after == before
