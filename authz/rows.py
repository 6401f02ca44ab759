"""Row rules of a policy version: which rows each door of a subject opens, as predicate trees with their lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from authz.caller import Role
from authz.oso_adapter import OsoRules, PolarCaller
from authz.polar_syntax import Path, Rule
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
    """An entity's row rules for one subject and role. Denials by door are complete: a rule for `_` stands at each."""

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


class RowCompiler:
    """Compiles rules with Oso, each loaded once and asked for every subject and door that has a grant."""

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
            for (subject, role), doors in wanted.items():
                key = (subject, role, entity)
                into = {"allow": allows, "deny": denies, "deny_group": groups}[rule.kind][key]
                caller = PolarCaller(subject, role)
                for selector in self._selectors(rule, doors):
                    found = self._alternatives(rule, caller, selector)
                    into.setdefault(selector, []).extend(Alternative(p, rule.source) for p in found)
        return {key: EntityRows(_frozen(allows[key]), _frozen(denies[key]), _frozen(groups[key])) for key in allows}

    def _selectors(self, rule: Rule, doors: tuple[str, ...]) -> tuple[str, ...]:
        if rule.kind == "deny_group":
            return (rule.selector,) if rule.selector else ()
        return doors if rule.selector is None else tuple(d for d in doors if d == rule.selector)

    def _alternatives(self, rule: Rule, caller: PolarCaller, selector: str) -> tuple[Predicate, ...]:
        try:
            return self._oso.alternatives(rule, caller, selector)
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
