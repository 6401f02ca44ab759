"""SDL: what the generators of typed clients and the reviewers of a view read."""

from __future__ import annotations

from graphql import GraphQLSchema, lexicographic_sort_schema, print_schema

from schema.full import full_schema

_HEAD = """\
# {title}: what an {role} of subject `{subject}` ({label}) can ask and write.
# Made from the policies by `tonghu sdl --all --write` and compared by `tonghu sdl --check`; edit the policies, not this.
"""
_NOBODY = _HEAD.replace("an {role} of subject", "subject")


def print_sdl(schema: GraphQLSchema | None = None) -> str:
    """The SDL of a view's schema, or of the whole, with a final newline.

    Types, fields, arguments and values are sorted by name, so that equal schemas have equal bytes, whatever the order
    in which the catalog declares them; descriptions are kept.
    """
    return print_schema(lexicographic_sort_schema(schema or full_schema())) + "\n"


def view_sdl(schema: GraphQLSchema, subject: str, label: str, role: str | None) -> str:
    """The SDL of a view under a comment that says whose it is; `role` is None for a caller without a token.

    The policy version is left out: it changes with every edit, the view with few of them.
    """
    head = _HEAD if role else _NOBODY
    return head.format(title="Tonghu 童护", subject=subject, label=label, role=role) + "\n" + print_sdl(schema)
