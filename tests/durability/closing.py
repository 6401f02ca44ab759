"""Doors opened and shut over HTTP while others read: who opens, who shuts, and what a reader saw when."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

from schema.entities import CATALOG
from schema.mutations import MUTATIONS
from tests.durability.served import ServedProcess, token_of
from tests.mutations.world import Ground

REASON = "独自在家，情况危急，需要立即联系监护人"
CHILD = "hidden child"


class Parties:
    """The service over HTTP, asked by officers of the hand-made world's organisations."""

    def __init__(self, served: ServedProcess, at: Ground) -> None:
        self.address, self.at = "http://{}:{}".format(*served.address), at
        self.tokens: dict[str, str] = {}

    def client(self, organisation: str) -> httpx.Client:
        """A connection of an officer."""
        if organisation not in self.tokens:
            of = self.at.rows[organisation]
            person = next(p for p in self.at.world.persons if p["organisation_id"] == of["id"] and p["role"] == "officer")
            self.tokens[organisation] = token_of(person, of)
        headers = {"authorization": f"Bearer {self.tokens[organisation]}"}
        return httpx.Client(base_url=self.address, headers=headers, timeout=60, trust_env=False)

    def write(self, client: httpx.Client, mutation: str, **given: Any) -> dict[str, Any]:
        """The payload of a mutation with a key of its own, the record's id in it."""
        spec = MUTATIONS[mutation]
        document = (
            f"mutation($i: {spec.input_type}!) {{ done: {mutation}(input: $i) {{ record: {spec.result} {{ id }} "
            "problems { field code } } }"
        )
        answer = ask(client, document, {"i": {"idempotencyKey": uuid.uuid4().hex} | given})
        if "errors" in answer:
            return {"problems": [{"field": None, "code": e["extensions"]["code"]} for e in answer["errors"]]}
        made: dict[str, Any] = answer["data"]["done"]
        return made

    def version(self, client: httpx.Client, entity: str, public_id: str) -> str:
        """The version of a record as the client sees it."""
        singular = CATALOG[entity].singular
        answer = ask(client, f'{{ {singular}(id: "{public_id}") {{ version }} }}')
        return str(answer["data"][singular]["version"])

    def step(self, client: httpx.Client, mutation: str, public_id: str, **given: Any) -> list[str]:
        """Moves a case. Codes of its problems."""
        seen = self.version(client, MUTATIONS[mutation].entity, public_id)
        done = self.write(client, mutation, id=public_id, expectedVersion=seen, **given)
        return [p["code"] for p in done["problems"]]


def ask(client: httpx.Client, document: str, variables: dict[str, Any] | None = None) -> dict[str, Any]:
    """The whole answer to an operation."""
    made: dict[str, Any] = client.post("/graphql", json={"query": document, "variables": variables}).json()
    return made


def referral(parties: Parties) -> str:
    """A referral of the child, accepted by the town."""
    with parties.client("civil_affairs") as lead, parties.client("town") as town:
        offered = parties.write(
            lead, "offerReferral", childId=parties.at.id(CHILD), purpose="guardianship_guidance",
            toOrganisationId=parties.at.id("town"),
        )  # fmt: skip
        assert offered["problems"] == [], offered["problems"]
        assert parties.step(town, "acceptReferral", offered["record"]["id"]) == []
        return str(offered["record"]["id"])


def access(parties: Parties) -> str:
    """An emergency access of an officer of the hospital."""
    with parties.client("hospital") as hospital:
        opened = parties.write(hospital, "openEmergencyAccess", childId=parties.at.id(CHILD), reason=REASON)
        assert opened["problems"] == [], opened["problems"]
        return str(opened["record"]["id"])


def placement(parties: Parties) -> str:
    """A placement of the child in the welfare home."""
    with parties.client("civil_affairs") as lead:
        placed = parties.write(
            lead, "placeChild", childId=parties.at.id(CHILD), reason="UNFIT_CARE", hostKind="WELFARE_HOME",
            hostOrganisationId=parties.at.id("welfare_home"),
        )  # fmt: skip
        assert placed["problems"] == [], placed["problems"]
        return str(placed["record"]["id"])


@dataclass(frozen=True)
class Door:
    """`opened` gives the id of the case that opens it to `reader`; `shut` is the mutation by which `by` shuts it."""

    opened: Callable[[Parties], str]
    reader: str
    shut: str
    by: str
    given: dict[str, Any] = field(default_factory=dict)


DOORS = (
    Door(referral, "town", "closeReferral", "town"),
    Door(referral, "town", "revokeReferral", "civil_affairs"),
    Door(access, "hospital", "revokeEmergencyAccess", "hospital"),
    Door(access, "hospital", "reviewEmergencyAccess", "civil_affairs", {"justified": False}),
    Door(placement, "welfare_home", "endPlacement", "civil_affairs"),
)


@dataclass
class Reading:
    """When an answer was asked for, and whether it showed the child."""

    asked: float
    seen: bool


class Readers:
    """Clients that read one child in a loop, each over connections of its own, until told to stop."""

    def __init__(self, parties: Parties, organisation: str, count: int) -> None:
        child = parties.at.id(CHILD)
        self.document = f'{{ child(id: "{child}") {{ name }} children(first: 50) {{ totalCount nodes {{ id }} }} }}'
        self.child, self.stop = child, threading.Event()
        self.readings: list[Reading] = []
        self.faults: list[str] = []
        self.threads = [threading.Thread(target=self._read, args=(parties, organisation)) for _ in range(count)]

    def _read(self, parties: Parties, organisation: str) -> None:
        while not self.stop.is_set():
            with parties.client(organisation) as client:  # a new connection, of whichever worker takes it
                for _ in range(4):
                    asked = time.monotonic()
                    answer = ask(client, self.document)
                    if "errors" in answer:
                        self.faults.append(str(answer["errors"]))
                        return
                    data = answer["data"]
                    listed = any(n["id"] == self.child for n in data["children"]["nodes"])
                    self.readings.append(Reading(asked, data["child"] is not None or listed))

    def __enter__(self) -> Readers:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        for thread in self.threads:
            thread.join()
