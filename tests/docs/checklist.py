"""The checklists of CONTRIBUTING.md as facts about the project, and what is wrong with them, step by step."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import sqlalchemy as sa
import yaml

from audit.kinds import SUBJECT_KINDS
from authz.build import Policies
from db.seed.units import UNITS
from db.tables import TABLES
from resolvers.work.base import registered
from schema.catalog import Entity, Subject
from schema.entities import CATALOG
from schema.mutations import MUTATIONS
from tests.compiled import project_policies
from tests.policies.cases import read_cases

PROJECT = Path(__file__).parents[2]
POLICIES = PROJECT / "policies"


@dataclass(frozen=True)
class Facts:
    """What each step leaves behind, by name of entity or subject."""

    declared: frozenset[str]
    entities: frozenset[str]
    tables: frozenset[str]
    migrated: frozenset[str]
    rules: frozenset[str]
    granted: frozenset[str]
    in_cases: frozenset[str]
    logged: frozenset[str]
    kinds: frozenset[str]
    seeded: frozenset[str]
    mutations: frozenset[str]
    work: frozenset[str]
    mapped: frozenset[str]
    subjects: frozenset[str]
    units: frozenset[str]
    granted_to: frozenset[str]
    seeing: frozenset[str]
    case_files: frozenset[str]
    effective: frozenset[str]
    seeded_units: frozenset[str]
    documents: frozenset[str]
    schemas: frozenset[str]


PAIRS: tuple[tuple[str, str, str, str], ...] = (
    ("entity 1", "declared", "entities", "is declared and not listed in schema/entities.py"),
    ("entity 2", "entities", "tables", "has no table"),
    ("entity 3", "tables", "migrated", "has a table that no revision makes"),
    ("entity 4 rules", "entities", "rules", "has no row rules"),
    ("entity 4 grants", "entities", "granted", "is granted to nobody and denied to nobody"),
    ("entity 5", "entities", "in_cases", "is in no case"),
    ("entity 6", "logged", "kinds", "has no number in the log"),
    ("entity 7", "entities", "seeded", "has no invented rows"),
    ("entity 8", "mutations", "work", "is a mutation without work"),
    ("entity 9", "entities", "mapped", "is not in docs/reference.md"),
    ("unit 1", "granted_to", "subjects", "is granted something and is no subject"),
    ("unit 2", "subjects", "granted_to", "is a subject and is granted nothing"),
    ("unit 3", "granted_to", "seeing", "has grants at doors that no row rule opens to it alone"),
    ("unit 4 cases", "subjects", "case_files", "has no file of cases"),
    ("unit 4 table", "subjects", "effective", "has no effective table"),
    ("unit 5", "units", "seeded_units", "is not in the demo"),
    ("unit 6 document", "subjects", "documents", "has no page in examples/"),
    ("unit 6 schema", "subjects", "schemas", "has no schema in schema/views/"),
)
"""(step, what there is, what there must be of each, what is wrong where there is not)."""


def faults(facts: Facts) -> Iterator[tuple[str, str]]:
    """(step, what is wrong)."""
    for step, of, must, wrong in PAIRS:
        for name in sorted(getattr(facts, of) - getattr(facts, must)):
            yield step, f"{name} {wrong}"


def _declared() -> frozenset[str]:
    out = set()
    for path in (PROJECT / "schema").glob("*.py"):
        module = importlib.import_module(f"schema.{path.stem}")
        out |= {v.name for v in vars(module).values() if isinstance(v, Entity)}
    return frozenset(out)


def _by_file(policies: Policies) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Subjects with a grant of their own or inherited; entities that a line names; subjects that see some row."""
    granted_to = {s for s in policies.declared.concrete if policies.lines_of(s)}
    named = {g.entity for s in policies.declared.concrete for g in policies.lines_of(s)}
    seeing = {
        s
        for s in policies.declared.concrete
        if any(d.disjuncts for e in policies.view(s, policies.widest_role(s)).entities.values() for d in e.all_doors)
    }
    return frozenset(granted_to), frozenset(named), frozenset(seeing)


def gather(connection: sa.Connection) -> Facts:
    """The facts of this project; `connection` to a migrated database with demo data."""
    policies = project_policies(date(2026, 3, 2))
    granted_to, named, seeing = _by_file(policies)
    tables = {e.table: e.name for e in CATALOG}
    present = {t for t in sa.inspect(connection).get_table_names() if t in tables}
    filled = {t for t in present if connection.scalar(sa.select(sa.exists(sa.select(TABLES[tables[t]].c.id))))}
    cases = list(read_cases())
    reference = (PROJECT / "docs/reference.md").read_text(encoding="utf-8")
    listed = yaml.safe_load((POLICIES / "subjects.yaml").read_text(encoding="utf-8"))
    rules = {p.stem for p in (POLICIES / "rows").glob("*.polar")}
    names = {e.name for e in CATALOG}
    lists = [line for c in cases for s in (c.must_see, c.must_not_see) for line in s]
    return Facts(
        declared=_declared(),
        entities=frozenset(names),
        tables=frozenset(TABLES),
        migrated=frozenset(tables[t] for t in present),
        rules=frozenset(tables[r] for r in rules),
        granted=frozenset(named & names),
        in_cases=frozenset({s.entity for s in lists} | {e for c in cases for e in c.rows}),
        logged=frozenset(e.logged_as[0] for e in CATALOG if e.subject is Subject.SELF),
        kinds=frozenset(SUBJECT_KINDS),
        seeded=frozenset(tables[t] for t in filled),
        mutations=frozenset(MUTATIONS),
        work=frozenset(registered),
        mapped=frozenset(re.findall(r"^\| `(\w+)` \| `\w+_`", reference, re.MULTILINE)),
        subjects=frozenset(policies.declared.concrete),
        units=frozenset(name for name, of in listed.items() if of["is"] == "unit"),
        granted_to=granted_to,
        seeing=seeing,
        case_files=frozenset(c.subject for c in cases),
        effective=frozenset(p.stem for p in (POLICIES / "effective").glob("*.txt")),
        seeded_units=frozenset(u.code for u in UNITS),
        documents=frozenset(p.stem for p in (PROJECT / "examples").glob("*.graphql")),
        schemas=frozenset(p.stem for p in (PROJECT / "schema/views").glob("*.graphql")),
    )
