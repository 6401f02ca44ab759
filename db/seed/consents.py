"""Demo data of consents: one for each referral that needs it, some for children who are not referred."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from core.clock import work_date
from db.seed.crew import Maker
from db.seed.families import Child

_NEEDED = ("family_relations", "social_work")
"""Purposes with `consent: true` in policies/purposes.yaml; a test holds the seed to it."""
_EVERY = 37
"""Of so many left-behind children, of one a guardian consents with no referral yet, or has withdrawn the consent."""


class ConsentMaker(Maker):
    """Puts down consents of guardians with custody: by turns given by himself, signed on paper with the village, with the town."""

    def begin(self) -> None:
        self._made = 0

    def follow(self, child: Child) -> None:
        """The consents for one child; most have none."""
        guardian = next((t.guardian for t in child.ties if t.custody), None)
        if guardian is None:
            return
        referred = [r for r in self.rows.of_child("Referral", child.key) if r["purpose"] in _NEEDED]
        for row in referred:
            withdrawn = row["ends_at"] if row["status"] == "ENDED" and self.rng.random() < 0.5 else None
            self._add(child, guardian, row["purpose"], row["accepted_at"] - timedelta(hours=1), withdrawn)
        if not referred and child.category == "LEFT_BEHIND" and child.key % _EVERY == 0:
            withdrawn = self.ago(1, 9) if self.rng.random() < 0.3 else None
            self._add(child, guardian, _NEEDED[child.key % 2], self.ago(15, 60), withdrawn)

    def _add(self, child: Child, guardian: int, purpose: str, given: datetime, withdrawn: datetime | None) -> None:
        body = (None, self.world.village_bodies[child.divisions["village_id"]], self.world.town_bodies[child.divisions["town_id"]])
        recorder = body[self._made % len(body)]
        self._made += 1
        signed: date | None = None if recorder is None else work_date(given)
        self.rows.add(
            "Consent", purpose=purpose, status="GIVEN" if withdrawn is None else "WITHDRAWN", given_at=given, signed_on=signed,
            withdrawn_at=withdrawn, child_id=child.key, guardian_id=guardian,
            recorded_by_person_id=None if recorder is None else self.world.officers.get(recorder), **child.divisions,
        )  # fmt: skip
