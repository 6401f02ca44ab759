"""What documents say of the tree holds; what they link to is there; what must be documented is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.errors import TABLE
from core.settings import Settings
from schema.entities import CATALOG
from tests.architecture.sources import PROJECT, tracked
from tests.docs.generated import GENERATED, commands, modules, parts_of, sentence

PAGES = sorted(p for p in tracked() if p.endswith(".md") and not p.startswith(("conformance/", "tests/")))
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_PATH = re.compile(r"`((?:core|schema|audit|authz|planner|db|resolvers|server|policies|tests|docs|bench)/[\w./*<>-]*)`")
_ADR = re.compile(r"\A# \d{4} .+\n\n(Status: (accepted|superseded by \d{4})) *\n")


@pytest.mark.parametrize("path", GENERATED, ids=lambda p: p.name)
def test_a_generated_part_is_todays(path: Path) -> None:
    assert parts_of(path)[1] == GENERATED[path](), "run: python -m tests.docs"


def test_every_module_says_in_a_sentence_what_it_is_for() -> None:
    for path in modules():
        assert 20 < len(sentence(path)) < 300, path


def headings(text: str) -> set[str]:
    """Anchors of a page as GitHub makes them."""
    found = re.findall(r"^#+ +(.+?)\s*$", re.sub(r"```.*?```", "", text, flags=re.DOTALL), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in found}


def broken_links(page: str, text: str) -> Iterator[str]:
    """Relative links of a page that lead nowhere."""
    for link in _LINK.findall(text):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (PROJECT / page).parent / name if name else PROJECT / page
        known = headings(target.read_text(encoding="utf-8")) if target.suffix == ".md" and target.exists() else None
        if not target.exists() or (anchor and known is not None and anchor not in known):
            yield link


@pytest.mark.parametrize("page", PAGES)
def test_relative_links_resolve(page: str) -> None:
    assert list(broken_links(page, (PROJECT / page).read_text(encoding="utf-8"))) == []


def test_a_broken_link_is_caught() -> None:
    assert list(broken_links("README.md", "[a](docs/no-such-page.md) [b](#no-such-heading)")) == [
        "docs/no-such-page.md", "#no-such-heading",
    ]  # fmt: skip


@pytest.mark.parametrize("page", [p for p in PAGES if p.startswith("docs/") or p == "CONTRIBUTING.md"])
def test_files_that_a_page_names_are_there(page: str) -> None:
    named = _PATH.findall((PROJECT / page).read_text(encoding="utf-8"))
    wild = re.compile(r"<[^>]*>|\*+")
    missing = [n for n in named if not wild.search(n) and not (PROJECT / n).exists()]
    missing += [n for n in named if wild.search(n) and not list(PROJECT.glob(wild.sub("*", n)))]
    assert missing == []


def test_every_error_code_and_command_has_its_place() -> None:
    errors = (PROJECT / "docs/errors.md").read_text(encoding="utf-8")
    assert [c for c in TABLE if f"`{c}`" not in errors] == []
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    assert [n for n, _ in commands() if n.split()[1] not in readme] == []


def test_request_flow_names_every_stage_of_the_pipeline() -> None:
    page = (PROJECT / "docs/request-flow.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| \d+ \| `([\w/.]+)` \|", page, re.MULTILINE)
    assert len(listed) >= 12
    for name in listed:
        assert page.count(f"`{name}`") >= 1
        assert (PROJECT / name).exists()


def test_operations_names_settings_and_log_lines_as_they_are() -> None:
    page = (PROJECT / "docs/operations.md").read_text(encoding="utf-8")
    fields = {f"TONGHU_{name.upper()}": field for name, field in Settings.model_fields.items()}
    assert set(re.findall(r"\bTONGHU_[A-Z_]+", page)) <= fields.keys()
    listed = re.findall(r"^\| `(TONGHU_[A-Z_]+)` \| `([^`]*)` \|", page, re.MULTILINE)
    assert len(listed) > 5
    assert [(n, d) for n, d in listed if str(fields[n].default) != d] == []
    parent = "".join((PROJECT / f"server/{name}.py").read_text(encoding="utf-8") for name in ("supervisor", "seats"))
    said = set(re.findall(r'log\(\)\.\w+\(\s*"(\w+)"', parent))
    assert said - set(re.findall(r"`(\w+)`", page)) == set()


# -- decisions ----------------------------------------------------------------------------------------------------------

DECISIONS = [p for p in PAGES if p.startswith("docs/adr/") and not p.endswith("README.md")]


@pytest.mark.parametrize("page", DECISIONS)
def test_a_decision_names_its_reason_and_the_runner_up(page: str) -> None:
    text = (PROJECT / page).read_text(encoding="utf-8")
    assert _ADR.match(text)
    for heading in ("## Decision", "## Why", "## Runner-up"):
        assert heading in text, heading
    assert len(text.splitlines()) < 60


def test_decisions_are_numbered_without_gaps_and_listed() -> None:
    numbers = [int(Path(p).name[:4]) for p in DECISIONS]
    assert numbers == list(range(1, len(numbers) + 1))
    index = (PROJECT / "docs/adr/README.md").read_text(encoding="utf-8")
    assert [p for p in DECISIONS if f"({Path(p).name})" not in index] == []


# -- the threat model ---------------------------------------------------------------------------------------------------


def test_the_list_of_exceptions_names_what_is_derived_from_rows_that_a_caller_does_not_see() -> None:
    """Published figures and counts of duties are the only entities that are computed from other entities' rows."""
    page = (PROJECT / "docs/threat-model.md").read_text(encoding="utf-8")
    section = page.split("## Declared exceptions to equal projections")[1].split("\n## ")[0]
    named = set(re.findall(r"^\d+\. \*\*`(\w+)`", section, re.MULTILINE))
    assert named == {e.name for e in CATALOG if e.name.startswith("Published")} | {"DutyCount"}


def test_every_test_that_the_threat_model_names_is_there() -> None:
    page = (PROJECT / "docs/threat-model.md").read_text(encoding="utf-8")
    assert len(_PATH.findall(page)) > 15
