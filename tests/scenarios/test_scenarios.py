"""Every subject's scenario, on both databases, over real HTTP with tokens of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from authz.build import load_policies
from authz.caller import PUBLIC
from core.clock import FixedClock, work_date
from core.settings import Settings
from db.schema_upgrade import run, upgrade
from server.app import App
from server.minting import key_set, mint, new_signing_key
from server.wiring import build
from tests.http_client import GraphQLClient, RunningServer
from tests.oracle.loader import Loader
from tests.postgres import PostgresServer
from tests.scenarios.scenario import Entry, Scenario, fault, read_scenario
from tests.scenarios.world import NOW, Stage, read_stage

HERE = Path(__file__).parent
POLICIES = HERE.parents[1] / "policies"
SUBJECTS = {
    name: subject["is"]
    for name, subject in yaml.safe_load((POLICIES / "subjects.yaml").read_text(encoding="utf-8")).items()
    if subject["is"] != "abstract"
}
STAGE = read_stage(HERE / "world.yaml")
KEY = new_signing_key("scenarios")
CLOCK = FixedClock(NOW)


@dataclass
class Service:
    """A running service over the world, and a client for each caller so far."""

    url: str
    settings: Settings
    clients: dict[str, GraphQLClient] = field(default_factory=dict)

    def client(self, caller: dict[str, Any], subject: str) -> GraphQLClient:
        """Who asks: an `organisation`'s person (`person`, else the one of its name), a `guardian`, a `receipt`'s holder, nobody."""
        name = json.dumps([caller, subject])
        if name not in self.clients:
            client = GraphQLClient(self.url, self.token(caller, subject))
            if "receipt" in caller:
                client.http.headers["authorization"] = f"Receipt {caller['receipt']}"
            self.clients[name] = client
        return self.clients[name]

    def token(self, caller: dict[str, Any], subject: str) -> str | None:
        common: dict[str, Any] = {
            "issuer": self.settings.token_issuer, "audience": self.settings.token_audience, "lifetime": timedelta(hours=1),
        }  # fmt: skip
        if "organisation" in caller:
            organisation = caller["organisation"]
            return mint(
                KEY, CLOCK, person=STAGE.person(caller.get("person", organisation)), role=caller.get("role", "officer"),
                organisation=STAGE.public_id(f"Organisation.{organisation}"), purpose=caller.get("purpose"), **common,
            )  # fmt: skip
        if "guardian" in caller:
            who = STAGE.public_id(f"Guardian.{caller['guardian']}")
            return mint(KEY, CLOCK, person=who, role=subject, organisation=None, **common)
        return None

    def ask(self, entry: Entry, subject: str, issued: bool = True) -> dict[str, Any]:
        """The answer to an entry's query; where not `issued`, with ids that no row has."""
        body = {"query": STAGE.filled(entry.document, issued), "extensions": entry.extensions}
        answer: dict[str, Any] = self.client(entry.caller, subject).post(body).json()
        return answer


def serving(stage: Stage, url: str, folder: Path, compiled: Path) -> Iterator[Service]:
    """A service over a fresh database at `url` with the world in it. `compiled`: where compiled row rules are kept."""
    (folder / "jwks.json").write_bytes(key_set(KEY))
    settings = Settings(
        database_url=url, jwks=str(folder / "jwks.json"), secret_file=str(folder / "secret"),
        policy_cache=str(compiled), log_level="error",
    )  # fmt: skip

    async def load() -> None:
        loader = Loader(url)
        await loader.load(stage.world)
        await loader.close()

    async def make() -> tuple[App, Any]:
        parts = await build(settings, clock=CLOCK)
        return parts.app, parts.close

    upgrade(url, today=work_date(NOW))
    run(load())
    with RunningServer(make) as server:
        service = Service(server.url, settings)
        yield service
        for client in service.clients.values():
            client.close()


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The row rules compiled once for both databases: on a busy machine that takes longer than a server may to start."""
    folder = tmp_path_factory.mktemp("compiled")
    load_policies(POLICIES, work_date(NOW), folder)
    return folder


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def service(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    postgres_server: PostgresServer,
    compiled: Path,
) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("scenarios")
    url = f"sqlite:///{folder / 'world.db'}" if request.param == "sqlite" else postgres_server.create_database()
    yield from serving(STAGE, url, folder, compiled)


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
