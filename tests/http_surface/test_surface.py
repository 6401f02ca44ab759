"""For every subject of the policies and every entity of the catalog: what is granted is answered, the rest refused.

Refusals name every member that is not granted, in the words that a member which never was gets.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml

from authz.caller import PUBLIC, Caller, Role
from authz.declared import load_declared
from authz.sources import read_sources
from core.clock import FixedClock, work_date
from core.settings import Settings
from db.database import Database
from schema.catalog import Entity
from schema.entities import CATALOG
from server.app import App
from server.busiest import busiest
from server.databases import open_database
from server.minting import key_set, mint, new_signing_key
from server.registry import person_of
from server.wiring import build
from tests.compiled import compiled
from tests.conftest import SEED
from tests.http_client import GraphQLClient, RunningServer
from tests.http_surface.documents import (
    Members,
    Refused,
    entity_document,
    granted_documents,
    shown_members,
    whole_document,
)
from tests.oracle.fixtures import how_many
from tests.oracle.policy import Eyes, Policy
from tests.oracle.world import World

POLICIES = Path(__file__).parents[2] / "policies"
FORMS = {name: subject["is"] for name, subject in yaml.safe_load((POLICIES / "subjects.yaml").read_text()).items()}
SUBJECTS = [name for name, form in FORMS.items() if form != "abstract"]
KEY = new_signing_key("surface")


@pytest.fixture(scope="session")
def policy() -> Policy:
    return Policy.read(POLICIES)


@pytest.fixture(scope="session")
def granted(policy: Policy) -> dict[str, Members]:
    """Subject -> what it is shown, as the oracle reads the policies: without the service's own view."""
    out = {}
    for subject in SUBJECTS:
        role = Role.OFFICER if FORMS[subject] in ("kind", "unit") else None
        caller = Caller(subject=subject, role=role, person_id=None if role is None else 1)
        out[subject] = Eyes(policy, World({}), caller, SEED.now).surface.members
    return out


async def callers(database: Database) -> dict[str, tuple[str, str | None, str]]:
    """Subject -> (person, organisation, role) of a token, public ids: of each subject the one with most to show."""
    declared = load_declared(read_sources(POLICIES), work_date(SEED.now))
    out: dict[str, tuple[str, str | None, str]] = {}
    for code in SUBJECTS:
        found = await busiest(database, declared.subjects[code], SEED.now)
        if found is None:
            assert code == PUBLIC
        elif declared.subjects[code].form == "person":
            out[code] = (found[0], None, code)
        else:
            out[code] = (await person_of(database, found[0], Role.OFFICER, None), found[0], Role.OFFICER)
    return out


@dataclass
class Surfaces:
    """A server and a client for each subject."""

    clients: dict[str, GraphQLClient]


@pytest.fixture(scope="session")
def surfaces(seeded: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Surfaces]:
    folder = tmp_path_factory.mktemp("surface")
    (folder / "jwks.json").write_bytes(key_set(KEY))
    chosen = Settings(
        database_url=seeded, jwks=str(folder / "jwks.json"), secret_file=str(folder / "secret"),
        policy_cache=str(compiled()), log_level="error",
    )  # fmt: skip
    clock = FixedClock(SEED.now)
    people: dict[str, tuple[str, str | None, str]] = {}

    async def make() -> tuple[App, Any]:
        registry = open_database(chosen)
        people.update(await callers(registry))
        await registry.close()
        parts = await build(chosen, clock=clock)
        return parts.app, parts.close

    with RunningServer(make) as server:
        clients = {}
        for subject in SUBJECTS:
            sent = None
            if subject != PUBLIC:
                person, organisation, role = people[subject]
                sent = mint(
                    KEY, clock, person=person, organisation=organisation, role=role,
                    issuer=chosen.token_issuer, audience=chosen.token_audience, lifetime=timedelta(hours=1),
                )  # fmt: skip
            clients[subject] = GraphQLClient(server.url, sent)
        yield Surfaces(clients)
        for client in clients.values():
            client.close()


def invented(name: str) -> str:
    """A name of the same length that is nowhere in the schema."""
    made = "zq" + "".join(chr(ord("a") + (ord(c) * 7 + n) % 26) for n, c in enumerate(name))[2:]
    return (made.upper() if name.isupper() else made) if len(name) > 2 else "zq"


def refusals(client: GraphQLClient, refused: Refused) -> list[dict[str, Any]]:
    """The errors of a document of which nothing may be answered."""
    response = client.post({"query": refused.document})
    answer = response.json()
    assert "data" not in answer, refused.document
    assert response.status_code == 400
    errors: list[dict[str, Any]] = answer["errors"]
    return errors


def check_refused(client: GraphQLClient, subject: str, wanted: Refused, never: Refused) -> int:
    """Every member of `wanted` is listed, and `never`, with invented names at the same places, gets the same words."""
    assert wanted.document != never.document
    errors, strange = refusals(client, wanted), refusals(client, never)
    assert sorted(e["extensions"]["member"] for e in errors) == sorted(form.format(n) for form, n in wanted.members)
    as_invented = {form.format(n): form.format(invented(n)) for form, n in wanted.members}
    renamed = []
    for error in errors:
        member = error["extensions"]["member"]
        assert error["extensions"] == {"code": "FIELD_NOT_AVAILABLE", "member": member, "subject": subject}
        message = error["message"].replace(member, as_invented[member])
        renamed.append(error | {"message": message, "extensions": error["extensions"] | {"member": as_invented[member]}})
    assert renamed == strange
    return len(errors)


def check_pair(
    client: GraphQLClient, subject: str, entity: Entity, members: Members, counts: Counter[str], answering: bool, refusing: bool
) -> None:
    """One subject and one entity: if `answering`, what is granted is answered; if `refusing`, the rest is refused by name."""
    counts["pairs"] += 1
    if entity.name in members and answering:
        for document, names in granted_documents(members, entity):
            rows = client.data(document)[entity.plural]
            assert all(row.keys() == {"__typename", "id", "version", *names} for row in rows["nodes"])
            counts["documents answered"] += 1
            counts["of them with rows"] += bool(rows["nodes"])
        counts["members answered"] += len(shown_members(members, entity))
    wanted = entity_document(members, entity)
    if wanted.members and refusing:
        counts["documents refused"] += 1
        counts["members refused"] += check_refused(client, subject, wanted, entity_document(members, entity, invented))


@pytest.mark.soak
def test_granted_is_answered_and_the_rest_is_refused(
    surfaces: Surfaces, granted: dict[str, Members], report: Callable[[str], None], seeded: str, request: pytest.FixtureRequest
) -> None:
    """Of the answers one half is asked on each database; of the refusals, which reach none, a third alone, on each another.
    Under `-m soak` all of both. The test below asks all refusals, many at once."""
    halves, thirds = how_many(request.config, sample=2, soak=1), how_many(request.config, sample=3, soak=1)
    second = not seeded.startswith("sqlite")
    counts: Counter[str] = Counter()
    for n, (subject, entity) in enumerate(product(SUBJECTS, CATALOG)):
        answering, refusing = n % halves == second * (halves - 1), n % thirds == second * (thirds - 1)
        check_pair(surfaces.clients[subject], subject, entity, granted[subject], counts, answering, refusing)
    report("; ".join(f"{n} {name}" for name, n in counts.items()))
    assert counts["pairs"] == len(SUBJECTS) * len(list(CATALOG))
    # What is addressed to the caller (alerts, opinions, requests) is mostly nothing.
    assert counts["of them with rows"] > 0.6 * counts["documents answered"]
    assert counts["members refused"] > 100 < counts["members answered"]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_all_others_of_the_whole_catalog_are_refused_at_once(
    subject: str, surfaces: Surfaces, granted: dict[str, Members]
) -> None:
    members = granted[subject]
    client = surfaces.clients[subject]
    assert check_refused(client, subject, whole_document(members), whole_document(members, invented)) > 10


def test_an_answer_or_other_words_are_noticed(surfaces: Surfaces, granted: dict[str, Members]) -> None:
    subject, entity = next((s, e) for s in SUBJECTS for e in CATALOG if entity_document(granted[s], e).members)
    members, client = granted[subject], surfaces.clients[subject]
    wanted = entity_document(members, entity)
    with pytest.raises(AssertionError):  # one member too many is expected
        never = entity_document(members, entity, invented)
        check_refused(client, subject, Refused(wanted.document, (*wanted.members, ("{0}", "x"))), never)
    with pytest.raises(AssertionError):  # nothing is refused
        check_refused(client, subject, Refused("{ __typename }", ()), wanted)
