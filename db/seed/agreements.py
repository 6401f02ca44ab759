"""Entrusted guardianship: agreements with their supervision and breaches, and admonitions of those who fail."""

from __future__ import annotations

from datetime import date, timedelta

from db.seed.crew import Maker
from db.seed.families import Child, Tie
from db.seed.names import full_name, surname

AGREED = 0.6
"""Of the left-behind children with a carer who is no parent: with an agreement."""
SUPERVISED, BROKEN = 0.7, 0.12
"""Of the agreements."""
ADMONISHED, ADMONISHED_IN_CASES = 0.04, 0.6
"""Of the left-behind children with a guardian; of the children sheltered or petitioned for."""
_PARENTS_DUTIES = "按月支付抚养费用,每周联系子女和被委托人,重大事项及时返家"
_CARERS_DUTIES = "照料起居和安全,督促按时到校,出现异常立即告知父母和村居"
_REMARKS = ("儿童情况良好", "提醒父母按约联系", None)
_BREACHES = (
    ("NO_CONTACT", "PARENTS", "连续四周未与子女联系"),
    ("SUPPORT_UNPAID", "PARENTS", "两个月未支付抚养费用"),
    ("LEFT_UNATTENDED", "CARER", "夜间外出,儿童无人照看"),
    ("NEGLECT", "CARER", "未督促儿童按时到校"),
)
_REASONS = ("让儿童独自过夜", "长期不与子女联系", "不督促子女到校", "照料时饮酒")


class AgreementMaker(Maker):
    """Puts down agreements and admonitions. The town arranges, the village supervises: two people, neither the carer."""

    def follow(self, child: Child) -> None:
        """Agreement and admonition of one child, if any."""
        left_behind = child.category == "LEFT_BEHIND"
        carer = next((t for t in child.ties if t.carer and not t.custody), None)
        parents = [t for t in child.ties if t.custody and t.away]
        if left_behind and carer is not None and parents and self.rng.random() < AGREED:
            self._agreement(child, carer, parents)
        chance = ADMONISHED_IN_CASES if self._in_a_case(child) else ADMONISHED if left_behind else 0
        if child.ties and self.rng.random() < chance:
            self._admonition(child)

    def _in_a_case(self, child: Child) -> bool:
        sheltered = any(row["kind"] == "SHELTER" for row in self.rows.of_child("Intervention", child.key))
        return sheltered or bool(self.rows.of_child("Petition", child.key))

    def _person(self) -> str:
        return full_name(self.rng, surname(self.rng), "MALE" if self.rng.random() < 0.5 else "FEMALE")

    def _agreement(self, child: Child, carer: Tie, parents: list[Tie]) -> None:
        rng, world = self.rng, self.world
        signed = self.day_ago(20, 600)
        starts = signed + timedelta(days=rng.randint(0, 15))
        ends = starts + timedelta(days=rng.choice((365, 730)))
        status = "ENDED" if ends < self.options.today else "TERMINATED" if rng.random() < 0.05 else "IN_FORCE"
        agreement = self.rows.add(
            "Agreement", status=status, starts_on=starts, ends_on=ends, signed_on=signed,
            parents_duties=_PARENTS_DUTIES, carer_duties=_CARERS_DUTIES,
            barred_check="BARRED" if status == "TERMINATED" and rng.random() < 0.5 else "CLEAR",
            checked_on=signed - timedelta(days=rng.randint(0, 10)), carer_id=carer.guardian,
            parent_id=parents[0].guardian, other_parent_id=parents[1].guardian if len(parents) > 1 else None,
            arranged_by_person_id=world.officers[world.town_bodies[child.divisions["town_id"]]],
            supervised_by_person_id=self._supervisor(child), child_id=child.key, **child.divisions,
        )  # fmt: skip
        if rng.random() < SUPERVISED:
            self._supervision(child, agreement, signed)
        if rng.random() < BROKEN:
            self._breach(child, agreement, signed)

    def _supervisor(self, child: Child) -> int:
        return self.world.officers[self.world.village_bodies[child.divisions["village_id"]]]

    def _since(self, signed: date) -> date:
        """Some day after the signing, today at the latest."""
        return signed + timedelta(days=self.rng.randint(1, max(1, (self.options.today - signed).days)))

    def _supervision(self, child: Child, agreement: int, signed: date) -> None:
        rng = self.rng
        self.rows.add(
            "AgreementSupervision", supervised_on=self._since(signed), supervised_by=self._person(),
            result=rng.choice(("KEPT", "KEPT", "KEPT", "PARTLY_KEPT", "NOT_KEPT")), remark=rng.choice(_REMARKS),
            agreement_id=agreement, supervised_by_person_id=self._supervisor(child), child_id=child.key,
            **child.divisions,
        )  # fmt: skip

    def _breach(self, child: Child, agreement: int, signed: date) -> None:
        rng, found = self.rng, self._since(signed)
        kind, party, detail = rng.choice(_BREACHES)
        mended = min(found + timedelta(days=rng.randint(1, 40)), self.options.today) if rng.random() < 0.6 else None
        self.rows.add(
            "Breach", kind=kind, party=party, found_on=found, mended_on=mended, detail=detail, agreement_id=agreement,
            child_id=child.key, **child.divisions,
        )  # fmt: skip

    def _admonition(self, child: Child) -> None:
        rng, divisions = self.rng, child.divisions
        town, village = self.world.town_bodies[divisions["town_id"]], self.world.village_bodies[divisions["village_id"]]
        self.rows.add(
            "Admonition", kind="ADMONISHED" if rng.random() < 0.8 else "STOPPED", issued_on=self.day_ago(2, 400),
            issued_by=self._person(), reason=rng.choice(_REASONS), guardian_id=rng.choice(child.ties).guardian,
            organisation_id=village if rng.random() < 0.6 else town, child_id=child.key, **divisions,
        )  # fmt: skip
