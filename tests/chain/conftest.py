"""One server and one database of each kind for all stories; each story has a child of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from core.clock import FixedClock
from server.story.telling import Story
from tests.chain.world import FAMILY, stage
from tests.http_client import GraphQLClient
from tests.postgres import PostgresServer
from tests.scenarios.service import Service, serving
from tests.scenarios.world import NOW

CAST: Mapping[str, tuple[str, str]] = {
    "police": ("police", "police"),
    "another officer": ("police", "police_second"),
    "civil affairs": ("civil_affairs", "civil_affairs"),
    "civil affairs' second": ("civil_affairs", "civil_affairs_second"),
    "town": ("luoqi_town", "luoqi_town"),
    "town's second": ("luoqi_town", "luoqi_town_second"),
    "village": ("xinmiao_village", "xinmiao_village"),
    "school": ("luoqi_school", "luoqi_school"),
    "hospital": ("luoqi_hospital", "luoqi_hospital"),
    "social workers": ("sunshine", "sunshine"),
    "rescue station": ("yubei_rescue", "yubei_rescue"),
    "welfare home": ("yubei_home", "yubei_home"),
    "shelter": ("safe_house", "safe_house"),
    "other town": ("shichuan_town", "shichuan_town"),
    "other village": ("gaozhu_village", "gaozhu_village"),
    "other school": ("shichuan_school", "shichuan_school"),
    "kindergarten": ("luoqi_kindergarten", "luoqi_kindergarten"),
    **{unit: (unit, unit) for unit in ("court", "procuratorate", "education", "health", "governance", "legal_affairs")},
}  # fmt: skip
"""Name in the stories -> (organisation, its person)."""
PERSONS = {"father": "guardian", "mother": "guardian", "grandmother": "near_relative", "aunt": "near_relative"}
"""Who of the family acts for himself, and as what."""


class Theatre:
    """A running service, and stories on it."""

    def __init__(self, service: Service, clock: FixedClock) -> None:
        self.service, self.clock = service, clock

    def story(self, child: str) -> Story:
        """A story about the child of this name; its ids are those of the family and of everybody in the cast."""
        stage = self.service.stage
        ids = {name: stage.public_id(f"Organisation.{organisation}") for name, (organisation, _) in CAST.items()}
        ids = {name.replace(" ", "_").replace("'", ""): given for name, given in ids.items()}
        ids |= {who: stage.public_id(f"Guardian.{child}_{who}") for who in FAMILY}
        ids |= {"child": stage.public_id(f"Child.{child}"), "xinmiao": stage.public_id("Village.xinmiao")}

        def ask(who: str, document: str, variables: Mapping[str, Any], receipt: str | None, sought: str | None) -> dict[str, Any]:
            body = {"query": document, "variables": variables, "extensions": {"soughtIdentityNumber": sought} if sought else {}}
            answer: dict[str, Any] = self._client(who, child, receipt).post(body).json()
            return answer

        return Story(ask, self.clock, ids)

    def _client(self, who: str, child: str, receipt: str | None) -> GraphQLClient:
        if receipt is not None:
            return self.service.client({"receipt": receipt}, "public")
        if who in CAST:
            organisation, person = CAST[who]
            return self.service.client({"organisation": organisation, "person": person}, "")
        if who in PERSONS:
            return self.service.client({"guardian": f"{child}_{who}"}, PERSONS[who])
        assert who == "citizen", f"{who} is not in the cast"
        return self.service.client({}, "public")


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def theatre(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, postgres_server: PostgresServer,
) -> Iterator[Theatre]:  # fmt: skip
    folder = tmp_path_factory.mktemp("chain")
    url = f"sqlite:///{folder / 'world.db'}" if request.param == "sqlite" else postgres_server.create_database()
    stories = sorted({item.name.partition("[")[0] for item in request.session.items if "tests/chain/" in item.nodeid})
    clock = FixedClock(NOW)
    for service in serving(stage(stories), url, folder, clock):
        yield Theatre(service, clock)


@pytest.fixture
def story(theatre: Theatre, request: pytest.FixtureRequest) -> Story:
    """The story of this test, with a child of its own."""
    return theatre.story(request.node.originalname)
