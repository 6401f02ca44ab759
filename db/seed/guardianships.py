"""Demo data of what is done against guardians: sanctions, warning letters, orders, petitions and what came of them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import cycle
from typing import Any

from core.clock import work_date
from db.seed.crew import Maker
from db.seed.families import Child, Tie
from db.seed.options import SeedOptions
from db.seed.rows import Rows
from db.seed.world import World
from schema.chain_enums import EVIDENCE_KIND, TEMPORARY_GUARDIANSHIP_CASE

Row = dict[str, Any]

PETITIONED_EVERY = 4
"""Of so many children that are or were placed, one has a petition; every other one ends with another guardian."""
_SANCTIONS = {
    "LIVING_ALONE": "ADMONITION",
    "GUARDIAN_UNPERFORMING": "CRITICISM",
    "DOMESTIC_VIOLENCE": "PUBLIC_SECURITY_PENALTY",
}
_STAGES = {
    "FILED": ("FILED",),
    "ACCEPTED": ("FILED", "ACCEPTED"),
    "HEARD": ("FILED", "ACCEPTED", "HEARD"),
    "RULED": ("FILED", "ACCEPTED", "HEARD", "RULED"),
    "WITHDRAWN": ("FILED", "WITHDRAWN"),
}
_EVIDENCE = tuple(EVIDENCE_KIND.values)


class GuardianshipMaker(Maker):
    """Follows the incidents, petitions and placements of each child."""

    def __init__(self, options: SeedOptions, rows: Rows, world: World) -> None:
        super().__init__(options, rows, world)
        self._placed = 0
        self._orders = cycle(("IN_FORCE", "APPLIED", "REJECTED", "EXPIRED", "LIFTED"))
        self._cases = cycle(TEMPORARY_GUARDIANSHIP_CASE.values)

    def follow(self, child: Child) -> None:
        """What was done against the child's guardians."""
        respondent = next((t for t in child.ties if t.custody), None)
        if respondent is None:
            return
        for incident in self.rows.of_child("Incident", child.key):
            self._sanction(child, respondent, incident)
        placements = self.rows.of_child("Placement", child.key)
        if placements:
            self._placed += 1
            if self._placed % PETITIONED_EVERY == 1:
                self._petition(child, respondent, ruled=self._placed % (2 * PETITIONED_EVERY) == 1)
        for petition in self.rows.of_child("Petition", child.key):
            self._stages(child, petition)
            self._evidence(child, petition)
            if petition["id"] % 2 == 0 or petition["ground"] == "GRAVE_HARM":
                self._order(child, petition)
            if petition["ruling"] == "REVOKED":
                self._change(child, petition)
        for placement in placements:
            if placement["host_kind"] in ("WELFARE_HOME", "RESCUE_STATION", "TEMPORARY_SHELTER"):
                self._temporary(child, placement)

    def _officer(self, child: Child, unit: str) -> int:
        return self.world.officers[self.world.units[child.divisions["district_id"], unit]]

    def _later(self, day: date, least: int, most: int) -> date:
        return min(day + timedelta(days=self.rng.randint(least, most)), self.options.today)

    def _sanction(self, child: Child, guardian: Tie, incident: Row) -> None:
        kind = "CRIMINAL_CASE" if incident["filed_as_case"] else _SANCTIONS.get(incident["kind"])
        if kind is None:
            return
        decided = self._later(work_date(incident["opened_at"]), 0, 20)
        executed = self.rng.random() < 0.6
        police = self._officer(child, "police")
        self.rows.add(
            "Sanction", kind=kind, decided_on=decided, status="EXECUTED" if executed else "DECIDED",
            executed_on=self._later(decided, 0, 15) if executed else None, facts="多次未履行监护职责",
            child_id=child.key, guardian_id=guardian.guardian, incident_id=incident["id"], decided_by_person_id=police,
            **child.divisions,
        )  # fmt: skip
        if incident["kind"] == "DOMESTIC_VIOLENCE":
            self._warn(child, guardian, incident, decided, police)

    def _warn(self, child: Child, guardian: Tie, incident: Row, issued: date, police: int) -> None:
        village = self.world.village_bodies[child.divisions["village_id"]]
        copied = None if village == incident["respondent_organisation_id"] else self._later(issued, 0, 3)
        visited = copied is not None and self.rng.random() < 0.6
        self.rows.add(
            "WarningLetter", status="DELIVERED" if copied else "ISSUED", issued_on=issued, copied_on=copied,
            visit_due_on=copied + timedelta(days=30) if copied else None,
            visited_on=self._later(copied, 1, 30) if copied and visited else None, facts="殴打儿童致轻微伤",
            child_id=child.key, guardian_id=guardian.guardian, incident_id=incident["id"],
            copied_organisation_id=village if copied else None, issued_by_person_id=police,
            visited_by_person_id=self.world.officers[village] if visited else None, **child.divisions,
        )  # fmt: skip

    def _petition(self, child: Child, respondent: Tie, ruled: bool) -> None:
        """A petition of civil affairs; where it is ruled on, the court named another guardian if there is one."""
        district = child.divisions["district_id"]
        filed = self.day_ago(120, 400)
        other = next((t.guardian for t in child.ties if t.guardian != respondent.guardian), None)
        self.rows.add(
            "Petition", stage="RULED" if ruled else "HEARD", ground=self.rng.choice(("GRAVE_HARM", "DUTY_REFUSED")),
            refused_since=None, filed_on=filed, evidence="证据3份", ruling="REVOKED" if ruled else None,
            ruled_on=self._later(filed, 30, 90) if ruled else None, child_id=child.key,
            petitioner_organisation_id=self.world.units[district, "civil_affairs"], petitioner_guardian_id=None,
            respondent_guardian_id=respondent.guardian, proposed_guardian_id=other,
            court_organisation_id=self.world.units[district, "court"], **child.divisions,
        )  # fmt: skip

    def _stages(self, child: Child, petition: Row) -> None:
        steps = _STAGES[petition["stage"]]
        last = petition["ruled_on"] or self._later(petition["filed_on"], 1, 60)
        days = (last - petition["filed_on"]).days
        for n, stage in enumerate(steps):
            on = petition["filed_on"] + timedelta(days=days * n // max(1, len(steps) - 1))
            self.rows.add(
                "PetitionStageChange", stage=stage, changed_on=on, note="已合议" if stage in ("HEARD", "RULED") else None,
                child_id=child.key, petition_id=petition["id"],
                changed_by_person_id=self._officer(child, "court"), **child.divisions,
            )  # fmt: skip

    def _evidence(self, child: Child, petition: Row) -> None:
        for n in range(self.rng.randint(1, 3)):
            self.rows.add(
                "PetitionEvidence", number=f"证{petition['id']}-{n + 1}", kind=self.rng.choice(_EVIDENCE),
                submitted_on=petition["filed_on"], proves="未履行监护职责", child_id=child.key,
                petition_id=petition["id"], submitted_by_person_id=None, **child.divisions,
            )  # fmt: skip

    def _order(self, child: Child, petition: Row) -> None:
        rng, status, urgent = self.rng, next(self._orders), self.rng.random() < 0.3
        days = {"APPLIED": (0, 2), "IN_FORCE": (4, 150), "REJECTED": (4, 300), "EXPIRED": (200, 400), "LIFTED": (60, 300)}
        applied = self.ago(*days[status])
        due = applied + timedelta(hours=24 if urgent else 72)
        decided = None if status == "APPLIED" else applied + timedelta(hours=rng.randint(2, 24 if urgent else 72))
        granted = status in ("IN_FORCE", "EXPIRED", "LIFTED") and decided is not None
        begins = work_date(decided) if granted and decided is not None else None
        court = petition["court_organisation_id"]
        self.rows.add(
            "ProtectionOrder", status=status, urgent=urgent, applied_at=applied, due_at=due, decided_at=decided,
            valid_from=begins, valid_until=begins + timedelta(days=180) if begins else None,
            measures="禁止接触儿童" if granted else None, child_id=child.key,
            guardian_id=petition["respondent_guardian_id"], petition_id=petition["id"], court_organisation_id=court,
            applicant_organisation_id=petition["petitioner_organisation_id"],
            decided_by_person_id=self.world.officers[court] if decided else None, **child.divisions,
        )  # fmt: skip

    def _change(self, child: Child, petition: Row) -> None:
        before, after = petition["respondent_guardian_id"], petition["proposed_guardian_id"]
        self.rows.add(
            "GuardianshipChange", from_name=self.rows.waiting("Guardian", before)["name"],
            to_name=self.rows.waiting("Guardian", after)["name"] if after else None,
            changed_on=petition["ruled_on"], child_id=child.key, petition_id=petition["id"], from_guardian_id=before,
            to_guardian_id=after, **child.divisions,
        )  # fmt: skip

    def _temporary(self, child: Child, placement: Row) -> None:
        rng, ended = self.rng, placement["ended_on"]
        assessed = ended or (self._later(placement["placed_on"], 10, 40) if rng.random() < 0.4 else None)
        suitable = "SUITABLE" if ended or rng.random() < 0.3 else "UNSUITABLE"
        civil = self.world.units[child.divisions["district_id"], "civil_affairs"]
        self.rows.add(
            "TemporaryGuardianship", legal_case=next(self._cases),
            status="RETURNED" if ended else "RETURN_ASSESSED" if assessed else "RUNNING",
            started_on=placement["placed_on"], ended_on=ended, return_assessed_on=assessed,
            return_assessment=suitable if assessed else None, note=None, child_id=child.key, organisation_id=civil,
            placement_id=placement["id"], decided_by_person_id=self.world.officers[civil],
            assessed_by_person_id=self.world.officers[civil] if assessed else None, **child.divisions,
        )  # fmt: skip
