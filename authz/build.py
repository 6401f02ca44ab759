"""From the policies folder to views: read, check, compile, combine. One `Policies` is one policy version."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from importlib.metadata import version as installed_version
from pathlib import Path

from authz.caller import Role
from authz.casbin_table import CasbinTable
from authz.combine import DoorGrants, entity_view, grants_of
from authz.declared import Declared, basis_fault, load_declared
from authz.duties import Duties, load_duties
from authz.grants import Grant, Grants, load_grants
from authz.history import revision_rows
from authz.polar_check import check_rules
from authz.polar_syntax import Rule, rules_of
from authz.problems import PolicyError, Problem, refuse
from authz.protection import protection_of
from authz.row_cache import read_cache, write_cache
from authz.rows import EntityRows, RowCompiler, RowKey, roles_of
from authz.sources import GRANTS, MODEL, NUMBERS, Sources, read_sources
from authz.state_table import StateTable
from authz.states import grant_problems, load_states, retention_problems
from authz.view import EntityView, View
from schema.catalog import Catalog
from schema.entities import CATALOG


@dataclass
class Policies:
    """A policy version: everything that decides, checked and compiled."""

    sources: Sources
    declared: Declared
    grants: Grants
    rules: Mapping[str, tuple[Rule, ...]]
    """Entity -> its row rules."""
    table: CasbinTable
    cells: Mapping[str, Mapping[str, Mapping[str, DoorGrants]]]
    """Subject -> entity -> door -> cells."""
    rows: Mapping[RowKey, EntityRows]
    states: Mapping[str, StateTable]
    """Entity -> its state table, of the entities that are kinds of cases."""
    duties: Duties
    catalog: Catalog = CATALOG
    _views: dict[tuple[str, str | None, str | None], View] = field(default_factory=dict)

    @cached_property
    def version(self) -> str:
        """SHA-256 of all policy files, hexadecimal."""
        return self.sources.version

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Code -> number, in the unit that `policies/numbers.yaml` says."""
        return {code: n.value for code, n in self.declared.numbers.items()}

    def view(self, subject: str, role: str | None = None, purpose: str | None = None) -> View:
        """The view of a caller, made once. An unknown subject, role or purpose gets a view of nothing."""
        key = (subject, role, purpose)
        if key not in self._views:
            made = self._make(*key)
            if subject not in self.declared.concrete or role not in (None, *Role) or not self.knows(purpose):
                return made
            self._views[key] = made
        return self._views[key]

    def widest_role(self, subject: str) -> Role | None:
        """The role by which the subject sees and writes most: an officer's, or none where it acts for nobody else."""
        return None if self.declared.alone(subject) else Role.OFFICER

    def knows(self, purpose: str | None) -> bool:
        """`purpose` is None or the code of a referral or emergency purpose."""
        return purpose is None or (purpose in self.declared.purposes and bool(self.declared.purposes[purpose].fields))

    def rows_of(self, subject: str, role: str | None, entity: str) -> EntityRows:
        """The row rules of an entity for a subject; empty where it has no grant. Those of revisions follow from their record."""
        found = self.rows.get((subject, role, entity), self.rows.get((subject, None, entity))) or EntityRows({}, {}, {})
        record = self.catalog[entity].revises
        return found if record is None else revision_rows(self._entity(subject, role, record), found, self.catalog)

    def lines_of(self, subject: str) -> tuple[Grant, ...]:
        """The grant lines of a subject, its own first, then inherited ones."""
        return tuple(self.table.lines_of(subject))

    def _make(self, subject: str, role: str | None, purpose: str | None) -> View:
        made = {entity: self._entity(subject, role, entity, purpose) for entity in self.cells.get(subject, {})}
        entities = {entity: view for entity, view in made.items() if view is not None}
        return View(subject, role, purpose, self.version, entities, self.states, self.numbers)

    def _entity(self, subject: str, role: str | None, entity: str, purpose: str | None = None) -> EntityView | None:
        known = Role(role) if role in tuple(Role) else None
        alone = role is None and self.declared.alone(subject)
        doors = self.cells.get(subject, {}).get(entity, {})
        return entity_view(entity, doors, self.rows_of(subject, role, entity), known, alone, purpose)


def load_policies(
    path: Path, today: date, cache_folder: Path | None = None, catalog: Catalog = CATALOG, whole: bool = True
) -> Policies:
    """Loads the policies folder `path` as of the date of work `today`.

    `cache_folder`: where compiled row rules are kept by policy hash (None: compiled each time); `whole`: as in `build_policies`.
    Raises PolicyError listing every fault with file and line; a policy with a fault decides nothing.
    """
    return build_policies(read_sources(path), today, cache_folder, catalog, whole)


def build_policies(
    sources: Sources, today: date, cache_folder: Path | None = None, catalog: Catalog = CATALOG, whole: bool = True
) -> Policies:
    """As `load_policies`, from texts at hand.

    `whole=False`: a move whose grant is missing is not there for its subject and no fault, as for asking what the
    withdrawal of a grant would take away.
    """
    declared = load_declared(sources, today)
    problems = [*check_rules(sources.rows, declared, catalog), *_purpose_problems(declared, catalog)]
    problems += _protection_problems(declared)
    try:
        grants = load_grants(sources.texts[GRANTS], declared, today, catalog)
    except PolicyError as e:
        raise PolicyError([*e.problems, *problems]) from e
    try:
        duties = load_duties(sources, declared, today, catalog)
    except PolicyError as e:
        raise PolicyError([*e.problems, *problems]) from e
    states, found = _states(sources, declared, grants, duties, today, catalog)
    refuse([*problems, *found])
    by_table = {e.table: e.name for e in catalog}
    rules = {by_table[Path(file).stem]: rules_of(file, text) for file, text in sources.rows.items()}
    table = CasbinTable(sources.texts[MODEL], sources.texts[GRANTS], grants, catalog)
    cells = {s: grants_of(tuple(table.lines_of(s)), s, declared.purposes.values(), catalog) for s in declared.concrete}
    if whole:
        refuse(grant_problems(states.values(), cells))
    rows = _rows(sources, rules, cells, cache_folder, catalog)
    return Policies(sources, declared, grants, rules, table, cells, rows, states, duties, catalog)


def states_of(sources: Sources, today: date, catalog: Catalog = CATALOG) -> dict[str, StateTable]:
    """The state tables of a policy by entity, without its row rules. Raises PolicyError as `load_policies`, for what it reads."""
    declared = load_declared(sources, today)
    grants = load_grants(sources.texts[GRANTS], declared, today, catalog)
    duties = load_duties(sources, declared, today, catalog)
    tables, problems = _states(sources, declared, grants, duties, today, catalog)
    refuse(problems)
    return tables


def _states(
    sources: Sources, declared: Declared, grants: Grants, duties: Duties, today: date, catalog: Catalog
) -> tuple[dict[str, StateTable], list[Problem]]:
    stale = {code: fault for code in declared.bases if (fault := basis_fault(declared, code, today))}
    heirs = {s: frozenset(c for c in declared.concrete if c == s or s in grants.ancestors(c)) for s in declared.subjects}
    tables, problems = load_states(sources.states, declared, stale, heirs, duties.rules.keys(), catalog)
    return tables, [*problems, *retention_problems(tables, declared)]


def _protection_problems(declared: Declared) -> Iterator[Problem]:
    """Numbers by which a published figure would give a count away."""
    try:
        protection_of(declared.numbers)
    except ValueError as e:
        yield Problem(NUMBERS, declared.lines[NUMBERS]["published_minimum"], str(e))


def _purpose_problems(declared: Declared, catalog: Catalog) -> list[Problem]:
    out = []
    for p in declared.purposes.values():
        file, _, line = p.source.rpartition(":")
        for entity, members in p.fields.items():
            if entity not in catalog:
                out.append(Problem(file, int(line), f"`{p.code}`: unknown entity `{entity}`"))
                continue
            known = {*catalog[entity].members, *(f"@{g}" for g in catalog[entity].groups)}
            out += [
                Problem(file, int(line), f"`{p.code}`: unknown member or group `{m}` of {entity}")
                for m in members
                if m not in known
            ]
    return out


def _rows(
    sources: Sources,
    rules: Mapping[str, tuple[Rule, ...]],
    cells: Mapping[str, Mapping[str, Mapping[str, DoorGrants]]],
    cache_folder: Path | None,
    catalog: Catalog,
) -> dict[RowKey, EntityRows]:
    key = _cache_key(sources, catalog)
    cached = read_cache(cache_folder, key) if cache_folder else None
    if cached is not None:
        return cached
    compiler = RowCompiler(rules, catalog)
    out: dict[RowKey, EntityRows] = {}
    for entity in catalog:
        wanted = {
            (subject, role): tuple(of[entity.name])
            for subject, of in cells.items()
            if entity.name in of
            for role in roles_of(rules.get(entity.name, ()))
        }
        out |= compiler.compile(entity.name, wanted)
    if cache_folder:
        write_cache(cache_folder, key, out)
    return out


def _cache_key(sources: Sources, catalog: Catalog) -> str:
    """Policy hash, Oso, the catalog and this code's own form of compiling: what compiled rows depend on."""
    code = "".join(
        Path(__file__).with_name(name).read_text(encoding="utf-8")
        for name in ("oso_adapter.py", "rows.py", "ways.py", "row_cache.py", "combine.py", "grants.py")
    )
    parts = (sources.version, installed_version("oso"), repr([(e.name, e.storage, e.members) for e in catalog]), code)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
