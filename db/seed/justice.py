"""Demo data of `schema/justice.py`: legal aid, correction, juvenile cases, supervision opinions."""

from __future__ import annotations

from datetime import timedelta

from db.seed.crew import Maker
from db.seed.families import Child
from db.seed.numbers import telephone
from schema.govern_enums import CORRECTION_MEASURE, JUVENILE_CASE_STAGE, LEGAL_AID_KIND

_EVERY_AID, _EVERY_CORRECTION, _EVERY_CASE = 149, 293, 251
"""One child in so many."""
_MATTERS = ("涉案未成年人心理疏导未落实", "监护干预衔接不及时", "校园周边治安隐患")


class JusticeMaker(Maker):
    """Puts down the rows of one run."""

    def begin(self) -> None:
        """Opinions of the procuratorate to units of its district."""
        for (district, unit), organisation in self.world.units.items():
            if unit not in ("police", "education", "civil_affairs"):
                continue
            given = self.day_ago(20, 300)
            due = given + timedelta(days=30)
            answered = given + timedelta(days=self.rng.randint(5, 45))
            is_answered = answered <= self.options.today
            self.rows.add(
                "SupervisionOpinion", given_on=given, matter=self.rng.choice(_MATTERS), opinion="请核查并书面回复",
                answer_due_on=due, answered_on=answered if is_answered else None,
                answer="已核查整改" if is_answered else None, organisation_id=self.world.units[district, "procuratorate"],
                addressee_organisation_id=organisation, district_id=district,
            )  # fmt: skip

    def follow(self, child: Child) -> None:
        """A case for some."""
        if child.key % _EVERY_AID == 0:
            self._aid(child)
        if child.key % _EVERY_CORRECTION == 0:
            started = self.day_ago(30, 700)
            ended = started + timedelta(days=180)
            self.rows.add(
                "CorrectionRecord", measure=self.rng.choice(list(CORRECTION_MEASURE.values)), started_on=started,
                ended_on=ended if ended <= self.options.today else None, officer=self.somebody(),
                progress=self.rng.choice(("表现良好", "按期报到", None)), child_id=child.key,
                organisation_id=self._unit(child, "justice"), **child.divisions,
            )  # fmt: skip
        if child.key % _EVERY_CASE == 0:
            self._case(child)

    def _unit(self, child: Child, unit: str) -> int:
        return self.world.units[child.divisions["district_id"], unit]

    def _aid(self, child: Child) -> None:
        rng = self.rng
        applied = self.day_ago(10, 600)
        status = rng.choice(("APPLIED", "GRANTED", "ENDED"))
        ended = min(applied + timedelta(days=rng.randint(20, 200)), self.options.today)
        self.rows.add(
            "LegalAidCase", kind=rng.choice(list(LEGAL_AID_KIND.values)), status=status, applied_on=applied,
            ended_on=ended if status == "ENDED" else None, lawyer=None if status == "APPLIED" else self.somebody(),
            fee_charged=0, applicant_name=self.somebody(), applicant_telephone=telephone(rng) if rng.random() < 0.9 else None,
            child_id=child.key, organisation_id=self._unit(child, "justice"), **child.divisions,
        )  # fmt: skip

    def _case(self, child: Child) -> None:
        rng = self.rng
        received = self.day_ago(15, 600)
        stage = rng.choice(list(JUVENILE_CASE_STAGE.values))
        decided = None if stage in ("RECEIVED", "REVIEW") else received + timedelta(days=14)
        self.rows.add(
            "JuvenileCase", kind=rng.choice(("BY_MINOR", "AGAINST_MINOR")), stage=stage, received_on=received,
            decided_on=decided, charge=rng.choice(("盗窃", "寻衅滋事", "故意伤害", "虐待")), child_id=child.key,
            incident_id=self.incident_of(child), organisation_id=self._unit(child, "procuratorate"),
            sealed=rng.random() < 0.1, **child.divisions,
        )  # fmt: skip
