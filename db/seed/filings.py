"""Parents away: filings with the village, near relatives named in them, the town's family files and written demands."""

from __future__ import annotations

from datetime import timedelta

from db.pinyin import sort_key
from db.seed.crew import Maker
from db.seed.families import Child, Tie
from db.seed.names import full_name, surname
from db.seed.numbers import telephone
from db.seed.options import SeedOptions
from db.seed.rows import Rows
from db.seed.world import World

FILED = 0.75
"""Of the guardians who are away: filed with the village."""
RETURNED = 0.1
"""Of the filings: the guardian is back."""
NAMED = 0.35
"""Of the filings: near relatives named, for the first child of the household."""
KEPT = 0.6
"""Of the households with somebody away: with a family file of the town."""
DEMANDED = 0.1
"""Of the left-behind children: a demand on a parent who is away."""
_PLACES = ("广东省深圳市", "浙江省温州市", "江苏省昆山市", "四川省成都市", "福建省晋江市", "重庆市沙坪坝区")
_EMPLOYERS = ("电子厂", "建筑工地", "服装厂", "物流公司", "餐饮店", None)
_DEMANDS = (
    ("RETURN", "请尽快返家或由一方返家照料子女", "已购票,下月返家"),
    ("NAME_CARER", "请委托有监护能力的成年人照料子女", "已与外祖父母商定"),
    ("KEEP_CONTACT", "请每周与子女和照料人联系", "今后每周视频联系"),
    ("PAY_SUPPORT", "请按月承担子女抚养费用", "已补付本月费用"),
)
_NOTES = ("春节返乡", "计划明年返乡就业", None, None)
_RELATIVES = ("GRANDPARENT", "GRANDPARENT", "OTHER_RELATIVE", "SIBLING")


class FilingMaker(Maker):
    """Puts down what is filed by and about parents who work away; a household once, at its first child."""

    def __init__(self, options: SeedOptions, rows: Rows, world: World) -> None:
        super().__init__(options, rows, world)
        self._household: int | None = None
        self._file: int | None = None

    def follow(self, child: Child) -> None:
        """Filings and file of the household where the child is its first, then demands for the child."""
        away = [t for t in child.ties if t.away]
        if child.household != self._household:
            self._household, self._file = child.household, None
            if away and self.rng.random() < KEPT:
                self._file = self._family_file(child, len(away))
            for tie in away:
                if self.rng.random() < FILED:
                    self._filing(child, tie)
        parents = [t for t in away if t.custody]
        if parents and child.category == "LEFT_BEHIND" and self.rng.random() < DEMANDED:
            self._demand(child, self.rng.choice(parents))

    def _family_file(self, child: Child, away: int) -> int:
        opened = self.day_ago(200, 1400)
        return self.rows.add(
            "FamilyFile", status="OPEN" if self.rng.random() < 0.95 else "CLOSED", opened_on=opened,
            updated_on=self.day_ago(1, 199), adults_away=away, note=self.rng.choice(_NOTES),
            household_id=child.household, **child.divisions,
        )  # fmt: skip

    def _filing(self, child: Child, tie: Tie) -> None:
        rng = self.rng
        filed = self.day_ago(30, 500)
        leaves = filed + timedelta(days=rng.randint(1, 20))
        back = rng.random() < RETURNED
        carer = next((t for t in child.ties if t.carer), None)
        care = "TAKEN_ALONG"
        if carer is not None and child.category != "MOVED_WITH_PARENTS":
            care = "ONE_PARENT_STAYS" if carer.custody else "ENTRUSTED"
        planned = leaves + timedelta(days=rng.randint(550, 900)) if rng.random() < 0.5 else None
        filing = self.rows.add(
            "MigrationFiling", status="RETURNED" if back else "AWAY", filed_on=filed, leaves_on=leaves,
            returns_on=max(leaves, self.day_ago(1, 25)) if back else planned, destination=rng.choice(_PLACES),
            employer=rng.choice(_EMPLOYERS), telephone=telephone(rng) if rng.random() < 0.9 else None,
            care_arrangement=care, told_in_writing_on=filed if rng.random() < 0.7 else None,
            guardian_id=tie.guardian, household_id=child.household, **child.divisions,
        )  # fmt: skip
        if rng.random() < NAMED:
            for _ in range(rng.randint(1, 2)):
                self._near_relative(child, filing)

    def _near_relative(self, child: Child, filing: int) -> None:
        rng = self.rng
        name = full_name(rng, surname(rng), "FEMALE" if rng.random() < 0.5 else "MALE")
        self.rows.add(
            "NearRelative", name=name, name_sort=sort_key(name), relationship=rng.choice(_RELATIVES),
            telephone=telephone(rng) if rng.random() < 0.9 else None, filing_id=filing, child_id=child.key,
            **child.divisions,
        )  # fmt: skip

    def _demand(self, child: Child, tie: Tie) -> None:
        rng = self.rng
        kind, content, answer = rng.choice(_DEMANDS)
        issued = self.day_ago(3, 300)
        answered = None
        if rng.random() < 0.6:
            answered = min(issued + timedelta(days=rng.randint(1, 25)), self.options.today)
        self.rows.add(
            "Demand", kind=kind, issued_on=issued, issued_by=full_name(rng, surname(rng), "MALE"),
            due_on=issued + timedelta(days=15), content=content, answered_on=answered,
            answer=answer if answered else None, guardian_id=tie.guardian, family_file_id=self._file,
            child_id=child.key, **child.divisions,
        )  # fmt: skip
