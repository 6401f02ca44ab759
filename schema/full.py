"""The whole GraphQL schema: declared by the catalog and the mutations, made by Strawberry, read from `schema.graphql`.

Strawberry takes longer to make it than all policies and views take to build, so what it made is committed with a
fingerprint of all that it is made of. Where the fingerprint is another, or the file is gone, Strawberry makes it anew.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version as installed_version
from pathlib import Path

import strawberry
from graphql import (
    GraphQLEnumType,
    GraphQLScalarType,
    GraphQLSchema,
    build_ast_schema,
    introspection_types,
    parse,
    print_schema,
)
from strawberry.schema.config import StrawberryConfig

from schema.entities import CATALOG
from schema.graphql_types import make_query
from schema.mutations import make_mutation
from schema.scalars import SCALARS
from schema.viewer import make_viewer

FOLDER = Path(__file__).parent
FILE = FOLDER / "schema.graphql"
_HEAD = """\
# The whole schema as Strawberry makes it, in the catalog's order; no caller sees it whole.
# Written by `tonghu sdl --all --write`; edit the declarations, not this.
# Made of {fingerprint}
"""


def fingerprint(folder: Path = FOLDER) -> str:
    """SHA-256 (hexadecimal) of what the schema is made of: the sources of this package and Strawberry's version."""
    digest = hashlib.sha256(installed_version("strawberry-graphql").encode())
    for path in sorted(folder.rglob("*.py")):
        digest.update(b"\0" + path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


@cache
def made_sdl() -> str:
    """The text of `schema.graphql` as the declarations have it now, by Strawberry."""
    query, objects = make_query(CATALOG, make_viewer)
    config = StrawberryConfig(scalar_map=dict(SCALARS))
    told = introspection_types["__Type"].fields  # type: ignore[attr-defined] # an object type
    kept = told["isOneOf"]
    made = strawberry.Schema(query=query, mutation=make_mutation(), types=objects, config=config)
    told["isOneOf"] = kept  # Strawberry puts one of its own there, for every schema of the process
    return _HEAD.format(fingerprint=fingerprint()) + "\n" + print_schema(made._schema) + "\n"


def read_sdl(file: Path = FILE) -> str:
    """The committed text where it was made of these very sources, else `made_sdl()`."""
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    return text if text.startswith(_HEAD.format(fingerprint=fingerprint())) else made_sdl()


@cache
def full_schema() -> GraphQLSchema:
    """The schema of every entity, field and mutation; no caller sees it whole."""
    built = build_ast_schema(parse(read_sdl(), no_location=True), assume_valid=True, assume_valid_sdl=True)
    for definition in SCALARS.values():
        scalar = built.type_map[definition.name]
        scalar.serialize = scalar.coerce_output_value = definition.serialize  # type: ignore[attr-defined] # a scalar
        scalar.parse_value = scalar.coerce_input_value = definition.parse_value  # type: ignore[attr-defined]
    _forget_text(built)
    return built


def _forget_text(schema: GraphQLSchema) -> None:
    """Lets go of the parsed text, which graphql-core keeps beside each part: tens of megabytes that nothing reads."""
    schema.ast_node = None
    for t in schema.type_map.values():
        t.ast_node = None
        parts = [] if isinstance(t, GraphQLScalarType) else [*(t.values if isinstance(t, GraphQLEnumType) else t.fields).values()]  # type: ignore[attr-defined]
        for part in parts:
            part.ast_node = None
            for argument in getattr(part, "args", {}).values():
                argument.ast_node = None
