"""Demo data of `schema/ledger.py`: the ledger itself; visits, filings and agreements have makers of their own."""

from __future__ import annotations

from datetime import date, timedelta

from db.seed.agreements import AgreementMaker
from db.seed.crew import Maker
from db.seed.families import Child
from db.seed.filings import FilingMaker
from db.seed.names import full_name, surname
from db.seed.options import SeedOptions
from db.seed.rows import Rows
from db.seed.visits import VisitMaker
from db.seed.world import World

CLOSED = 0.02
"""Of the children who are not left behind: parents came home, the entry is closed."""
OVERDUE = 0.08
"""Of the open entries: the monthly review is late."""
_MONTH = timedelta(days=30)
_CHANGES = ("照料人联系电话变更", "父亲春节后再次外出", "母亲返乡照料", "转入寄宿学习", None, None, None)
_RISKS = ("照料人年老多病", "与父母联系较少", "住处临近水库", None, None, None, None, None)


class LedgerMaker(Maker):
    """Puts down the rows of one run."""

    def __init__(self, options: SeedOptions, rows: Rows, world: World) -> None:
        super().__init__(options, rows, world)
        self._parts = tuple(part(options, rows, world) for part in (VisitMaker, FilingMaker, AgreementMaker))
        self._contacts: dict[int, tuple[str, ...]] = {}

    def begin(self) -> None:
        """The contact persons of each town, and what needs no child."""
        for town in self.world.towns:
            self._contacts[town] = tuple(full_name(self.rng, surname(self.rng), "FEMALE") for _ in range(3))
        for part in self._parts:
            part.begin()

    def follow(self, child: Child) -> None:
        """The ledger of a left-behind child, or of one whose parents came home; then all else that is kept of it."""
        if child.category == "LEFT_BEHIND":
            self._entry(child, is_open=True)
        elif self.rng.random() < CLOSED:
            self._entry(child, is_open=False)
        for part in self._parts:
            part.follow(child)

    def _entry(self, child: Child, is_open: bool) -> None:
        rng, today = self.rng, self.options.today
        opened = max(child.born, self.day_ago(120, 1200))
        closed = None if is_open else max(opened, self.day_ago(5, 90))
        reviewed = self._reviewed(opened, closed)
        contact = rng.choice(self._contacts[child.divisions["town_id"]])
        entry = self.rows.add(
            "LedgerEntry", status="OPEN" if is_open else "CLOSED", opened_on=opened, closed_on=closed,
            closure=None if is_open else "PARENTS_RETURNED", contact_person=contact,
            way_of_care=self._way_of_care(child), care_arrangement=self._arrangement(child),
            risk_note=rng.choice(_RISKS), last_reviewed_on=reviewed,
            next_review_due=reviewed + _MONTH if is_open else None, child_id=child.key, **child.divisions,
        )  # fmt: skip
        for on in (reviewed, reviewed - _MONTH) if rng.random() < 0.1 else (reviewed,):
            if opened <= on <= today:
                self.rows.add(
                    "LedgerReview", reviewed_on=on, reviewed_by=contact, changes=rng.choice(_CHANGES), entry_id=entry,
                    child_id=child.key, **child.divisions,
                )  # fmt: skip

    def _reviewed(self, opened: date, closed: date | None) -> date:
        """When the entry was reviewed last: within the month, rarely before."""
        if closed is not None:
            return closed
        late = self.rng.random() < OVERDUE
        return max(opened, self.day_ago(31, 80) if late else self.day_ago(0, 29))

    def _way_of_care(self, child: Child) -> str:
        carer = next((t for t in child.ties if t.carer), None)
        if carer is None:
            return "NOBODY" if self.rng.random() < 0.05 else "RELATIVES"
        if carer.custody:
            return "PARENT"
        if self.rng.random() < 0.1:
            return "BOARDING"
        return {"GRANDPARENT": "GRANDPARENTS", "OTHER_ADULT": "OTHER_ADULT"}.get(carer.relationship, "RELATIVES")

    def _arrangement(self, child: Child) -> str | None:
        carer = next((t for t in child.ties if t.carer), None)
        if carer is None:
            return None
        return "ONE_PARENT_STAYS" if carer.custody else "ENTRUSTED"
