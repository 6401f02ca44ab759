"""Referrals and emergency accesses: 1 % of the children have one that is open, as many have one that is not."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from db.seed.families import Child
from db.seed.options import SeedOptions
from db.seed.rows import Rows
from db.seed.world import World

OPEN, NOT_OPEN = 0.01, 0.01
"""Of the children, for referrals and again for emergency accesses."""
_PURPOSES = ((0.4, "schooling"), (0.7, "guardianship_guidance"), (1.0, "safety"))
_REASONS = ("儿童失联,需联系监护人", "夜间送医,需确认身份与病史", "家庭暴力警情,需立即安置")


class DoorMaker:
    """Puts down what opens the doors `referral` and `break_glass`."""

    def __init__(self, options: SeedOptions, rows: Rows, world: World) -> None:
        self._options, self._rows, self._world = options, rows, world
        self._rng = Random(f"{options.seed}:doors")
        self._towns = list(world.town_bodies.values())
        self._villages = list(world.village_bodies.values())
        self._schools = [s.key for s in world.schools if not s.kindergarten]

    def follow(self, child: Child) -> None:
        """The doors of one child; most have none."""
        draw = self._rng.random()
        if draw < OPEN:
            self._referral(child, running=True)
        elif draw < OPEN + NOT_OPEN:
            self._referral(child, running=False)
        elif draw < 2 * OPEN + NOT_OPEN:
            self._emergency(child, running=True)
        elif draw < 2 * (OPEN + NOT_OPEN):
            self._emergency(child, running=False)

    def _receiver(self, child: Child, purpose: str) -> int:
        """An organisation that the purpose is for, mostly one that the child is no daily work of."""
        rng, district = self._rng, child.divisions["district_id"]
        if purpose == "schooling":
            return rng.choice(self._schools)
        draw = rng.random()
        if purpose == "safety" and draw < 0.4:
            return self._world.units[district, "police"]
        if purpose == "safety" and draw < 0.6:
            return rng.choice(self._schools)
        if draw < 0.9:
            return rng.choice(self._towns) if rng.random() < 0.6 else rng.choice(self._villages)
        return self._world.units[district, "civil_affairs"]

    def _referral(self, child: Child, running: bool) -> None:
        rng, now = self._rng, self._options.now
        draw = rng.random()
        purpose = next(p for bound, p in _PURPOSES if draw <= bound)
        offered = now - timedelta(minutes=rng.randint(5 * 1440, 100 * 1440))
        accepted = offered + timedelta(minutes=rng.randint(30, 4 * 1440))
        status = "ACCEPTED" if running else rng.choice(("OFFERED", "REJECTED", "ENDED", "ACCEPTED"))
        ends = now + timedelta(days=rng.randint(20, 180)) if running else accepted + (now - accepted) * 0.5
        ends = ends.replace(microsecond=0)
        taken = status in ("ACCEPTED", "ENDED")
        self._rows.add(
            "Referral", purpose=purpose, status=status, offered_at=offered, accepted_at=accepted if taken else None,
            ends_at=ends if taken else None, child_id=child.key,
            from_organisation_id=self._world.town_bodies[child.divisions["town_id"]],
            to_organisation_id=self._receiver(child, purpose), **child.divisions,
        )  # fmt: skip

    def _emergency(self, child: Child, running: bool) -> None:
        rng, now = self._rng, self._options.now
        unit = "police" if rng.random() < 0.7 else "civil_affairs"
        organisation = self._world.units[child.divisions["district_id"], unit]
        opened = now - timedelta(minutes=rng.randint(60, 1440) if running else rng.randint(4 * 1440, 200 * 1440))
        ends = opened + (timedelta(days=14) if running else timedelta(days=3))
        reason, revoked = rng.choice(_REASONS), not running and rng.random() < 0.2
        self._rows.add(
            "EmergencyAccess", purpose="rescue", reason=reason, opened_at=opened, ends_at=ends,
            child_id=child.key, person_id=self._world.officers[organisation], organisation_id=organisation,
            status="REVOKED" if revoked else "OPENED", reviewed_at=None, reviewed_by_person_id=None, revoked=revoked,
            **child.divisions,
        )  # fmt: skip
