"""Each step of the checklists in CONTRIBUTING.md, when forgotten, is noticed; the project has forgotten none."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
import sqlalchemy as sa

from authz.build import build_policies
from authz.check import check_policies, warn_policies
from authz.problems import PolicyError
from authz.sources import Sources, read_sources
from db.tables.indexes import index_columns
from resolvers.mutate import WORK_MODULES
from tests.docs.checklist import PAIRS, POLICIES, PROJECT, Facts, faults, gather
from tests.policies.conftest import TODAY


@pytest.fixture(scope="module")
def facts(seeded_sqlite: str) -> Facts:
    assert WORK_MODULES
    engine = sa.create_engine(seeded_sqlite)
    with engine.connect() as connection:
        found = gather(connection)
    engine.dispose()
    return found


def test_no_step_was_forgotten(facts: Facts) -> None:
    forgotten = [f"{step}: {what}" for step, what in faults(facts)]
    assert not forgotten, "\n".join(forgotten)


@pytest.mark.parametrize(("step", "of", "must", "wrong"), PAIRS, ids=[p[0] for p in PAIRS])
def test_a_step_forgotten_is_noticed(step: str, of: str, must: str, wrong: str, facts: Facts) -> None:
    name = min(getattr(facts, of) & getattr(facts, must))
    forgotten = replace(facts, **{must: getattr(facts, must) - {name}})
    assert (step, f"{name} {wrong}") in list(faults(forgotten))


# -- what the policies' own checks notice -------------------------------------------------------------------------------


def without(file: str, pattern: str) -> Sources:
    """The policies without the lines of a file that match."""
    sources = read_sources(POLICIES)
    kept = [line for line in sources.texts[file].splitlines() if not re.search(pattern, line)]
    return Sources({**sources.texts, file: "\n".join(kept) + "\n"})


def complaints(sources: Sources) -> list[str]:
    """Faults and warnings of the policies, as `tonghu policy check` names them."""
    try:
        policies = build_policies(sources, TODAY)
    except PolicyError as error:
        return [str(p) for p in error.problems]
    return [*map(str, check_policies(policies, index_columns())), *map(str, warn_policies(policies))]


def no_rules(entity: str) -> Sources:
    sources = read_sources(POLICIES)
    return Sources({name: text for name, text in sources.texts.items() if name != f"rows/{entity}.polar"})


FORGOTTEN: dict[str, Callable[[], Sources]] = {
    "entity 4: row rules": lambda: no_rules("petition"),
    "entity 4: grants": lambda: without("grants.csv", r", Petition, "),
    "unit 1: the subject": lambda: without("subjects.yaml", r"^court:"),
    "unit 2: the legal basis": lambda: without("legal_bases.yaml", r"^plan-4\.4:"),
    "unit 3: row rules": lambda: without("rows/petition.polar", r"court"),
}


@pytest.mark.parametrize("step", FORGOTTEN)
def test_policy_check_notices(step: str) -> None:
    assert complaints(FORGOTTEN[step]())


def test_policy_check_has_no_complaint_otherwise() -> None:
    assert complaints(read_sources(POLICIES)) == []


def test_the_page_has_the_steps_that_are_checked() -> None:
    page = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for title in ("entity", "unit"):
        section = page.split(f"## Adding {'an' if title == 'entity' else 'a'} {title}")[1].split("\n## ")[0]
        written = {int(n) for n in re.findall(r"^(\d+)\. ", section, re.MULTILINE)}
        assert written == {int(p[0].split()[1]) for p in PAIRS if p[0].startswith(title)}
