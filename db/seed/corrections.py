"""Demo data of corrections: some asked for by the village or a guardian, answered by the town that keeps the child's record.

A town has one officer in the demo; what he confirms was agreed to by a colleague without an account.
"""

from __future__ import annotations

from itertools import cycle
from typing import Any

from db.seed.crew import Maker
from db.seed.families import Child
from db.seed.options import SeedOptions
from db.seed.rows import Rows
from db.seed.world import World

_EVERY = 29
"""Of so many children, of one a correction was asked for."""
_OPEN = ("ASKED", "WITHDRAWN")
_IDENTITY = ("name", "王小明", "与户口簿不符")
_OTHER = (("residenceAddress", "三组 9 号", "已迁居"), ("inPoverty", "true", "今年纳入低保"))
_STATES_OF_IDENTITY = ("TO_CONFIRM", "CONFIRMED", "REFUSED", "ASKED", "WITHDRAWN")
_STATES_OF_OTHER = ("ASKED", "ACCEPTED", "REFUSED", "WITHDRAWN")


class CorrectionMaker(Maker):
    """Puts down corrections of members of the child itself; none is of a case, which its own parties note beside."""

    def __init__(self, options: SeedOptions, rows: Rows, world: World) -> None:
        super().__init__(options, rows, world)
        self._identity, self._other = cycle(_STATES_OF_IDENTITY), cycle(_STATES_OF_OTHER)
        self._made = 0

    def follow(self, child: Child) -> None:
        """The correction asked for of this child, if any."""
        if child.key % _EVERY:
            return
        self._made += 1
        if self._made % 2:
            self._add(child, _IDENTITY, next(self._identity))
        else:
            self._add(child, self.rng.choice(_OTHER), next(self._other))

    def _add(self, child: Child, asked: tuple[str, str, str], status: str) -> None:
        town = self.world.town_bodies[child.divisions["town_id"]]
        answered = status not in _OPEN
        confirmed = status == "CONFIRMED"
        self.rows.add(
            "Correction", record="Child", record_id=self.rows.named("Child", child.key), record_key=child.key,
            child_id=child.key, member=asked[0], proposed=asked[1], reason=asked[2], status=status, asked_at=self.ago(15, 30),
            decision="经核实" if answered else None, decided_at=self.ago(8, 14) if answered else None,
            confirmed_at=self.ago(1, 7) if confirmed else None, **self._asker(child), holder_organisation_id=town,
            decided_by_person_id=self.world.officers[town] if answered and asked is not _IDENTITY else None,
            confirmed_by_person_id=self.world.officers[town] if confirmed else None,
        )  # fmt: skip

    def _asker(self, child: Child) -> dict[str, Any]:
        """The guardian in custody of every third child, else the village."""
        guardian = next((t.guardian for t in child.ties if t.custody), None)
        if self._made % 3 == 0 and guardian is not None:
            return {"asked_organisation_id": None, "asked_person_id": None, "asked_guardian_id": guardian}
        village = self.world.village_bodies[child.divisions["village_id"]]
        return {"asked_organisation_id": village, "asked_person_id": self.world.officers.get(village), "asked_guardian_id": None}
