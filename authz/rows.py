"""Row rules of a policy version: which rows each door of a subject opens, as predicate trees with their lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from authz.caller import Role
from authz.declared import DOOR_KINDS, DUTY
from authz.oso_adapter import OsoRules, PolarCaller
from authz.polar_syntax import Comparison, Literal, OneOf, Path, Rule, Value
from authz.problems import PolicyError, Problem
from schema.catalog import Catalog
from schema.entities import CATALOG
from schema.predicate import Predicate

MOST_DISJUNCTS = 32


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way in which a rule holds: its rows and the rule's `file:line`."""

    predicate: Predicate
    source: str


@dataclass(frozen=True)
class EntityRows:
    """An entity's row rules for one subject and role. Denials by door are complete: one for `_`, or for a kind of door, stands
    at each."""

    allows: Mapping[str, tuple[Alternative, ...]]
    denies: Mapping[str, tuple[Alternative, ...]]
    group_denials: Mapping[str, tuple[Alternative, ...]]


RowKey = tuple[str, str | None, str]
"""Subject, role (None where no rule of the entity reads it), entity."""


def reads_role(rules: Iterable[Rule]) -> bool:
    """Some rule asks for the caller's role, so that views of different roles differ in rows."""
    return any(
        isinstance(side, Path) and side == Path(rule.caller, ("role",))
        for rule in rules
        for literal in rule.body
        for side in (getattr(literal, "left", None), getattr(literal, "right", None), getattr(literal, "path", None))
    )


def roles_of(rules: Iterable[Rule]) -> tuple[str | None, ...]:
    """The roles for which an entity's rules are compiled: one None where they are the same for all."""
    return (None, *Role) if reads_role(rules) else (None,)


def speaks_to(rule: Rule, subject: str) -> bool:
    """What the rule's body asks of the caller's subject is true of `subject`; a body that asks nothing speaks to all.

    A body is a conjunction in which the subject is compared with texts only (`authz.polar_check`): where one of these
    is false the rule holds for no row, and where all are true its rows are the same for every such subject.
    """
    return all(_true_of(literal, Path(rule.caller, ("subject",)), subject) for literal in rule.body)


def _true_of(literal: Literal, asked: Path, subject: str) -> bool:
    match literal:
        case OneOf(path, values) if path == asked:
            return Value(subject) in values
        case Comparison(left, op, right) if asked in (left, right):
            same = Value(subject) in (left, right)
            return same if op == "=" else not same
        case _:
            return True


def stands_at_kind(rule: Rule) -> bool:
    """A denial for a kind of door, which stands at every door of the kind: `referral` at each `referral:<purpose>`.

    `duty` is a door as well, and stands for that one alone.
    """
    return rule.kind == "deny" and rule.selector != DUTY and rule.selector in DOOR_KINDS


class RowCompiler:
    """Compiles rules with Oso, each loaded once and asked once for all subjects and doors that it speaks to.

    The selector is a rule's head and never its body's: at each door at which a rule for `_`, or for a kind, stands it has the
    same rows.
    """

    def __init__(self, rules: Mapping[str, tuple[Rule, ...]], catalog: Catalog = CATALOG) -> None:
        self._rules = rules
        self._oso = OsoRules(catalog)

    def compile(
        self, entity: str, wanted: Mapping[tuple[str, str | None], tuple[str, ...]]
    ) -> dict[RowKey, EntityRows]:
        """Rows of `entity` for each (subject, role) at the doors that it has. Raises PolicyError naming the rule."""
        allows: dict[RowKey, dict[str, list[Alternative]]] = {}
        denies: dict[RowKey, dict[str, list[Alternative]]] = {}
        groups: dict[RowKey, dict[str, list[Alternative]]] = {}
        for subject, role in wanted:
            for of in (allows, denies, groups):
                of[(subject, role, entity)] = {}
        for rule in self._rules.get(entity, ()):
            self._oso.load(rule)
            of_role = reads_role((rule,))
            asked: dict[str | None, tuple[Alternative, ...]] = {}
            for (subject, role), doors in wanted.items():
                selectors = self._selectors(rule, doors)
                if not selectors or not speaks_to(rule, subject):
                    continue
                known = role if of_role else None
                if known not in asked:
                    asked[known] = self._alternatives(rule, PolarCaller(subject, role), rule.selector or selectors[0])
                into = {"allow": allows, "deny": denies, "deny_group": groups}[rule.kind][(subject, role, entity)]
                for selector in selectors:
                    into.setdefault(selector, []).extend(asked[known])
        return {key: EntityRows(_frozen(allows[key]), _frozen(denies[key]), _frozen(groups[key])) for key in allows}

    def _selectors(self, rule: Rule, doors: tuple[str, ...]) -> tuple[str, ...]:
        if rule.kind == "deny_group":
            return (rule.selector,) if rule.selector else ()
        if stands_at_kind(rule):
            return tuple(d for d in doors if d.startswith(f"{rule.selector}:"))
        return doors if rule.selector is None else tuple(d for d in doors if d == rule.selector)

    def _alternatives(self, rule: Rule, caller: PolarCaller, selector: str) -> tuple[Alternative, ...]:
        try:
            return tuple(Alternative(p, rule.source) for p in self._oso.alternatives(rule, caller, selector))
        except Exception as e:  # an error means no: whatever Oso raises, the policy is not loaded
            text = str(e).splitlines()[0] if str(e) else type(e).__name__
            raise PolicyError([Problem(rule.file, rule.line, f"Oso cannot evaluate the rule: {text}")]) from e


def _frozen(of: Mapping[str, list[Alternative]]) -> dict[str, tuple[Alternative, ...]]:
    out = {}
    for selector, found in of.items():
        if not found:
            continue
        if len(found) > MOST_DISJUNCTS:
            file, _, line = found[-1].source.rpartition(":")
            message = f"more than {MOST_DISJUNCTS} alternatives at `{selector}`"
            raise PolicyError([Problem(file, int(line), message)])
        out[selector] = tuple(found)
    return out
