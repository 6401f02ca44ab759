"""What a row rule may say, checked against the catalog before Oso sees it: Oso takes unknown fields in silence and goes
wrong outside a small part of its language (design.md section 4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from authz.caller import ATTRIBUTES, Role
from authz.declared import Declared
from authz.polar_syntax import Binding, Comparison, Literal, OneOf, Path, Rule, Value, read_rules
from authz.problems import Problem
from authz.rows import stands_at_kind
from authz.ways import Way, ways
from schema.catalog import Catalog, Entity, Kind
from schema.entities import CATALOG

CONSTANTS = ("subject", "role")
"""Attributes of the caller that are known when a view is built; the others are bound at run time. Unit and kind of the
organisation are not among them: a subject is the kind or the unit, and callers of one kind may belong to several units."""

_ATTRIBUTE_KINDS = {
    "now": Kind.DATETIME, "today": Kind.DATE, "born_for_school_after": Kind.DATE, "born_for_school_by": Kind.DATE,
    "receipt_hash": Kind.TEXT, "sought_identity_number": Kind.TEXT,
}  # fmt: skip
_ORDERED = (Kind.INT, Kind.DATE, Kind.DATETIME)
_CONSTANT_TYPES: Mapping[Kind, type] = {
    Kind.TEXT: str,
    Kind.ID: str,
    Kind.ENUM: str,
    Kind.INT: int,
    Kind.BOOL: bool,
}


def attribute_kind(name: str) -> Kind:
    """The kind of a run-time attribute of the caller."""
    return _ATTRIBUTE_KINDS.get(name, Kind.INT)


class _FaultError(Exception):
    """A fault of one literal."""


@dataclass
class _Scope:
    """What names mean inside one rule."""

    rule: Rule
    catalog: Catalog
    declared: Declared
    names: dict[str, str] = field(default_factory=dict)
    """Row variable -> entity."""
    reached: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Entity -> the one path by which it was reached."""
    used: set[str] = field(default_factory=set)

    @property
    def ways(self) -> Mapping[str, Mapping[str, Way]]:
        return ways(self.catalog)

    def follow(self, origin: str, way: Way, path: tuple[str, ...]) -> str:
        """Goes along a way and returns its target; a type is reached by one path only."""
        for entity in way.entities:
            by = (*path, way.name)
            if self.reached.setdefault(entity, by) != by:
                raise _FaultError(f"`{entity}` is reached twice in one rule; Oso would merge the two rows")
        return way.target

    def column(self, path: Path) -> tuple[Entity, str, tuple[str, ...]]:
        """The entity, column and row of a path such as `row.child.school_id`."""
        if path.root not in self.names:
            raise _FaultError(f"unknown name `{path.root}`")
        if not path.names:
            raise _FaultError(f"`{path}` is a row; compare one of its columns")
        self.used.add(path.root)
        entity = self.names[path.root]
        at: tuple[str, ...] = (path.root,)
        for name in path.names[:-1]:
            way = self.ways[entity].get(name)
            if way is None or way.many:
                raise _FaultError(f"`{name}` is not a to-one way of {entity}" + (": open it by `in`" if way else ""))
            entity = self.follow(entity, way, at)
            at = (*at, name)
        column = path.names[-1]
        if column in self.ways[entity]:
            raise _FaultError(f"`{path}` is a row; compare one of its columns")
        if column not in self.catalog[entity].storage:
            raise _FaultError(f"unknown field `{column}` of {entity}")
        return self.catalog[entity], column, at


def check_rules(texts: Mapping[str, str], declared: Declared, catalog: Catalog = CATALOG) -> Iterator[Problem]:
    """Every fault of the `rows/*.polar` texts (by file), with its line."""
    tables = {f"rows/{e.table}.polar": e for e in catalog}
    for e_file, e in tables.items():
        if e_file not in texts:
            yield Problem(e_file, 1, f"{e.name} has no row rule")
    for file, text in texts.items():
        rules, problems = read_rules(file, text)
        yield from problems
        if file not in tables:
            yield Problem(file, 1, "no entity has this name")
            continue
        if tables[file].revises is not None:
            for rule in (r for r in rules if r.kind == "allow"):
                yield Problem(file, rule.line, "which rows stand follows from their record; only denials may be said here")
        elif not problems and not any(r.kind == "allow" for r in rules):
            yield Problem(file, 1, f"{tables[file].name} has no row rule")
        seen: dict[Rule, int] = {}
        for rule in rules:
            same = seen.setdefault(_anonymous(rule), rule.line)
            if same != rule.line:
                yield Problem(file, rule.line, f"repeats the rule of line {same}")
            yield from _check_rule(rule, tables[file], declared, catalog)


def _anonymous(rule: Rule) -> Rule:
    return replace(rule, line=0, body=tuple(replace(literal, line=0) for literal in rule.body))


def _check_rule(rule: Rule, entity: Entity, declared: Declared, catalog: Catalog) -> Iterator[Problem]:
    if rule.entity != entity.name:
        known = "" if rule.entity in catalog else "unknown entity: "
        yield Problem(rule.file, rule.line, f"{known}this file holds the rules of {entity.name}, not {rule.entity}")
        return
    if rule.kind == "deny_group":
        if rule.selector not in entity.groups:
            yield Problem(rule.file, rule.line, f"unknown field group `{rule.selector}` of {entity.name}")
    elif rule.selector is not None and rule.selector not in declared.doors and not stands_at_kind(rule):
        what = "purpose" if ":" in rule.selector else "door"
        yield Problem(rule.file, rule.line, f"unknown {what} `{rule.selector}`")
    scope = _Scope(rule, catalog, declared, {rule.row: entity.name}, {entity.name: (rule.row,)})
    faults = []
    for literal in rule.body:
        try:
            _check_literal(literal, scope)
        except _FaultError as fault:
            faults.append(Problem(rule.file, literal.line, str(fault)))
    yield from faults
    yield from () if faults else _unused_problems(rule, scope)


def _unused_problems(rule: Rule, scope: _Scope) -> Iterator[Problem]:
    for name in (*scope.names, rule.caller):
        if name not in scope.used and not name.startswith("_"):
            yield Problem(rule.file, rule.line, f"`{name}` is not used; call it `_{name}`")
        if name in scope.used and name.startswith("_"):
            yield Problem(rule.file, rule.line, f"`{name}` is used; call it `{name.lstrip('_')}`")


def _check_literal(literal: Literal, scope: _Scope) -> None:
    match literal:
        case Binding():
            _check_binding(literal, scope)
        case OneOf(path, values):
            for value in values:
                _check_pair(path, "=", value, scope)
        case Comparison(left, op, right):
            if isinstance(left, Value) or (left.root == scope.rule.caller and isinstance(right, Path)):
                left, right = right, left
            _check_pair(left, op, right, scope)


def _check_binding(binding: Binding, scope: _Scope) -> None:
    path = binding.path
    if path.root != scope.rule.row or not path.names:
        raise _FaultError(f"`in` starts from `{scope.rule.row}`: Oso cannot follow it from `{path.root}`")
    if binding.name in scope.names or binding.name == scope.rule.caller:
        raise _FaultError(f"`{binding.name}` has a meaning already")
    scope.used.add(path.root)
    entity = scope.names[path.root]
    at: tuple[str, ...] = (path.root,)
    for name in path.names[:-1]:
        way = scope.ways[entity].get(name)
        if way is None or way.many:
            raise _FaultError(f"`{name}` is not a to-one way of {entity}")
        entity = scope.follow(entity, way, at)
        at = (*at, name)
    last = scope.ways[entity].get(path.names[-1])
    if last is None or not last.many:
        raise _FaultError(f"`{path.names[-1]}` is not a to-many way of {entity}")
    if last.target in scope.reached:
        raise _FaultError(f"`{last.target}` is reached twice in one rule; Oso would merge the two rows")
    scope.names[binding.name] = scope.follow(entity, last, at)


def _check_pair(left: Path | Value, op: str, right: Path | Value, scope: _Scope) -> None:
    if not isinstance(left, Path):
        raise _FaultError("two constants are compared")
    if left.root == scope.rule.caller:
        _check_caller(left, op, right, scope)
        return
    entity, column, at = scope.column(left)
    kind = entity.storage[column][0]
    if op not in ("=", "!=") and kind not in _ORDERED:
        raise _FaultError(f"`{left}` has no order: only = and !=")
    if isinstance(right, Value):
        _check_constant(entity, column, kind, op, right)
    elif right.root == scope.rule.caller:
        name = _attribute(right, scope)
        if name in CONSTANTS:
            raise _FaultError(f"`{right}` is known when the view is built: compare it with a constant")
        if attribute_kind(name) is not kind:
            raise _FaultError(f"`{left}` is {kind}, `{right}` is {attribute_kind(name)}")
    else:
        other_entity, other, other_at = scope.column(right)
        if other_at != at:
            raise _FaultError(f"`{left}` and `{right}` are of two rows: Oso cannot join them")
        if other_entity.storage[other][0] is not kind:
            raise _FaultError(f"`{left}` and `{right}` are of different kinds")


def _attribute(path: Path, scope: _Scope) -> str:
    scope.used.add(path.root)
    if len(path.names) != 1 or path.names[0] not in (*CONSTANTS, *ATTRIBUTES):
        raise _FaultError(f"unknown attribute `{path}`; a caller has {', '.join((*CONSTANTS, *ATTRIBUTES))}")
    return path.names[0]


def _check_caller(left: Path, op: str, right: Path | Value, scope: _Scope) -> None:
    name = _attribute(left, scope)
    if name not in CONSTANTS:
        raise _FaultError(f"`{left}` is bound at run time: compare a column of the row with it")
    if op not in ("=", "!=") or not isinstance(right, Value) or not isinstance(right.value, str):
        raise _FaultError(f"`{left}` is compared by = or != with a text")
    if right.value not in (scope.declared.concrete if name == "subject" else tuple(Role)):
        raise _FaultError(f"unknown {name} `{right.value}`")


def _check_constant(entity: Entity, column: str, kind: Kind, op: str, value: Value) -> None:
    if value.value is None:
        if op not in ("=", "!="):
            raise _FaultError("nil is compared by = or !=")
        if not entity.storage[column][1]:
            raise _FaultError(f"`{column}` is never nil")
        return
    wanted = _CONSTANT_TYPES.get(kind)
    if wanted is None:
        raise _FaultError(f"`{column}` is {kind}: compare it with `caller.now` or `caller.today`")
    if type(value.value) is not wanted:
        raise _FaultError(f"`{column}` is {kind}, not {value.value!r}")
    enum = next((f.enum for f in entity.fields if f.column == column and f.enum), None)
    if enum and value.value not in enum.values:
        raise _FaultError(f"`{value.value}` is not a value of {enum.name}")
