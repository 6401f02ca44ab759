"""The whole GraphQL schema, built once by Strawberry from the catalog and the mutation declarations."""

from __future__ import annotations

from functools import cache

import strawberry
from graphql import GraphQLSchema
from strawberry.schema.config import StrawberryConfig

from schema.entities import CATALOG
from schema.graphql_types import make_query
from schema.mutations import make_mutation
from schema.scalars import SCALARS
from schema.viewer import make_viewer


@cache
def full_schema() -> GraphQLSchema:
    """The schema of every entity, field and mutation; no caller sees it whole."""
    query, objects = make_query(CATALOG, make_viewer)
    made = strawberry.Schema(query=query, mutation=make_mutation(), types=objects, config=StrawberryConfig(scalar_map=dict(SCALARS)))
    return made._schema
