"""Document and view to plan: the walk over the selections of one operation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from graphql import FieldNode, GraphQLField, GraphQLObjectType, GraphQLSchema, OperationDefinitionNode
from graphql.execution.collect_fields import FragmentDetails, collect_fields, collect_subfields
from graphql.execution.values import VariableValues, get_argument_values

from authz.view import EntityView, View
from planner.arguments import FilterReader, order_of, page_of
from planner.blocks import BlockDraft, check_nodes, check_rows, draft_plan
from planner.granted import granted
from planner.limits import PlanLimits
from planner.plan import (
    ById,
    ByIds,
    ByKey,
    Capped,
    Cell,
    Edges,
    Everything,
    IdOf,
    Many,
    Name,
    Nodes,
    Object,
    OfChild,
    One,
    PageInfo,
    Piece,
    Plan,
    Root,
    RootBlock,
    RootComposite,
    RootConstant,
    RootNodes,
    RootTimeline,
    Row,
    Shown,
    Source,
    Term,
    Through,
    Total,
    Version,
)
from planner.values import operand as operand_of
from planner.values import typed
from planner.viewer import plan_viewer
from schema.catalog import Cardinality, Field, Relation
from schema.entities import CATALOG
from schema.interfaces import moment_of, timed
from schema.mutations.declare import MutationSpec
from schema.predicate import TRUE, Attribute, IsNull, Operand, all_of, negate

Collected = Mapping[str, list[Any]]


class Builder:
    """Builds the plan of one operation for one view. Variables are symbolic: slots in place of values."""

    def __init__(
        self,
        view: View,
        schema: GraphQLSchema,
        fragments: dict[str, FragmentDetails],
        operation: OperationDefinitionNode,
        variables: VariableValues,
        limits: PlanLimits,
        introspect: Callable[[str, list[Any]], str],
    ) -> None:
        self.view, self.schema, self.fragments = view, schema, fragments
        self.operation, self.variables = operation, variables
        self.limits = limits
        self.introspect = introspect
        self.drafts: dict[str, BlockDraft] = {}
        self.filters = FilterReader(view, limits)
        self.ordered: dict[str, None] = {}
        self.roots: list[Root] = []
        self.ids: list[tuple[Operand, str | None]] = []

    # -- walking ----------------------------------------------------------------------------------------------------

    def query(self) -> Plan:
        """The plan of a query operation."""
        query = self.schema.query_type
        assert query is not None  # noqa: S101 - every view has a query type
        collected = collect_fields(
            self.schema, self.fragments, self.variables, query, self.operation, hide_suggestions=True
        ).grouped_field_set
        for key, details in collected.items():
            self.root(query, key, details)
        return self.finish()

    def finish(self) -> Plan:
        """The plan of all roots added so far."""
        used = tuple(sorted({*self.filters.used, *self.ordered}))
        return draft_plan(tuple(self.roots), self.drafts, used, tuple(self.filters.exact.items()), tuple(self.ids))

    def sub(self, type_name: str, details: list[Any]) -> Collected:
        """The merged subfields of `details` on an object type of the view's schema."""
        target = self.schema.type_map[type_name]
        assert isinstance(target, GraphQLObjectType)  # noqa: S101 - named by the catalog
        return collect_subfields(
            self.schema, self.fragments, self.variables, self.operation, target, details, hide_suggestions=True
        ).grouped_field_set

    def arguments(self, definition: GraphQLField, details: list[Any]) -> dict[str, Any]:
        return get_argument_values(
            definition, details[0].node, self.variables, details[0].fragment_variable_values, hide_suggestions=True
        )

    def root(self, query: GraphQLObjectType, key: str, details: list[Any]) -> None:
        node: FieldNode = details[0].node
        name = node.name.value
        if name == "__typename":
            self.roots.append(RootConstant(key, '"Query"'))
            return
        if name in ("__schema", "__type"):
            self.roots.append(RootConstant(key, self.introspect(key, details)))
            return
        arguments = self.arguments(query.fields[name], details)
        if name == "viewer":
            self.roots.append(plan_viewer(self, key, details))
        elif name == "node":
            self.roots.append(self.root_node(key, arguments["id"], details))
        elif name == "nodes":
            self.roots.append(self.root_nodes(key, arguments["ids"], details))
        elif name == "timeline":
            self.roots.append(self.root_timeline(key, arguments, details))
        else:
            self.roots.append(self.root_entity(key, name, arguments, details))

    def root_entity(self, key: str, name: str, arguments: dict[str, Any], details: list[Any]) -> RootBlock:
        entity = next(e for e in CATALOG if name in (e.singular, e.plural))
        view = self.view.entities[entity.name]
        if name == entity.singular:
            id_ = operand_of(arguments["id"])
            self.ids.append((id_, entity.prefix))
            return self.single(key, view, ById(id_), details)
        block, body = self.connection(view, Everything(), arguments, details)
        return RootBlock(key, block, body, single=False)

    def single(self, key: str, view: EntityView, source: Source, details: list[Any]) -> RootBlock:
        """A root field of one record."""
        draft = self.open(view, source)
        body = self.object(draft, (), view, self.sub(view.entity, details))
        return RootBlock(key, draft.name, body, single=True)

    def root_node(self, key: str, given: Any, details: list[Any]) -> Root:
        id_, prefixes = typed(given)
        self.ids.append((id_, None))
        entity = CATALOG.by_prefix.get(prefixes[0][0]) if prefixes else None
        if entity is None or entity.name not in self.schema.type_map or entity.name not in self.view.entities:
            return RootConstant(key, "null")
        return self.single(key, self.view.entities[entity.name], ById(id_), details)

    def root_nodes(self, key: str, given: Any, details: list[Any]) -> RootNodes:
        ids, prefixes = typed(given)
        self.ids.append((ids, None))
        blocks = []
        for prefix, most in prefixes:
            entity = CATALOG.by_prefix.get(prefix)
            if entity is None or entity.name not in self.schema.type_map or entity.name not in self.view.entities:
                continue
            view = self.view.entities[entity.name]
            draft = self.open(view, ByIds(ids))
            draft.most = most
            check_rows(self.drafts, self.limits.rows)
            blocks.append((draft.name, self.object(draft, (), view, self.sub(entity.name, details))))
        return RootNodes(key, ids, tuple(blocks))

    def root_timeline(self, key: str, arguments: dict[str, Any], details: list[Any]) -> RootTimeline:
        """A block for each kind of record, all of one page size: the rows of the answer are among theirs."""
        page = page_of({"first": arguments.get("first")}, many_parents=False)
        child, given = operand_of(arguments["childId"]), arguments.get("after")
        after = None if given is None else operand_of(given)
        self.ids.append((child, CATALOG["Child"].prefix))
        blocks, known = [], timed(CATALOG)
        for rank, kind in enumerate(dict.fromkeys(arguments["kinds"])):
            entity = known[kind]
            view, moment = self.view.entities[entity.name], moment_of(entity)
            assert moment is not None  # noqa: S101 - of a kind that is timed
            draft = self.open(view, OfChild(key, child, self.view.entities["Child"].predicate, rank, moment, after))
            dated = all_of((granted(view, moment.name), negate(IsNull(moment.column)) if moment.nullable else TRUE))
            draft.filter = all_of((granted(view, "child"), dated))
            draft.page, draft.order = page, (Term(moment.column, descending=True, nullable=False),)
            check_rows(self.drafts, self.limits.rows)
            self.ordered[f"{entity.name}.{moment.name}"] = None
            blocks.append((draft.name, self.object(draft, (), view, self.sub(entity.name, details))))
        return RootTimeline(key, tuple(blocks))

    # -- blocks -----------------------------------------------------------------------------------------------------

    def open(self, view: EntityView, source: Source) -> BlockDraft:
        """A new block over `view`. Raises TOO_MANY_NODES."""
        draft = BlockDraft(f"b{len(self.drafts)}", view, source)
        self.drafts[draft.name] = draft
        check_nodes(self.drafts, self.limits.nodes)
        return draft

    def connection(
        self, view: EntityView, source: Source, arguments: dict[str, Any], details: list[Any]
    ) -> tuple[str, Object]:
        """A block for a connection and the piece that lays it out."""
        draft = self.open(view, source)
        draft.page = page_of(arguments, many_parents=self.many_parents(source))
        draft.filter = self.filters.read(view, arguments.get("filter"))
        draft.order = order_of(view, arguments.get("orderBy"))
        for value in arguments.get("orderBy") or ():
            self.ordered[f"{view.entity}.orderBy.{value}"] = None
        check_rows(self.drafts, self.limits.rows)
        entries: list[tuple[str, Piece]] = []
        for key, sub in self.sub(f"{view.entity}Connection", details).items():
            entries.append((key, self.connection_piece(draft, view, sub)))
        return draft.name, Object(tuple(entries))

    def many_parents(self, source: Source) -> bool:
        """The list hangs from rows of which there may be more than one."""
        return isinstance(source, Through) and not isinstance(self.drafts[source.parent.block].source, ById | ByKey)

    def connection_piece(self, draft: BlockDraft, view: EntityView, details: list[Any]) -> Piece:
        name = details[0].node.name.value
        if name == "__typename":
            return Name(f"{view.entity}Connection")
        if name == "totalCount":
            draft.counted = True
            return Total()
        if name == "totalCountIsCapped":
            draft.counted = True
            return Capped()
        if name == "pageInfo":
            entries = tuple(
                (key, sub[0].node.name.value) for key, sub in self.sub("PageInfo", details).items()
            )
            draft.look_ahead = draft.look_ahead or any(n in ("hasNextPage", "hasPreviousPage") for _, n in entries)
            return PageInfo(entries)
        if name == "nodes":
            return Nodes(self.object(draft, (), view, self.sub(view.entity, details)))
        return Edges(self.edge(draft, view, details))

    def edge(self, draft: BlockDraft, view: EntityView, details: list[Any]) -> Object:
        entries: list[tuple[str, Piece]] = []
        for key, sub in self.sub(f"{view.entity}Edge", details).items():
            name = sub[0].node.name.value
            if name == "__typename":
                entries.append((key, Name(f"{view.entity}Edge")))
            elif name == "cursor":
                entries.append((key, IdOf(Row(draft.name))))
            else:
                entries.append((key, self.object(draft, (), view, self.sub(view.entity, sub))))
        return Object(tuple(entries))

    def object(self, draft: BlockDraft, path: tuple[str, ...], view: EntityView, collected: Collected) -> Object:
        """The piece that lays out a row."""
        entity = CATALOG[view.entity]
        row = Row(draft.name, path)
        entries: list[tuple[str, Piece]] = []
        for key, details in collected.items():
            name = details[0].node.name.value
            if name == "__typename":
                entries.append((key, Name(entity.name)))
            elif name == "id":
                entries.append((key, IdOf(row)))
            elif name == "version":
                entries.append((key, Version(row)))
            else:
                member = entity.members[name]
                if isinstance(member, Field):
                    entries.append((key, Cell(row, member)))
                else:
                    entries.append((key, self.related(draft, row, view, member, details)))
        return Object(tuple(entries))

    def related(self, draft: BlockDraft, row: Row, view: EntityView, relation: Relation, details: list[Any]) -> Piece:
        target = self.view.entities[relation.target]
        allowed = granted(view, relation.name)
        if relation.cardinality is Cardinality.ONE:
            path = draft.join(row.path, relation, allowed, target)
            check_nodes(self.drafts, self.limits.nodes)
            return One(Row(draft.name, path), self.object(draft, path, target, self.sub(relation.target, details)))
        parent_type = self.schema.type_map[view.entity]
        assert isinstance(parent_type, GraphQLObjectType)  # noqa: S101 - an entity's type
        arguments = self.arguments(parent_type.fields[relation.name], details)
        block, body = self.connection(target, Through(row, relation, allowed), arguments, details)
        return Many(block, row, allowed, body)

    def payload(self, spec: MutationSpec, key: str, details: list[Any]) -> Plan:
        """The plan of a mutation's payload: the written record as `written_key` says, what else the work brings."""
        fields: list[tuple[str, str | Shown | RootBlock]] = []
        for sub_key, sub in self.sub(spec.payload, details).items():
            name = sub[0].node.name.value
            if name == "__typename":
                fields.append((sub_key, f'"{spec.payload}"'))
            elif name == spec.result:
                view = self.view.entities[spec.result_entity]
                fields.append((sub_key, self.single(sub_key, view, ByKey(Attribute("written_key")), sub)))
            elif name == "problems":
                shown = {k: s[0].node.name.value for k, s in self.sub("Problem", sub).items()}
                fields.append((sub_key, Shown("problems", tuple(shown.items()))))
            else:
                fields.append((sub_key, Shown(name)))
        self.roots.append(RootComposite(key, tuple(fields)))
        return self.finish()

    def organisation(self, key: str, details: list[Any]) -> RootBlock | None:
        """The caller's own organisation, where the view shows organisations."""
        view = self.view.entities.get("Organisation")
        return self.single(key, view, ByKey(Attribute("organisation_id")), details) if view else None
