"""Documents that stress what passing by the executor could break. Each is for a subject that may ask it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Case:
    """A document for a subject. `CHILD` in it is replaced by the id of a visible child, `GONE` by one of none."""

    name: str
    subject: str
    document: str
    variables: dict[str, Any] = field(default_factory=dict)
    operation_name: str | None = None


CASES = (
    Case("the type name alone", "town", "{ __typename }"),
    Case("type names with aliases", "town", "{ a: __typename children { t: __typename nodes { __typename u: __typename } } }"),
    Case("one field asked twice", "town", "{ children { totalCount totalCount nodes { name name } } }"),
    Case("merged selections", "town",
         "{ children(first: 3) { nodes { id } } children(first: 3) { nodes { name village { id } } totalCount } "
         "children(first: 3) { nodes { village { name id } } } }"),
    Case("merged selections keep the order of first appearance", "town",
         "{ children { nodes { name town { code } id } nodes { sex town { name code } name } } }"),
    Case("merging below lists and pages", "town",
         "{ children { edges { cursor node { guardianships { nodes { relationship } } } } "
         "edges { node { guardianships { totalCount nodes { guardian { name } } } id } } } }"),
    Case("the same list under two names", "town",
         "{ a: children(first: 2) { nodes { id } } b: children(last: 2) { nodes { id } pageInfo { hasPreviousPage } } }"),
    Case("aliases that are names of other fields", "town",
         "{ children { nodes { name: sex sex: name id: birthDate birthDate: id } } }"),
    Case("an alias longer than an SQL identifier", "town",
         "{ children { nodes { " + "a" * 200 + ": name " + "a" * 199 + ": sex } } }"),
    Case("aliases that look like SQL", "town", "{ select: children { nodes { _: name __x: sex order: id } } }"),
    Case("many aliases of one field", "town",
         "{ children(first: 2) { nodes { " + " ".join(f"n{i}: name" for i in range(120)) + " } } }"),
    Case("named fragments within named fragments", "town",
         "{ children { ...A } } fragment A on ChildConnection { nodes { ...B } totalCount } "
         "fragment B on Child { name ...C } fragment C on Child { name sex village { ...D } } fragment D on Village { name }"),
    Case("a fragment spread in two places", "town",
         "{ children { nodes { ...V village { town { ...T } } town { ...T } } } } "
         "fragment V on Child { village { town { code } } } fragment T on Town { name code }"),
    Case("a fragment on the interface", "town", '{ node(id: "CHILD") { ...N ... on Child { name } } } fragment N on Node { id }'),
    Case("a fragment on the interface within an object", "town",
         "{ children { nodes { ... on Node { id ... on Child { name } } } } }"),
    Case("fragments that never apply", "town",
         '{ node(id: "CHILD") { ... on Guardian { name guardianships { totalCount } } ... on Node { id } } }'),
    Case("different types under one key", "town",
         '{ nodes(ids: ["CHILD", "GONE"]) { ... on Child { x: name } ... on Guardian { x: name } ... on Town { x: code } } }'),
    Case("only a type name below an interface", "town", '{ nodes(ids: ["CHILD", "GONE", "CHILD"]) { __typename } }'),
    Case("skipped and included", "town",
         "query ($yes: Boolean!, $no: Boolean = false) { children { nodes { name @include(if: $yes) sex @skip(if: $yes) "
         "id @include(if: $no) @skip(if: $no) ... @include(if: $no) { birthDate } ... @skip(if: $no) { category } } } }",
         {"yes": True}),
    Case("all skipped", "town", "{ children { nodes { name @skip(if: true) } totalCount @include(if: false) } }"),
    Case("a whole root skipped", "town", "{ children @skip(if: true) { totalCount } __typename }"),
    Case("a fragment spread skipped here and taken there", "town",
         "{ children { ...A @skip(if: true) nodes { id } ...A } } fragment A on ChildConnection { totalCount }"),
    Case("skipped with a cursor that would fail", "town",
         '{ children(after: "GONE") @include(if: false) { totalCount } towns { totalCount } }'),
    Case("a row that is not there", "town", '{ child(id: "GONE") { name village { name } guardianships { totalCount } } }'),
    Case("rows that are not there among others", "town", '{ nodes(ids: ["GONE", "CHILD", "GONE"]) { id } }'),
    Case("null below null", "school",
         "{ children { nodes { school { name organisation { name } } identityNumber } } }"),
    Case("cells that some doors hide", "police",
         "{ children { nodes { name residenceAddress guardianships { nodes { guardian { telephone employer } } } } } }"),
    Case("groups that a rule hides", "town",
         "{ interventions(first: 50) { nodes { kind place organisation { name } } totalCount } }"),
    Case("variables with defaults", "town",
         "query ($n: Int = 2, $order: [ChildOrder!] = [NAME_DESC], $where: ChildFilter = {sex: {eq: MALE}}) "
         "{ children(first: $n, orderBy: $order, filter: $where) { nodes { name sex } totalCount } }"),
    Case("variables null, absent, within objects", "town",
         "query ($n: Int, $after: ID, $sex: Sex, $names: [String!]) { children(first: $n, after: $after, "
         "filter: {sex: {eq: $sex}, name: {in: $names}}) { nodes { name } } }",
         {"n": None, "names": ["张三", "李小龙"]}),
    Case("one value where a list is asked", "town",
         "{ children(orderBy: BIRTH_DATE_DESC, filter: {and: {sex: {in: FEMALE}}}) { nodes { birthDate } } }"),
    Case("one of several operations", "town",
         "query A { children { totalCount } } query B { towns { nodes { name } } } ", {}, "B"),
    Case("introspection beside data", "town",
         '{ __schema { queryType { name } } children { totalCount } __type(name: "Child") { name fields { name } } }'),
    Case("introspection of what is hidden", "development",
         '{ __type(name: "Child") { name } t: __type(name: "Query") { fields { name } } }'),
    Case("the viewer between lists", "town",
         "{ a: towns { totalCount } viewer { subject role unit purpose } b: units { totalCount } }"),
    Case("a long way round", "town",
         "{ children(first: 2) { nodes { village { children(first: 2) { nodes { household { children(first: 2) { nodes { "
         "guardianships(first: 2) { nodes { guardian { "
         "guardianships(first: 2) { nodes { child { name } } } } } } } } } } } } } } }"),
    Case("every row is visible or not, whatever the way", "court",
         "{ petitions { nodes { child { name petitions { totalCount } guardianships { nodes { guardian { name } } } } "
         "respondent { name guardianships { nodes { child { name } } } } } } }"),
    Case("an empty page of a nested list", "town", "{ towns { nodes { villages(filter: {code: {eq: \"none\"}}) { edges { cursor } "
         "pageInfo { startCursor endCursor hasNextPage hasPreviousPage } totalCount } } } }"),
)  # fmt: skip
