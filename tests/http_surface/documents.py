"""Documents of all that a subject is granted and of all that it is not, derived from catalog and policies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from schema.catalog import Cardinality, Entity, Field
from schema.entities import CATALOG
from schema.graphql_types import order_values
from schema.views import Shown

Members = Mapping[str, Mapping[str, Shown]]
"""Entity -> member -> how a subject sees it."""
Rename = Callable[[str], str]


def shown_members(members: Members, entity: Entity) -> list[str]:
    """Members that the subject can select: a relation only where its target has something to show."""
    return [
        name
        for name, member in entity.members.items()
        if name in members.get(entity.name, {}) and (isinstance(member, Field) or member.target in members)
    ]


def _selected(entity: Entity, name: str) -> str:
    member = entity.members[name]
    if isinstance(member, Field):
        return name
    return f"{name} {{ id }}" if member.cardinality is Cardinality.ONE else f"{name}(first: 2) {{ nodes {{ id }} }}"


RELATIONS = 19
"""At most so many in a document: with their own list they are all that one operation may read."""


def granted_documents(members: Members, entity: Entity) -> Iterator[tuple[str, list[str]]]:
    """The entity's list with the members that the subject can select, all of them over the documents together."""
    shown = shown_members(members, entity)
    fields = [n for n in shown if isinstance(entity.members[n], Field)]
    relations = [n for n in shown if n not in fields]
    for start in range(0, max(1, len(relations)), RELATIONS):
        names = [*fields, *relations[start : start + RELATIONS]]
        parts = " ".join(["__typename", "id", "version", *(_selected(entity, n) for n in names)])
        yield f"{{ {entity.plural}(first: 50) {{ totalCount nodes {{ {parts} }} }} }}", names


@dataclass(frozen=True)
class Refused:
    """A document and what each of its errors must name, `{0}` in place of the name that is not there."""

    document: str
    members: tuple[tuple[str, str], ...]
    """(form, name), in any order."""


def hidden_members(members: Members, entity: Entity) -> list[str]:
    """Members of the entity that the subject cannot select."""
    return [m for m in entity.members if m not in shown_members(members, entity)]


def hidden_uses(members: Members, entity: Entity) -> Iterator[tuple[str, str, str]]:
    """(argument, its content, name) of every filter and order of the entity that the subject cannot use."""
    shown = members[entity.name]
    readable = {m for m in shown_members(members, entity) if shown[m].readable}
    for name, member in entity.members.items():
        if isinstance(member, Field) and member.filter and name not in readable:
            yield "filter", f"{name}: {{}}", name
    for value, (name, _) in order_values(entity).items():
        if name not in readable:
            yield "orderBy", value, value


def usable(members: Members, entity: Entity, argument: str) -> bool:
    """The view's list of the entity takes the argument at all."""
    shown = members[entity.name]
    readable = [entity.members[m] for m in shown_members(members, entity) if shown[m].readable]
    if argument == "orderBy":
        return any(isinstance(m, Field) and m.order for m in readable)
    return any(not isinstance(m, Field) or m.filter for m in readable)


def entity_document(members: Members, entity: Entity, rename: Rename = str) -> Refused:
    """Everything of one entity that the subject is not granted: members, filters, orders, or both root fields."""
    if entity.name not in members:
        names = (entity.singular, entity.plural)
        fields = f'{rename(names[0])}(id: "x") {{ id }} {rename(names[1])}(first: 1) {{ nodes {{ id }} }}'
        spread = f'fragment F on {rename(entity.name)} {{ id }}'
        of = (*(("Query.{0}", n) for n in names), ("{0}", entity.name))
        return Refused(f"{{ {fields} viewer {{ ...F }} }} {spread}", of)
    found = [("nodes", n, n, f"{entity.name}.{{0}}") for n in hidden_members(members, entity)]
    forms = {"filter": f"{entity.name}Filter.{{0}}", "orderBy": f"{entity.name}Order.{{0}}"}
    found += [
        (a, text, name, forms[a]) for a, text, name in hidden_uses(members, entity) if usable(members, entity, a)
    ]
    lists: dict[str, list[str]] = {"nodes": [], "filter": [], "orderBy": []}
    for place, text, name, _ in found:
        lists[place].append(text.replace(name, rename(name), 1))
    arguments = "first: 1"
    arguments += f" filter: {{{' '.join(lists['filter'])}}}" if lists["filter"] else ""
    arguments += f" orderBy: [{' '.join(lists['orderBy'])}]" if lists["orderBy"] else ""
    document = f"{{ {entity.plural}({arguments}) {{ nodes {{ id {' '.join(lists['nodes'])} }} }} }}"
    return Refused(document, tuple((form, name) for _, _, name, form in found))


def whole_document(members: Members, rename: Rename = str) -> Refused:
    """Everything of the whole catalog that the subject is not granted, in one document."""
    fields, fragments, of = ["__typename"], [], []
    for entity in CATALOG:
        if entity.name not in members:
            for name in (entity.singular, entity.plural):
                fields.append(rename(name))
                of.append(("Query.{0}", name))
            continue
        hidden = hidden_members(members, entity)
        of += [(f"{entity.name}.{{0}}", n) for n in hidden]
        fields.append(f"{entity.plural}(first: 1) {{ nodes {{ id ...{entity.name}Others }} }}")
        fragments.append(f"fragment {entity.name}Others on {entity.name} {{ id {' '.join(map(rename, hidden))} }}")
    return Refused(f"{{ {' '.join(fields)} }} {' '.join(fragments)}", tuple(of))
