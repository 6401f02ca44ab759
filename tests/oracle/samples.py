"""Values of a world for random operations: ids visible, hidden, gone, foreign or malformed; operands that match."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from random import Random
from typing import Any

from core.clock import utc_text
from schema.catalog import Entity, Field, Kind
from schema.entities import CATALOG
from tests.oracle.policy import Eyes
from tests.oracle.pools import value_for
from tests.oracle.world import Row


class Samples:
    """Draws values as JSON has them: text, numbers, truth values."""

    def __init__(self, eyes: Eyes, rng: Random) -> None:
        self.eyes = eyes
        self.rng = rng
        self._visible: dict[str, list[Row]] = {}

    def visible(self, entity: Entity) -> list[Row]:
        if entity.name not in self._visible:
            self._visible[entity.name] = self.eyes.rows(entity)
        return self._visible[entity.name]

    def id_of(self, entity: Entity, odd: float = 0.25) -> str:
        """A public id: mostly of a visible row of `entity`; else hidden, gone, of another type, malformed."""
        rows = self.visible(entity)
        if rows and self.rng.random() > odd:
            return self.rng.choice(rows).public_id
        everything = self.eyes.world.rows[entity.name]
        chance = self.rng.random()
        if chance < 0.5 and everything:
            return self.rng.choice(everything).public_id
        if chance < 0.85:
            return f"{entity.prefix}_{self.rng.getrandbits(128):032x}"
        if chance < 0.95:
            other = self.eyes.world.rows[self.rng.choice(list(CATALOG.entities))]
            return self.rng.choice(other).public_id if other else "chd_"
        digits = f"{self.rng.getrandbits(128):032x}"
        near = (f"{entity.prefix}_{digits}\n", f"{entity.prefix}_{digits[1:]}", f"zzz_{digits}", f"{entity.prefix}_{'Z' * 32}")
        return self.rng.choice((*near, "", "chd_", "x", "0", "张三"))

    def operand(self, entity: Entity, field: Field) -> Any:
        """An operand for a comparison with `field`: mostly a value that some row has."""
        rows = self.visible(entity) if self.rng.random() < 0.7 else self.eyes.world.rows[entity.name]
        if field.asks:
            return self.rng.random() < 0.5
        value = self.rng.choice(rows)[field.column] if rows and self.rng.random() < 0.85 else None
        while value is None:
            value = value_for(entity, field.column, self.rng)
        return self.as_json(value, field)

    def as_json(self, value: Any, field: Field) -> Any:
        if isinstance(value, datetime):
            if self.rng.random() < 0.2:
                return value.astimezone(timezone(timedelta(hours=8))).isoformat(timespec="milliseconds")
            return utc_text(value)
        if isinstance(value, date):
            return value.isoformat()
        assert field.kind not in (Kind.DATE, Kind.DATETIME)
        return value
