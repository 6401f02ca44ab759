"""Every subject's scenario, on both databases, over real HTTP with tokens of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from authz.caller import PUBLIC
from tests.postgres import PostgresServer
from tests.scenarios.scenario import Entry, Scenario, fault, read_scenario
from tests.scenarios.service import POLICIES, Service, serving
from tests.scenarios.world import read_stage

HERE = Path(__file__).parent
SUBJECTS = {
    name: subject["is"]
    for name, subject in yaml.safe_load((POLICIES / "subjects.yaml").read_text(encoding="utf-8")).items()
    if subject["is"] != "abstract"
}
STAGE = read_stage(HERE / "world.yaml")


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def service(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    postgres_server: PostgresServer,
) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("scenarios")
    url = f"sqlite:///{folder / 'world.db'}" if request.param == "sqlite" else postgres_server.create_database()
    yield from serving(STAGE, url, folder)


def scenario(subject: str) -> Scenario:
    """The scenario of a subject."""
    return read_scenario(HERE / "subjects" / f"{subject}.yaml")


@pytest.mark.parametrize("subject", SUBJECTS)
def test_the_subject_sees_this_and_not_that(subject: str, service: Service) -> None:
    wrong = []
    for entry in scenario(subject).entries:
        unknown = service.ask(entry, subject, issued=False) if entry.kind == "nothing" else {}
        found = fault(entry, subject, service.ask(entry, subject), unknown)
        if found is not None:
            wrong.append(f"{entry.name} ({entry.clause})\n  {entry.query}\n  {entry.kind} {entry.expected}\n  {found}")
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_each_subject_has_a_scenario_of_its_own(subject: str) -> None:
    entries = scenario(subject).entries
    assert sum(entry.seen for entry in entries) >= 3
    assert sum(not entry.seen for entry in entries) >= 3
    assert len({entry.name for entry in entries}) == len(entries)
    assert all(entry.clause for entry in entries)
    for entry in entries:
        if "organisation" in entry.caller:
            assert STAGE.subject(entry.caller["organisation"]) == subject
        else:
            assert SUBJECTS[subject] == ("person" if "guardian" in entry.caller else "nobody")
            assert subject == PUBLIC or entry.caller.keys() == {"guardian"}


def test_no_other_files_lie_among_the_scenarios() -> None:
    assert {path.stem for path in (HERE / "subjects").iterdir()} == SUBJECTS.keys()


WRONG_ANSWERS = [
    ("sees", {"child": {"name": "王小雨"}}, {"data": {"child": {"name": "李小乐"}}}, {}),
    ("contains", {"child": {"name": "王小雨"}}, {"data": {"child": {"name": None}}}, {}),
    ("withholds", {"child": None}, {"data": {"child": {"name": "王小雨"}}}, {}),
    ("withholds", {"child": {"name": "王小雨"}}, {"data": {"child": {"name": "王小雨"}}}, {}),
    ("nothing", True, {"data": {"child": {"name": None}}}, {"data": {"child": {"name": None}}}),
    ("nothing", True, {"data": {"child": None}}, {"errors": []}),
    ("refused", ["Child.name"], {"data": {"child": None}}, {}),
    ("refused", ["Child.name"], {"errors": [{"extensions": {"code": "TOKEN_INVALID", "member": "Child.name"}}]}, {}),
]


@pytest.mark.parametrize(("kind", "expected", "answer", "unknown"), WRONG_ANSWERS)
def test_a_wrong_answer_is_noticed(kind: str, expected: Any, answer: dict[str, Any], unknown: dict[str, Any]) -> None:
    entry = Entry("", "", "", {}, {}, kind, expected)
    assert fault(entry, "school", answer, unknown) is not None
