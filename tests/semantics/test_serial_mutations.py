"""Root mutation fields run in order, each seeing what those before it wrote and nothing of those after it."""

from __future__ import annotations

import json
import re
from collections import Counter
from random import Random
from typing import Any

from schema.entities import CATALOG
from tests.oracle.compare import described
from tests.oracle.executor import answer, schema_of
from tests.oracle.fixtures import how_many
from tests.oracle.operations import Operation, random_selections
from tests.oracle.policy import Eyes, Policy
from tests.oracle.pools import NOW
from tests.oracle.samples import Samples
from tests.oracle.service import Stage, same, tally
from tests.oracle.world import World
from tests.oracle.worlds import make_caller, make_world

GONE = "chd_" + "0" * 32


def _police(policy: Policy, world: World, rng: Random) -> Eyes:
    callers = (make_caller(world, p, None) for p in world.persons if p["role"] == "officer")
    return Eyes(policy, world, rng.choice([c for c in callers if c.subject == "police"]), NOW)


def _used(fragments: dict[str, str], *texts: str) -> str:
    """The fragments that the texts spread, and those that these spread."""
    found: dict[str, str] = {}
    todo = list(texts)
    while todo:
        for name in re.findall(r"\.\.\.(F\d+)", todo.pop()):
            if name not in found:
                found[name] = fragments[name]
                todo.append(fragments[name])
    return " ".join(found.values())


def _document(rng: Random, eyes: Eyes, seed: int, selections: list[str], fragments: str) -> tuple[str, list[str]]:
    """A mutation that records an incident for each selection, and the children that it names."""
    samples = Samples(eyes, rng)
    children, parts = [], []
    for n, selection in enumerate(selections):
        child = GONE if rng.random() < 0.15 else samples.id_of(CATALOG["Child"], odd=0.3)
        children.append(child)
        given = f'idempotencyKey: "mutation-{seed}-{n}", childId: {json.dumps(child)}, kind: OTHER, summary: "第{n}件"'
        inner = f"incident {{ row: id ...S{n} }} problems {{ code field }}"
        parts.append(f"m{n}: recordIncident(input: {{{given}}}) {{ {inner} }}")
        fragments += f" fragment S{n} on Incident {selection}"
    return "mutation { " + " ".join(parts) + " } " + fragments, children


def _as_of(world: World, policy: Policy, before: Eyes, public_id: str) -> Eyes:
    """The caller when the incident had been written and the next had not: keys grow as rows are written."""
    last = world.by_public_id[public_id].key
    known = {r["id"] for r in before.world.tables["Incident"]}
    kept = [r for r in world.tables["Incident"] if r["id"] in known or r["id"] <= last]
    return Eyes(policy, world.changed("Incident", kept), before.caller, NOW)


def _expected(eyes: Eyes, public_id: str, selection: str, fragments: str) -> Any:
    document = f'{{ node(id: "{public_id}") {{ ... on Incident {{ row: id ...S }} }} }} '
    found = answer(eyes, f"{document} {fragments} fragment S on Incident {selection}")
    assert found.data is not None, found.codes
    return found.data["node"]


async def _round(policy: Policy, stage: Stage, world: World, seed: int, counts: Counter[str]) -> None:
    rng = Random(seed)
    before = _police(policy, world, rng)
    schema = schema_of(before.surface)
    await stage.load(world)
    selections, fragments = random_selections(rng, schema, before, "Incident", rng.randint(1, 4))
    for n, selection in enumerate(selections):
        asked = answer(before, f'{{ node(id: "inc_{"0" * 32}") {{ ... on Incident {selection} }} }} {_used(fragments, selection)}')
        if asked.codes or asked.maybe:
            selections[n] = "{ id kind summary child { id incidents { totalCount } } }"
    document, children = _document(rng, before, seed, selections, _used(fragments, *selections))
    given = await stage.ask(Operation(document, {}), before.caller)
    where = f"seed {seed}, {described(before.caller)} over {stage.url.split(':')[0]}\n{document}\n{given.body.decode()}"
    body = json.loads(given.body)
    payloads = body["data"]
    refused = {e["path"][0]: e["extensions"]["code"] for e in body.get("errors", ())}
    after = await stage.loader.read()
    assert list(payloads) == [f"m{n}" for n in range(len(selections))], where
    for n, (child, payload) in enumerate(zip(children, payloads.values(), strict=True)):
        if not before.sees(world.by_public_id.get(child)):
            assert payload == {"incident": None, "problems": [{"code": "NOT_FOUND", "field": "childId"}]}, where
            counts["not found"] += 1
            continue
        if world.by_public_id[child]["district_id"] != before.caller.district_id:
            # Seen through a report of the district, but living elsewhere: the new row would not be the caller's.
            assert payload is None and refused.pop(f"m{n}") == "WRITE_NOT_GRANTED", where
            counts["refused"] += 1
            continue
        assert payload["problems"] == [], where
        row = payload["incident"]["row"]
        eyes = _as_of(after, policy, before, row)
        wanted = _expected(eyes, row, selections[n], _used(fragments, selections[n]))
        assert same(wanted, payload["incident"], {}), f"{where}\nm{n}: expected {wanted}"
        counts["recorded"] += 1
    assert not refused, where
    written = len(after.rows["Incident"]) - len(world.rows["Incident"])
    assert written == sum(bool(p and p["incident"]) for p in payloads.values()), where


async def test_payloads_show_the_state_after_their_own_field(stages, policy, report, request):
    rounds = how_many(request.config, sample=20, soak=2_000)
    counts: Counter[str] = Counter()
    for seed in range(rounds):
        world = make_world(Random(seed), scale=0.7)
        for stage in stages:
            await _round(policy, stage, world, seed, counts)
    report(f"{rounds} mutation operations on each of {len(stages)} databases: {tally(counts)}")
    assert counts["recorded"] > rounds and counts["not found"] > rounds // 10
