"""From a view to the schema that its callers see."""

from __future__ import annotations

from functools import lru_cache

from graphql import GraphQLSchema

from authz.view import Action, EntityView, View
from schema.catalog import Cardinality, Field
from schema.entities import CATALOG
from schema.mutations import MUTATIONS
from schema.mutations.declare import MutationSpec, is_optional
from schema.views import Shown, Surface, filter_schema


def _shown(entity: EntityView) -> dict[str, Shown]:
    out = {}
    for name, action in entity.visible.items():
        member = CATALOG[entity.entity].members[name]
        everywhere = entity.readable_everywhere(name, member.group)
        stored = not member.nullable if isinstance(member, Field) else member.cardinality is Cardinality.MANY
        out[name] = Shown(readable=action is Action.READ, non_null=everywhere and stored)
    return out


def _inputs(view: View, spec: MutationSpec) -> frozenset[str] | None:
    """The input fields that the view may write, or None where the caller writes nothing at all (rule 8 of `combine`), where a
    required one is not granted, or where the mutation is an event of a case and the state table gives it to others alone."""
    granted = {
        (entity, member) for entity, v in view.entities.items() for door in v.all_doors for member in door.writes
    }
    if not granted:
        return None
    table = view.cases.get(spec.entity)
    if table is not None and table.has(spec.name):
        if not table.moves_at_all(spec.name, view.subject):
            return None
        if table.changes_state(spec.name) and (spec.entity, table.field) not in granted:
            return None
    out = set()
    for name, annotation, _ in spec.inputs:
        if name in spec.writes and spec.writes[name] not in granted:
            if not is_optional(annotation):
                return None
            continue
        out.add(name)
    return frozenset(out)


def surface_of(view: View) -> Surface:
    """What the view shows. An entity without a member granted to read does not exist."""
    members = {name: shown for name, v in view.entities.items() if (shown := _shown(v))}
    inputs = {name: fields for name, spec in MUTATIONS.items() if (fields := _inputs(view, spec)) is not None}
    return Surface(members, inputs)


@lru_cache(maxsize=512)
def _cached(key: tuple[str, str | None, str | None, str], holder: _Holder) -> GraphQLSchema:
    return filter_schema(surface_of(holder.view))


class _Holder:
    """Carries a view through the cache without taking part in its key."""

    def __init__(self, view: View) -> None:
        self.view = view

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Holder)


def view_schema(view: View) -> GraphQLSchema:
    """The GraphQLSchema of `view`, made once per view key."""
    return _cached(view.key, _Holder(view))
