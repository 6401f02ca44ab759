"""`viewer.grants` lists the grants of the view as the oracle reads them, each with a legal basis on file."""

import json
from pathlib import Path
from random import Random

import yaml

from tests.oracle.operations import Operation
from tests.oracle.policy import Eyes
from tests.oracle.pools import NOW
from tests.oracle.service import POLICIES, Stage
from tests.oracle.viewer import reading_grants
from tests.oracle.worlds import make_caller, make_world

DOCUMENT = "query ($entity: String) { viewer { grants(entity: $entity) { entity member action door legalBasis } } }"


async def test_grants_are_those_of_the_policies(tmp_path: Path, policy, policies):
    bases = yaml.safe_load((POLICIES / "legal_bases.yaml").read_text(encoding="utf-8"))
    stage = Stage(f"sqlite:///{tmp_path}/w.db", policies)
    world = make_world(Random(1))
    await stage.load(world)
    callers = [make_caller(world, p, None) for p in world.persons]
    for caller in {c.subject: c for c in callers}.values():
        expected = reading_grants(Eyes(policy, world, caller, NOW))
        for entity in (None, "Child", "NoSuchThing"):
            answer = await stage.ask(Operation(DOCUMENT, {"entity": entity}), caller)
            grants = json.loads(answer.body)["data"]["viewer"]["grants"]
            shown = [(g["entity"], g["member"], g["action"], g["door"]) for g in grants if g["action"] != "write"]
            assert len(shown) == len(set(shown))
            assert set(shown) == {e for e in expected if entity in (None, e[0])}
            assert all(g["legalBasis"] in bases for g in grants)
    await stage.close()
