"""Every list that a subject can ask for: root lists, counts, orders, records by id, and lists below them."""

from __future__ import annotations

from collections.abc import Iterator

from authz.surface import surface_of
from authz.view import View
from schema.catalog import Cardinality, Field
from schema.entities import CATALOG


def documents(view: View) -> Iterator[tuple[str, str]]:
    """(name, document) of the lists of a view."""
    members = surface_of(view).members
    for entity in CATALOG:
        if entity.name not in members:
            continue
        shown = {n: m for n, m in entity.members.items() if n in members[entity.name]}
        fields = " ".join(n for n, m in shown.items() if isinstance(m, Field))
        page = "pageInfo { hasNextPage endCursor }"
        yield entity.plural, f"{{ {entity.plural}(first: 50) {{ nodes {{ id {fields} }} {page} }} }}"
        yield f"{entity.plural}, after", (
            f"query ($c: ID!) {{ {entity.plural}(first: 50, after: $c) {{ nodes {{ id }} {page} }} }}"
        )
        yield f"{entity.plural}, before", f"query ($c: ID!) {{ {entity.plural}(last: 50, before: $c) {{ nodes {{ id }} }} }}"
        yield f"{entity.plural}, count", f"{{ {entity.plural}(first: 1) {{ totalCount }} }}"
        yield entity.singular, f"query ($c: ID!) {{ {entity.singular}(id: $c) {{ id {fields} }} }}"
        for name, member in shown.items():
            if isinstance(member, Field) or member.target not in members:
                continue
            body = f"{{ nodes {{ id {name} {{ id }} }} }}"
            if member.cardinality is Cardinality.MANY:
                body = f"{{ nodes {{ id {name}(first: 5) {{ nodes {{ id }} totalCount {page} }} }} }}"
            yield f"{entity.plural}.{name}", f"{{ {entity.plural}(first: 20) {body} }}"
