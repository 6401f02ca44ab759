"""A running service over a world, asked over real HTTP with a token of its own for each caller."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from core.clock import Clock, FixedClock, work_date
from core.settings import Settings
from db.schema_upgrade import run, upgrade
from server.app import App
from server.minting import key_set, mint, new_signing_key
from server.wiring import build
from tests.compiled import compiled, project_policies
from tests.http_client import GraphQLClient, RunningServer
from tests.oracle.loader import Loader
from tests.scenarios.scenario import Entry
from tests.scenarios.world import NOW, Stage

POLICIES = Path(__file__).parents[2] / "policies"
KEY = new_signing_key("scenarios")
CLOCK = FixedClock(NOW)


@dataclass
class Service:
    """A running service over the world, and a client for each caller so far."""

    url: str
    settings: Settings
    stage: Stage
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
                KEY, CLOCK, person=self.stage.person(caller.get("person", organisation)), role=caller.get("role", "officer"),
                organisation=self.stage.public_id(f"Organisation.{organisation}"), purpose=caller.get("purpose"), **common,
            )  # fmt: skip
        if "guardian" in caller:
            who = self.stage.public_id(f"Guardian.{caller['guardian']}")
            return mint(KEY, CLOCK, person=who, role=subject, organisation=None, **common)
        return None

    def ask(self, entry: Entry, subject: str, issued: bool = True) -> dict[str, Any]:
        """The answer to an entry's query; where not `issued`, with ids that no row has."""
        body = {"query": self.stage.filled(entry.document, issued), "extensions": entry.extensions}
        answer: dict[str, Any] = self.client(entry.caller, subject).post(body).json()
        return answer


def serving(stage: Stage, url: str, folder: Path, clock: Clock = CLOCK) -> Iterator[Service]:
    """A service over a fresh database at `url` with the world in it."""
    (folder / "jwks.json").write_bytes(key_set(KEY))
    settings = Settings(
        database_url=url, jwks=str(folder / "jwks.json"), secret_file=str(folder / "secret"),
        policy_cache=str(compiled()), log_level="error",
    )  # fmt: skip

    async def load() -> None:
        loader = Loader(url)
        await loader.load(stage.world)
        await loader.close()

    async def make() -> tuple[App, Any]:
        parts = await build(settings, clock=clock)
        return parts.app, parts.close

    project_policies(work_date(NOW))  # compiled before the server starts: on a busy machine that takes longer than a start may
    upgrade(url, today=work_date(NOW))
    run(load())
    with RunningServer(make) as server:
        service = Service(server.url, settings, stage)
        yield service
        for client in service.clients.values():
            client.close()
