"""Random subjects, worlds, doors and operations: both databases answer as the oracle does."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from tests.oracle.compare import check_all, draw
from tests.oracle.fixtures import APART, PARTS, first_seed, how_many
from tests.oracle.operations import Operation
from tests.oracle.policy import Eyes, Policy
from tests.oracle.pools import NOW
from tests.oracle.samples import Samples
from tests.oracle.service import tally
from tests.oracle.vary import Asked, cases_of, forms_of
from tests.oracle.worlds import Cast, colleagues, make_world, random_caller

WORLDS = 2
"""Worlds in which the same documents are asked."""
VIEWS = 4
DOCUMENTS_OF_A_VIEW = 5
CALLERS = 3
"""At most so many callers of a world who share a view ask the same."""
FORMS = 2
"""What a document is asked with: the variables as drawn, then other ones, absent, null, longer, shorter."""
OF_A_FORM = 8
"""How often a world is asked a form at most: as it is by all the callers, then with fresh values."""


class Round:
    """Some worlds, and documents to be asked in each by callers who share a view. All comes from one seed.

    A new statement costs far more than running it, so each serves several callers, values and worlds.
    """

    def __init__(self, policy: Policy, seed: int) -> None:
        self.rng = rng = Random(seed)
        scales = (0.3, 1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 6.0)
        cast = Cast.draw(rng)
        self.worlds = [make_world(rng, rng.choice(scales), cast) for _ in range(WORLDS)]
        self.documents: list[tuple[list[Operation], list[list[Samples]]]] = []
        """Forms of a document, and who asks them in each world."""
        self.subjects: Counter[str] = Counter()
        for _ in range(VIEWS):
            caller = random_caller(self.worlds[0], rng)
            self.subjects[caller.subject] += 1
            own = [[caller, *colleagues(self.worlds[0], caller, rng, CALLERS - 1)]]
            own += [colleagues(w, caller, rng, CALLERS) for w in self.worlds[1:]]
            audiences = [
                [Samples(Eyes(policy, w, c, NOW), rng) for c in callers]
                for w, callers in zip(self.worlds, own, strict=True)
            ]
            for _ in range(DOCUMENTS_OF_A_VIEW):
                operation = draw(rng, rng.choice([a for a in audiences if a])[0].eyes)
                self.documents.append((forms_of(operation, rng, FORMS), audiences))


@pytest.mark.soak
@pytest.mark.parametrize("part", range(PARTS))
async def test_both_databases_answer_as_the_oracle(stages, policy, report, request, part):
    wanted = how_many(request.config, sample=3_000 // PARTS, soak=100_000 // PARTS)
    counts: Counter[str] = Counter()
    subjects: Counter[str] = Counter()
    asked = worlds = documents = 0
    while asked < wanted:
        seed = part * APART + first_seed() + worlds
        made = Round(policy, seed)
        for n, world in enumerate(made.worlds):
            for stage in stages:
                await stage.load(world)
            seen = Asked()
            for forms, audiences in made.documents:
                cases = cases_of(forms, audiences[n], OF_A_FORM, seen)
                await check_all([(s.eyes, o) for s, o in cases], stages, counts, f"seed {seed}, world {n}")
                asked += len(cases)
        worlds += WORLDS
        documents += len({forms[0].document for forms, _ in made.documents})
        subjects += made.subjects
    report(
        f"{asked} operations of {documents} documents on each of {len(stages)} databases over {worlds} worlds: "
        f"{tally(counts)}; views: {tally(subjects)}"
    )
    # Of 39 subjects many see little of a small world; lists that hold nothing count apart.
    # In the few worlds of a sample the shares differ much, in a long run hardly.
    least = 2 / 5 if asked > 10_000 else 1 / 4
    assert counts["data"] > counts.total() * least, f"{least:.0%} of the answers must hold data, or the test tests little"
