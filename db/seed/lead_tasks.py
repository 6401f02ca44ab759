"""Demo data of tasks of the lead unit: two children that were taken for one, found at registration."""

from __future__ import annotations

from datetime import timedelta
from itertools import cycle

from db.seed.crew import Maker
from db.seed.families import Child
from db.seed.options import SeedOptions
from db.seed.rows import Rows
from db.seed.world import World

_EVERY = 97
"""Of so many children one looked like the one before it on file."""
_SAID = {
    "DIFFERENT": "经核对户口簿，系两名儿童", "SAME": "经核实为同一儿童，已请镇街终结重复档案", "PASSED_ON": "已转两镇街共同核实",
}  # fmt: skip


class LeadTaskMaker(Maker):
    """Puts down tasks, half of them open."""

    def __init__(self, options: SeedOptions, rows: Rows, world: World) -> None:
        super().__init__(options, rows, world)
        self._before: Child | None = None
        self._findings = cycle((None, "DIFFERENT", None, "SAME", None, "PASSED_ON"))

    def follow(self, child: Child) -> None:
        """The task about one child and the one followed before it in the district; most have none."""
        before, self._before = self._before, child
        if child.key % _EVERY or before is None or before.divisions["district_id"] != child.divisions["district_id"]:
            return
        finding, opened = next(self._findings), self.ago(7, 60)
        settled = opened + timedelta(days=self.rng.randint(1, 6))
        self.rows.add(
            "LeadTask", kind="DUPLICATE", record="Child", record_id=self.rows.named("Child", child.key), record_key=child.key,
            other_record_id=self.rows.named("Child", before.key), other_key=before.key,
            status="SETTLED" if finding else "OPEN", opened_at=opened, settled_at=settled if finding else None, finding=finding,
            settlement=_SAID[finding] if finding else None, settled_by_person_id=None, child_id=child.key,
            holder_organisation_id=self.world.units[child.divisions["district_id"], "civil_affairs"],
            district_id=child.divisions["district_id"],
        )  # fmt: skip
