"""SDL: what the generators of typed clients and the reviewers of a view read."""

from __future__ import annotations

from graphql import GraphQLSchema, print_schema

from schema.full import full_schema


def print_sdl(schema: GraphQLSchema | None = None) -> str:
    """The SDL of a view's schema, or of the whole, with a final newline."""
    return print_schema(schema or full_schema()) + "\n"
