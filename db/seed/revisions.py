"""Demo data of `schema/history.py`: some records were changed since they were put down, by an organisation that may."""

from __future__ import annotations

from typing import Any

from db.seed.crew import Maker
from db.seed.families import Child
from db.seed.numbers import telephone
from schema.entities import CATALOG

_EVERY = 23
"""Of so many children one has a history."""
_OF_CHILD = (("residenceAddress", "原住址,已迁居"), ("inPoverty", "false"), ("category", "OTHER_RURAL"))
_OF_TIE = (("away", "false"), ("presentCarer", "true"))
_OF_CASES = (
    ("Report", "status", "FILED", "police"), ("Incident", "summary", "初查中", "police"),
    ("Intervention", "status", "PLANNED", "civil_affairs"), ("Petition", "stage", "FILED", "court"),
    ("Assessment", "riskLevel", None, "town"), ("Placement", "status", "PLANNED", "police"),
    ("Sanction", "status", "DECIDED", "police"),
)  # fmt: skip
"""(entity, member, value before, who changed it)."""


class RevisionMaker(Maker):
    """Puts down the revisions of one run; the last maker, so that all records are there."""

    def follow(self, child: Child) -> None:
        """The history of a child, of its first tie, and of its cases."""
        for entity, member, before, unit in _OF_CASES:
            for row in self.rows.of_child(entity, child.key)[:1]:
                self._add(entity, row, member, before, self._body(child, unit))
        if child.key % _EVERY:
            return
        town = self._body(child, "town")
        member, before = self.rng.choice(_OF_CHILD)
        self._add("Child", {"id": child.key, "child_id": child.key}, member, before, town)
        for tie in self.rows.of_child("Guardianship", child.key)[:1]:
            self._add("Guardianship", tie, *self.rng.choice(_OF_TIE), town)
            self._add("Guardian", {"id": tie["guardian_id"]}, "telephone", telephone(self.rng), town)

    def _body(self, child: Child, unit: str) -> int:
        if unit == "town":
            return self.world.town_bodies[child.divisions["town_id"]]
        return self.world.units[child.divisions["district_id"], unit]

    def _add(self, entity: str, row: dict[str, Any], member: str, before: str | None, body: int) -> None:
        revisions = CATALOG[f"{entity}Revision"]
        concerned = {"child_id": row["child_id"]} if "child_id" in revisions.storage else {}
        self.rows.add(
            revisions.name, member=member, before=before, annotation=None, changed_at=self.ago(1, 200), basis="plan-2.2",
            **{**concerned, revisions.logged_as[1]: row["id"]}, organisation_id=body,
        )  # fmt: skip
