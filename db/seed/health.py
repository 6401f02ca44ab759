"""Demo data of `schema/health.py`: check-ups, growth, immunisation, treatment, disability."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from db.seed.crew import Maker
from db.seed.families import Child
from db.seed.schooling import age_on
from schema.health_enums import DISABILITY_KIND, HEALTH_ALERT_KIND, NUTRITION_TOPIC, REHABILITATION_KIND, VACCINE

_RURAL = ("LEFT_BEHIND", "OTHER_RURAL")
_CHECKED, _AGAIN, _VACCINATED, _GUIDED, _TREATED, _ALERTED = 0.3, 0.2, 0.2, 0.08, 0.1, 0.04
"""Of the rural children, those with such a record; of those checked, those checked the year before too."""
_UNDER = 6
_DIAGNOSES = (("上呼吸道感染", "对症用药"), ("龋齿", "充填治疗"), ("缺铁性贫血", "补充铁剂"), ("腹泻", "口服补液"))
_ALERTS = {"ALLERGY": "花生过敏", "CHRONIC": "哮喘,随身带药", "MEDICATION": "每日服药一次", "DIET": "忌食海鲜"}
_YEAR = timedelta(days=365)


class HealthMaker(Maker):
    """Puts down the rows of one run."""

    def follow(self, child: Child) -> None:
        """Everything for one child; a child that is not rural has only what a disability brings."""
        if child.category in _RURAL:
            self._rural(child)
        if child.disability is not None:
            self._disability(child, child.disability)

    def _rural(self, child: Child) -> None:
        rng = self.rng
        if rng.random() < _CHECKED:
            self._check_ups(child)
        if rng.random() < _VACCINATED:
            self._immunisation(child)
        if age_on(child.born, self.options.today) < _UNDER and rng.random() < _CHECKED:
            self._growth(child)
        if rng.random() < _GUIDED:
            self._add(child, "NutritionGuidance", date=self._since(child, 400), topic=rng.choice(list(NUTRITION_TOPIC.values)),
                      advice="每日一份蔬菜水果,少吃零食")  # fmt: skip
        if rng.random() < _TREATED:
            diagnosis, therapy = rng.choice(_DIAGNOSES)
            kind = rng.choices(("OUTPATIENT", "INPATIENT", "EMERGENCY"), (85, 10, 5))[0]
            self._add(child, "Treatment", date=self._since(child, 500), kind=kind, diagnosis=diagnosis,
                      therapy=therapy if rng.random() < 0.9 else None)  # fmt: skip
        if rng.random() < _ALERTED:
            alert = rng.choice(list(HEALTH_ALERT_KIND.values))
            self._add(child, "HealthAlert", kind=alert, instruction=_ALERTS[alert], noted_on=self._since(child, 900),
                      active=rng.random() < 0.8)  # fmt: skip

    def _hospital(self, child: Child) -> int:
        """Mostly that of the town."""
        near = self.world.hospitals.get(child.divisions["town_id"])
        if near is not None and self.rng.random() < 0.85:
            return near
        return self.rng.choice(self.world.bodies[child.divisions["district_id"], "HOSPITAL"])

    def _add(self, child: Child, entity: str, **values: Any) -> None:
        self.rows.add(entity, child_id=child.key, organisation_id=self._hospital(child), **values, **child.divisions)

    def _since(self, child: Child, days: int) -> date:
        """A day of the last `days`, not before the child was born."""
        return max(self.day_ago(1, days), child.born)

    def _check_ups(self, child: Child) -> None:
        rng = self.rng
        last = self._since(child, 480)
        days = [last - _YEAR, last] if rng.random() < _AGAIN and last - _YEAR >= child.born else [last]
        for on in days:
            months = max(1, age_on(child.born, on) * 12)
            result = rng.choices(("HEALTHY", "TO_WATCH", "TO_TREAT"), (85, 11, 4))[0]
            self._add(
                child, "CheckUp", date=on, result=result, height_millimetres=500 + months * 6 + rng.randint(-40, 40),
                weight_grams=3_400 + months * 220 + rng.randint(-900, 900), fee_charged=0, next_due_on=on + _YEAR,
                note=None if result == "HEALTHY" else "建议三个月内复查", latest=on == last,
            )  # fmt: skip

    def _immunisation(self, child: Child) -> None:
        rng = self.rng
        given = rng.random() < 0.8
        due = self._since(child, 700) if given else self.options.today + timedelta(days=rng.randint(-60, 60))
        self._add(
            child, "Immunisation", vaccine=rng.choice(list(VACCINE.values)), dose=rng.randint(1, 3),
            status="GIVEN" if given else rng.choices(("DUE", "DEFERRED"), (80, 20))[0], due_on=due,
            given_on=min(due + timedelta(days=rng.randint(0, 20)), self.options.today) if given else None,
        )  # fmt: skip

    def _growth(self, child: Child) -> None:
        rng = self.rng
        on = self._since(child, 300)
        months = max(0, (on - child.born).days // 30)
        outcome = rng.choices(("NORMAL", "UNDERWEIGHT", "STUNTED", "OVERWEIGHT"), (85, 5, 5, 5))[0]
        self._add(
            child, "GrowthMeasurement", date=on, age_months=months, height_millimetres=500 + months * 9,
            weight_grams=3_300 + months * 240 + rng.randint(-300, 300), outcome=outcome,
        )  # fmt: skip

    def _disability(self, child: Child, grade: int) -> None:
        rng, district = self.rng, child.divisions["district_id"]
        federation = self.world.units[district, "disabled_federation"]
        own = {"child_id": child.key, "organisation_id": federation, **child.divisions}
        certified = self._since(child, 1_500)
        self.rows.add(
            "DisabilityRecord", kind=rng.choice(list(DISABILITY_KIND.values)), grade=grade, certified_on=certified,
            review_due_on=certified + 3 * _YEAR if rng.random() < 0.5 else None, **own,
        )  # fmt: skip
        if rng.random() < 0.6:
            started = self._since(child, 700)
            ended = started + timedelta(days=180)
            self.rows.add(
                "Rehabilitation", kind=rng.choice(list(REHABILITATION_KIND.values)), started_on=started,
                ended_on=ended if ended <= self.options.today else None, progress=rng.choice(("按计划进行", None)),
                provider_organisation_id=self._hospital(child), **own,
            )  # fmt: skip
        if rng.random() < 0.5:
            kind = rng.choice(("GRANT", "VISIT"))
            self.rows.add(
                "DisabilitySupport", kind=kind, date=self._since(child, 600),
                amount=rng.choice((500, 1_000, 2_000)) if kind == "GRANT" else None, note=None, **own,
            )  # fmt: skip
