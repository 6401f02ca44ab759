"""Strawberry types made from the catalog: objects, connections, filters, orders and the root fields.

Strawberry is the definition and the printer of SDL; answers are planned and run elsewhere, so no type
made here has a body that could read anything.
"""

from __future__ import annotations

import enum
import inspect
import sys
import types
from collections.abc import Callable, Iterable
from typing import Annotated, Any, Optional

import strawberry
from strawberry.types.enum import EnumValueDefinition

from schema.catalog import Cardinality, Catalog, Entity, Enum, Field, Relation
from schema.interfaces import INTERFACES, KIND, having, interfaces_of, kinds
from schema.scalars import PYTHON_TYPES, operator_input_name, operators_of

_NAMESPACE = types.ModuleType("schema.generated")
sys.modules["schema.generated"] = _NAMESPACE

def optional(annotation: Any) -> Any:
    """`annotation` or nothing; a name stands for a generated type."""
    return Optional[annotation]  # noqa: UP045 - a name cannot take part in `|`


def many(annotation: Any) -> Any:
    """A list of `annotation`; a name stands for a generated type."""
    return list[annotation]


PAGE_ARGUMENTS: tuple[tuple[str, Any, str], ...] = (
    ("first", optional(int), "从头取几条,1 至 100 / How many from the start, 1 to 100"),
    ("after", optional(strawberry.ID), "在此游标之后 / After this cursor"),
    ("last", optional(int), "从尾取几条,1 至 100 / How many from the end, 1 to 100"),
    ("before", optional(strawberry.ID), "在此游标之前 / Before this cursor"),
)


def register(cls: Any) -> Any:
    """Makes a class known by its name to the forward references of all generated types."""
    cls.__module__ = _NAMESPACE.__name__
    setattr(_NAMESPACE, cls.__name__, cls)
    return cls


def unplanned(*_: object, **__: object) -> None:
    """The body of every generated field: operations are planned, a call of it is a defect."""
    raise AssertionError("operations are planned, never resolved")


def field_with(annotation: Any, label: str, name: str, arguments: tuple[tuple[str, Any, str], ...] = ()) -> Any:
    """A Strawberry field of type `annotation` with typed `arguments` (name, annotation, description)."""
    body = types.FunctionType(unplanned.__code__, {"__name__": _NAMESPACE.__name__})
    body.__module__ = _NAMESPACE.__name__
    body.__annotations__ = {"return": annotation} | {a: _argument(a, t, d) for a, t, d in arguments}
    body.__signature__ = inspect.Signature(  # type: ignore[attr-defined] # inspect reads it from any function
        [
            inspect.Parameter(
                a,
                inspect.Parameter.KEYWORD_ONLY,
                annotation=body.__annotations__[a],
                default=strawberry.UNSET if _optional(t) else inspect.Parameter.empty,
            )
            for a, t, _ in arguments
        ],
        return_annotation=annotation,
    )
    return strawberry.field(resolver=body, name=name, description=label)


def _argument(name: str, annotation: Any, description: str) -> Any:
    return Annotated[annotation, strawberry.argument(name=name, description=description)]


def _optional(annotation: Any) -> bool:
    return "Optional" in str(annotation) or "None" in str(annotation)


def make_class(name: str, members: dict[str, tuple[Any, Any]], bases: tuple[type, ...] = ()) -> Any:
    """A class named `name` whose members are (annotation, default or Strawberry field)."""
    body: dict[str, Any] = {"__module__": _NAMESPACE.__name__}
    empty = inspect.Parameter.empty
    body["__annotations__"] = {n: a for n, (a, _) in members.items() if a is not empty}
    body |= {n: d for n, (_, d) in members.items() if d is not empty}
    cls = type(name, bases, body)
    setattr(_NAMESPACE, name, cls)
    return cls


def make_enum(declared: Enum) -> Any:
    """A Strawberry enum of a closed list; names are values."""
    members = {n: EnumValueDefinition(value=n, description=label) for n, label in declared.values.items()}
    cls = enum.Enum(declared.name, members, module=_NAMESPACE.__name__)  # type: ignore[misc] # made from data
    made = strawberry.enum(cls, name=declared.name, description=declared.label)
    setattr(_NAMESPACE, declared.name, made)
    return made


def _field_annotation(field: Field) -> Any:
    base = getattr(_NAMESPACE, field.enum.name) if field.enum else PYTHON_TYPES[field.kind]
    return optional(base) if field.nullable else base


def list_arguments(target: str, order: bool) -> tuple[tuple[str, Any, str], ...]:
    """Arguments of a connection of `target`."""
    out = (*PAGE_ARGUMENTS, ("filter", optional(f"{target}Filter"), "筛选 / Filter"))
    if order:
        out = (*out, ("orderBy", optional(many(f"{target}Order")), "排序 / Order"))
    return out


def _make_operator_inputs(catalog: Catalog) -> None:
    for entity in catalog:
        for field in entity.fields:
            name = operator_input_name(field)
            if not field.filter or hasattr(_NAMESPACE, name):
                continue
            base = getattr(_NAMESPACE, field.enum.name) if field.enum else PYTHON_TYPES[field.kind]
            kinds = {"in": many(base), "isNull": bool}
            members = {
                f"{op}_": (optional(kinds.get(op, base)), strawberry.field(name=op, default=strawberry.UNSET))
                for op in operators_of(field)
            }
            strawberry.input(make_class(name, members), description="比较 / Comparison")


def order_values(entity: Entity) -> dict[str, tuple[str, bool]]:
    """Enum value -> (field name, descending) for every field that orders."""
    out: dict[str, tuple[str, bool]] = {}
    for field in entity.fields:
        if field.order:
            word = field.column.upper()
            out[f"{word}_ASC"] = (field.name, False)
            out[f"{word}_DESC"] = (field.name, True)
    return out


def _make_inputs(entity: Entity) -> None:
    name = f"{entity.name}Filter"
    unset = strawberry.UNSET
    listed = optional(many(name))
    members: dict[str, tuple[Any, Any]] = {
        "and_": (listed, strawberry.field(name="and", default=unset, description="全部成立 / All hold")),
        "or_": (listed, strawberry.field(name="or", default=unset, description="任一成立 / Some holds")),
        "not_": (optional(name), strawberry.field(name="not", default=unset, description="不成立 / Does not hold")),
    }
    for member in entity.members.values():
        if isinstance(member, Field):
            if not member.filter:
                continue
            target = operator_input_name(member)
        else:
            target = f"{member.target}{'ListFilter' if member.cardinality is Cardinality.MANY else 'Filter'}"
        members[f"{member.name}_"] = (
            optional(target),
            strawberry.field(name=member.name, default=unset, description=member.label),
        )
    strawberry.input(make_class(name, members), description=f"{entity.label}: 筛选 / Filter")
    quantified = {
        q: (optional(name), strawberry.field(default=unset, description=label))
        for q, label in (("some", "存在 / Some"), ("none", "不存在 / None"), ("every", "全部 / Every"))
    }
    strawberry.input(make_class(f"{entity.name}ListFilter", quantified), description="对多条记录的筛选 / Filter over many")
    if values := order_values(entity):
        make_enum(Enum(f"{entity.name}Order", f"{entity.label}: 排序 / Order", dict.fromkeys(values, "排序 / Order")))


def _member(relation: Relation, catalog: Catalog) -> Any:
    if relation.cardinality is Cardinality.ONE:
        return field_with(optional(relation.target), relation.label, relation.name)
    arguments = list_arguments(relation.target, bool(order_values(catalog[relation.target])))
    return field_with(f"{relation.target}Connection", relation.label, relation.name, arguments)


def _shown_members(entity: Entity, names: Iterable[str], catalog: Catalog) -> dict[str, Any]:
    """The body of a class with these members of an entity, and `version`."""
    body: dict[str, Any] = {"__annotations__": {}, "__module__": _NAMESPACE.__name__}
    for name in names:
        member = entity.members[name]
        if isinstance(member, Field):
            body[f"{name}_"] = strawberry.field(name=name, description=member.label)
            body["__annotations__"][f"{name}_"] = _field_annotation(member)
        else:
            body[f"{name}_"] = _member(member, catalog)
    body["version_"] = strawberry.field(name="version", description="版本,更改时作为 expectedVersion / Version of what you see")
    body["__annotations__"]["version_"] = str
    return body


def _make_interfaces(catalog: Catalog, node: type) -> None:
    """Fields as nullable as in the entity where they are most so."""
    for interface in INTERFACES.values():
        entities = having(interface, catalog)
        body = _shown_members(entities[0], interface.members, catalog)
        for name in interface.members:
            found = [e.members[name] for e in entities]
            loosest = next((f for f in found if isinstance(f, Field) and f.nullable), found[0])
            if isinstance(loosest, Field):
                body["__annotations__"][f"{name}_"] = _field_annotation(loosest)
        cls = register(type(interface.name, (node,), body))
        strawberry.interface(cls, name=interface.name, description=interface.label)


def _make_object(entity: Entity, catalog: Catalog, node: type) -> None:
    body = _shown_members(entity, entity.members, catalog)
    bases = tuple(getattr(_NAMESPACE, i.name) for i in interfaces_of(entity)) or (node,)
    cls = register(type(entity.name, bases, body))
    strawberry.type(cls, name=entity.name, description=entity.label)


def _make_connection(entity: Entity) -> None:
    edge = {
        "cursor": (strawberry.ID, strawberry.field(description="游标,即记录的 id / Cursor: the node's id")),
        "node": (entity.name, strawberry.field(description=entity.label)),
    }
    strawberry.type(make_class(f"{entity.name}Edge", edge), description="边 / Edge")
    connection = {
        "edges": (many(f"{entity.name}Edge"), strawberry.field(description="边 / Edges")),
        "nodes": (many(entity.name), strawberry.field(description="记录 / Nodes")),
        "page_info": ("PageInfo", strawberry.field(name="pageInfo", description="分页 / Page")),
        "total_count": (int, strawberry.field(name="totalCount", description="可见总数,至多 10000 / Visible rows, at most 10,000")),
        "capped": (bool, strawberry.field(name="totalCountIsCapped", description="总数达到上限 / The cap was reached")),
    }
    strawberry.type(make_class(f"{entity.name}Connection", connection), description="连接 / Connection")


def _root_members(catalog: Catalog) -> dict[str, Any]:
    out: dict[str, Any] = {
        "node": field_with(optional("Node"), "按 id 取记录 / A record by id", "node", (("id", strawberry.ID, "id"),)),
        "nodes": field_with(many(optional("Node")), "按 id 取多条记录,次序不变 / Records by ids, in their order", "nodes",
                            (("ids", many(strawberry.ID), "ids"),)),
        "timeline": field_with(many("CaseRecord"), "一名儿童的记录,最新在前 / Records about a child, newest first", "timeline", (
            ("childId", strawberry.ID, "儿童 / Child"),
            ("kinds", many(KIND), "哪些记录 / Which records"),
            ("first", optional(int), "取几条,1 至 100 / How many, 1 to 100"),
            ("after", optional(strawberry.ID), "在此记录之后 / After the record of this id"),
        )),
        "viewer": field_with("Viewer", "当前调用者 / The caller", "viewer"),
    }
    for entity in catalog:
        out[entity.singular] = field_with(
            optional(entity.name), entity.label, entity.singular, (("id", strawberry.ID, "id"),)
        )
        arguments = list_arguments(entity.name, bool(order_values(entity)))
        out[entity.plural] = field_with(f"{entity.name}Connection", entity.label, entity.plural, arguments)
    return out


def make_query(catalog: Catalog, make_viewer: Callable[[], None]) -> tuple[type, list[type]]:
    """The Strawberry query class and the object types of `catalog` (those that only `node` reaches included)."""
    for declared in catalog.enums.values():
        make_enum(declared)
    make_enum(kinds(catalog))
    node = make_class("Node", {"id": (strawberry.ID, strawberry.field(description="记录 id / Id of the record"))})
    strawberry.interface(node, description="有 id 的记录 / A record with an id")
    page = {
        "has_next": (bool, strawberry.field(name="hasNextPage", description="后面还有 / More follow")),
        "has_previous": (bool, strawberry.field(name="hasPreviousPage", description="前面还有 / More precede")),
        "start": (optional(strawberry.ID), strawberry.field(name="startCursor", description="首个游标 / First cursor")),
        "end": (optional(strawberry.ID), strawberry.field(name="endCursor", description="末个游标 / Last cursor")),
    }
    strawberry.type(make_class("PageInfo", page), description="分页信息 / Page information")
    _make_operator_inputs(catalog)
    for entity in catalog:
        _make_inputs(entity)
    _make_interfaces(catalog, node)
    for entity in catalog:
        _make_object(entity, catalog, node)
        _make_connection(entity)
    make_viewer()
    query = type("Query", (), {"__annotations__": {}, "__module__": _NAMESPACE.__name__, **_root_members(catalog)})
    register(query)
    strawberry.type(query, description="查询 / Query")
    return query, [getattr(_NAMESPACE, entity.name) for entity in catalog]
