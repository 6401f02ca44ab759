"""Random operations that are valid in a view, and ones that name what the view does not have.

One generator serves both: `random_operation(rng, ...)` for long runs, `operations(...)` for hypothesis.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any

from graphql import GraphQLField, GraphQLInterfaceType, GraphQLObjectType, GraphQLSchema, get_named_type
from hypothesis import strategies as st

from schema.entities import CATALOG
from schema.full import full_schema
from schema.interfaces import INTERFACES, KIND, timed
from tests.oracle.again import Again, id_again, ids_again, size_again
from tests.oracle.arguments import Arguments, Word, literal
from tests.oracle.policy import Eyes
from tests.oracle.request import invalid
from tests.oracle.samples import Samples

MOST_LISTS = (1, 1, 1, 2, 2, 3, 6)
"""Connections of one operation, fragments spread: mostly few, since a new statement costs more than running it."""


@dataclass
class Operation:
    """A document with its variables; `hidden` are the names in it that the view does not have.

    `again`: for variables by name, another value of the same form.
    """

    document: str
    variables: dict[str, Any]
    operation_name: str | None = None
    hidden: frozenset[str] = field(default_factory=frozenset)
    again: dict[str, Again] = field(default_factory=dict, repr=False, compare=False)


class _Maker:
    def __init__(self, rng: Random, schema: GraphQLSchema, samples: Samples, spoil: bool) -> None:
        self.rng = rng
        self.schema = schema
        self.arguments = Arguments(rng, samples)
        self.samples = samples
        self.fragments: dict[str, tuple[str, str, int]] = {}
        self.canonical: dict[tuple[str, str], str] = {}
        self.lists = 0
        self.most_lists = rng.choice(MOST_LISTS)
        self.aliases = 0
        self.spoil = spoil
        self.hidden: set[str] = set()

    def chance(self, p: float) -> bool:
        return self.rng.random() < p

    def directive(self) -> str:
        if not self.chance(0.07):
            return ""
        word, value = self.rng.choice(("skip", "include")), self.chance(0.5)
        bound = self.chance(0.6) and not self.arguments.literals_only
        shown: Any = self.arguments.variable("Boolean!", value) if bound else value
        return f" @{word}(if: {literal(shown)})"

    def alias(self, p: float) -> str:
        if not self.chance(p):
            return ""
        self.aliases += 1
        return self.rng.choice((f"a{self.aliases}", f"x{self.aliases}", f"_z{self.aliases}")) + ": "

    # -- selections -------------------------------------------------------------------------------------------------

    def selection(self, kind: Any, depth: int, rows: int, single: bool) -> str:
        """`{ ... }` of an object type. `rows`: how many such objects there may be; `single`: at most one."""
        if isinstance(kind, GraphQLInterfaceType):
            return self.of_interface(kind, depth, rows, single)
        parts = self.fields(kind, depth, rows, single)
        if self.chance(0.15) and len(parts) > 1:
            cut = self.rng.randrange(1, len(parts))
            condition = f" on {kind.name}" if self.chance(0.6) else ""
            parts[cut:] = [f"...{condition}{self.directive()} {{ {' '.join(parts[cut:])} }}"]
        if self.chance(0.15):
            parts.append(self.spread(kind, depth, rows, single))
        if self.spoil and not self.hidden and self.chance(0.5):
            parts.insert(self.rng.randrange(len(parts) + 1), self.unknown(kind))
        return "{ " + " ".join(parts) + " }"

    def unknown(self, kind: GraphQLObjectType) -> str:
        """A field of the full schema that the view does not have, or one that no view has."""
        full = full_schema().type_map.get(kind.name)
        missing = [n for n in getattr(full, "fields", {}) if n not in kind.fields]
        name = self.rng.choice([*missing, "nothingOfTheKind"])
        self.hidden.add(name)
        needs_selection = name != "nothingOfTheKind" and hasattr(get_named_type(full.fields[name].type), "fields")
        return f"{name} {{ __typename }}" if needs_selection else name

    def spread(self, kind: GraphQLObjectType, depth: int, rows: int, single: bool) -> str:
        """A named fragment, an old one where the type fits."""
        old = [
            n for n, (on, _, cost) in self.fragments.items() if on == kind.name and self.lists + cost <= self.most_lists
        ]
        if old and self.chance(0.4):
            name = self.rng.choice(old)
            self.lists += self.fragments[name][2]
            return f"...{name}{self.directive()}"
        before = self.lists
        body = " ".join(self.fields(kind, depth + 1, max(rows, 60), single=False))
        name = f"F{len(self.fragments)}"
        self.fragments[name] = (kind.name, f"fragment {name} on {kind.name} {{ {body} }}", self.lists - before)
        return f"...{name}{self.directive()}"

    def of_interface(self, kind: GraphQLInterfaceType, depth: int, rows: int, single: bool) -> str:
        """A selection of an interface: its own fields, fragments on some types, and on an interface that they share."""
        parts = ["id"] if self.chance(0.7) else ["__typename"]
        if kind.name != "Node" and self.chance(0.5):
            parts += self.fields(kind, depth + 1, rows, single)
        kinds = list(self.schema.get_possible_types(kind))
        for one in self.rng.sample(kinds, min(len(kinds), self.rng.choice((1, 1, 2, 3)))):
            parts.append(f"... on {one.name}{self.directive()} {self.selection(one, depth + 1, rows, single)}")
        shared = [t for n in INTERFACES if isinstance(t := self.schema.type_map.get(n), GraphQLInterfaceType)]
        if shared and kind.name == "Node" and self.chance(0.4):
            of = self.rng.choice(shared)
            parts.append(f"... on {of.name}{self.directive()} {{ {' '.join(self.fields(of, depth + 1, rows, single))} }}")
        return "{ " + " ".join(parts) + " }"

    def fields(self, kind: GraphQLObjectType | GraphQLInterfaceType, depth: int, rows: int, single: bool) -> list[str]:
        """Some fields of the type, at least one, some of them twice."""
        scalars = [
            n for n, f in kind.fields.items() if n != "version" and not hasattr(get_named_type(f.type), "fields")
        ]
        objects = [n for n in kind.fields if n != "version" and n not in scalars]
        if kind.name == "Viewer":
            objects = [n for n in objects if n != "grants"]
        chosen = self.rng.sample(scalars, min(len(scalars), self.rng.choice((1, 2, 2, 3, 4)))) if scalars else []
        how_many = (0, 1, 1, 2) if depth < 3 else (0, 0, 0, 1) if depth < 6 else (0,)
        if not scalars or kind.name.endswith(("Connection", "Edge")):
            how_many = (1, 1, 2)
        chosen += self.rng.sample(objects, min(len(objects), self.rng.choice(how_many)))
        if kind.name.endswith("Edge") and "node" not in chosen and self.chance(0.9):
            chosen.append("node")
        self.rng.shuffle(chosen)
        out = [made for n in chosen if (made := self.field(kind, n, depth, rows, single))]
        if self.chance(0.1):
            out.insert(self.rng.randrange(len(out) + 1), f"{self.alias(0.3)}__typename")
        if chosen and self.chance(0.1) and (again := self.field(kind, self.rng.choice(chosen), depth, rows, single)):
            out.append(again)
        return out or ["__typename"]

    def field(self, kind: GraphQLObjectType | GraphQLInterfaceType, name: str, depth: int, rows: int, single: bool) -> str:
        """One field with arguments and selection; nothing where the operation is large enough."""
        declared: GraphQLField = kind.fields[name]
        target = get_named_type(declared.type)
        if not hasattr(target, "fields"):
            return f"{self.alias(0.12)}{name}{self.directive()}"
        if target.name.endswith("Connection"):
            return self.connection(kind, name, depth, rows, single)
        below = single
        alias, arguments = self.alias(0.15), ""
        if kind is self.schema.query_type and name != "viewer":
            alias = alias or self.alias(1.0)
            arguments, rows, below = self.timeline() if name == "timeline" else self.by_id(name)
        return f"{alias}{name}{arguments}{self.directive()} {self.selection(target, depth + 1, rows, below)}"

    def by_id(self, name: str) -> tuple[str, int, bool]:
        """Arguments of `node`, `nodes` or a single root field."""
        if name == "nodes":
            ids: Any = [self.any_id() for _ in range(self.rng.randrange(0, 6))]
            if ids and self.chance(0.2):
                ids.append(ids[0])
            kind = self.schema.query_type.fields["nodes"].args["ids"].type  # type: ignore[union-attr]
            return f"(ids: {literal(self.arguments.maybe_variable(kind, ids, 0.5, ids_again(ids)))})", 6, False
        entity = next((e for e in CATALOG if e.singular == name), None)
        value = self.samples.id_of(entity) if entity else self.any_id()
        kind = self.schema.query_type.fields[name].args["id"].type  # type: ignore[union-attr]
        again = id_again(entity) if entity else lambda samples: ids_again([value])(samples)[0]
        return f"(id: {literal(self.arguments.maybe_variable(kind, value, 0.5, again))})", 1, True

    def timeline(self) -> tuple[str, int, bool]:
        """Arguments of `timeline`, mostly of a child of whom a record is on file."""
        field = self.schema.query_type.fields["timeline"]  # type: ignore[union-attr]
        known = list(self.schema.type_map[KIND].values)  # type: ignore[attr-defined] # an enum
        found = [k for k in known if self.samples.visible(timed(CATALOG)[k])]
        kinds = self.rng.choices(known, k=self.rng.choice((0, 1, 1, 2, 3))) + self.rng.sample(found, min(len(found), 2))
        given: dict[str, Any] = {"childId": self.samples.id_of(CATALOG["Child"], odd=0.1), "kinds": [Word(k) for k in kinds]}
        again: dict[str, Again] = {"childId": id_again(CATALOG["Child"])}
        rows = [r for k in kinds for r in self.samples.visible(timed(CATALOG)[k])]
        row = self.rng.choice(rows) if rows else None
        if row is not None and self.chance(0.85):
            given["childId"] = next((c.public_id for c in self.samples.eyes.world.rows["Child"] if c.key == row["child_id"]), "")
        if self.chance(0.7):
            given["first"] = self.rng.randint(1, 8) if self.chance(0.97) else self.rng.choice((0, 101))
            again["first"] = size_again(given["first"])
        if self.chance(0.2) and row is not None:
            given["after"] = row.public_id if self.chance(0.8) else self.samples.id_of(row.entity, odd=0.5)
            again["after"] = id_again(row.entity)
        bound = [
            f"{n}: {literal(self.arguments.maybe_variable(field.args[n].type, v, 0.4 if n != 'kinds' else 0.2, again.get(n)))}"
            for n, v in given.items()
        ]
        return f"({', '.join(bound)})", 8, False

    def any_id(self) -> str:
        kinds = self.schema.get_possible_types(self.schema.type_map["Node"])  # type: ignore[arg-type]
        return self.samples.id_of(CATALOG[self.rng.choice(kinds).name])

    def connection(self, kind: GraphQLObjectType | GraphQLInterfaceType, name: str, depth: int, rows: int, single: bool) -> str:
        if self.lists >= self.most_lists:
            return ""
        self.lists += 1
        declared = kind.fields[name]
        target = get_named_type(declared.type)
        assert isinstance(target, GraphQLObjectType)
        most = 25 if rows <= 1 else 6 if rows <= 30 else 3
        alias = self.alias(0.5)
        key = (kind.name, name)
        if alias or key not in self.canonical:
            entity = target.name.removesuffix("Connection")
            made = self.arguments.listing(declared.args, entity, most, cursors=single or self.chance(0.02))
            if not alias:
                self.canonical[key] = made
        arguments = made if alias else self.canonical[key]
        inner = self.selection(target, depth + 1, rows * most, single=False)
        return f"{alias}{name}{arguments}{self.directive()} {inner}"

    # -- the whole --------------------------------------------------------------------------------------------------

    def finds(self, name: str) -> bool:
        """The caller sees some row of the root field's entity; `node` and `nodes` find what they are asked for."""
        of = next((e for e in CATALOG if name in (e.singular, e.plural)), None)
        return of is None or bool(self.samples.eyes.rows(of))

    def operation(self, root: str | None = None) -> Operation:
        query = self.schema.query_type
        assert query is not None
        names = [n for n in query.fields if n != "viewer"]
        if self.chance(0.95):
            names = [n for n in names if self.finds(n)] or names
        chosen = self.rng.choices(names, k=self.rng.choice((1, 1, 1, 1, 2, 3))) if names else []
        if not chosen or self.chance(0.05):
            chosen.append("viewer")
        chosen = [root] if root is not None else chosen
        parts = [made for n in chosen if (made := self.field(query, n, 0, 1, True))]
        if self.spoil and not self.hidden:
            parts.append(self.unknown(query))
        body = "{ " + " ".join(parts or ["__typename"]) + " }"
        definitions = f"({', '.join(self.arguments.definitions)})" if self.arguments.definitions else ""
        name = "Q" if definitions or self.chance(0.3) else None
        document = f"query {name}{definitions} {body}" if name else body
        document = " ".join([document, *(text for _, text, _ in self.fragments.values())])
        operation_name = None
        if name and self.chance(0.1):
            document, operation_name = f"{document} query Other {{ __typename }}", name
        return Operation(document, self.arguments.values, operation_name, frozenset(self.hidden), self.arguments.again)


def random_operation(
    rng: Random, schema: GraphQLSchema, eyes: Eyes, spoil: bool = False, root: str | None = None
) -> Operation:
    """A random query that is valid in `schema`, or, spoilt, one that names a member which the schema lacks. `root`: its one
    root field, where it is not random too."""
    for _ in range(50):
        made = _Maker(rng, schema, Samples(eyes, rng), spoil).operation(root)
        if spoil or not invalid(schema, made.document):
            return made
    raise AssertionError("no valid operation in 50 tries")


def random_selections(
    rng: Random, schema: GraphQLSchema, eyes: Eyes, kind: str, count: int
) -> tuple[list[str], dict[str, str]]:
    """`count` selections of the object type `kind` without variables and cursors, and the fragments they may spread."""
    maker = _Maker(rng, schema, Samples(eyes, rng), spoil=False)
    maker.arguments.literals_only = True
    made = [maker.selection(schema.type_map[kind], 3, 2, single=False) for _ in range(count)]
    return made, {name: text for name, (_, text, _) in maker.fragments.items()}


def operations(schema: GraphQLSchema, eyes: Eyes, spoil: bool = False) -> st.SearchStrategy[Operation]:
    """The same as a hypothesis strategy."""
    return st.randoms(use_true_random=False).map(lambda rng: random_operation(rng, schema, eyes, spoil))
