"""The log's rows of one statement: PostgreSQL writes them within it, SQLite gives them to its writer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import BigInteger, SmallInteger, Text, cast, func, insert, literal_column, select, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.sql.dml import Insert

from db.binds import Binds
from db.elements import ArrayItem, Joined, SqlText, number
from db.entries import ENTRY, HEAD, SLOT_BITS
from db.tables.service import DISCLOSURE_EVENT, DISCLOSURE_SUBJECT
from schema.catalog import Kind

EVENT_ATTRIBUTES: Mapping[str, Kind] = {
    "event_id": Kind.INT,
    "now": Kind.DATETIME,
    "actor_id": Kind.INT,
    "organisation_id": Kind.INT,
    "role": Kind.TEXT,
    "purpose": Kind.TEXT,
    "subject": Kind.TEXT,
    "operation_hash": Kind.TEXT,
    "policy_version": Kind.TEXT,
    "descriptor_hash": Kind.TEXT,
    "kind": Kind.TEXT,
    "operands": Kind.TEXT,
}
"""What the request brings to an event row, bound by name."""

_COLUMNS = {"event_id": "id", "now": "recorded_at", "actor_id": "person_id"}


class Disclosure:
    """The log of one statement, from the entries (`db.entries`, one after the other) of its root blocks."""

    def __init__(self, logs: list[Any], counts: list[Any]) -> None:
        self.logs, self.counts = logs, counts

    def count(self) -> Any:
        """How many rows the root fields show."""
        made: Any = number(0)
        for n, one in enumerate(self.counts):
            made = one if not n else made + one
        return made

    def text(self) -> Any:
        """The entries of all roots; null where nobody is concerned."""
        if not self.logs:
            return cast(literal_column("NULL"), Text)
        parts = [func.coalesce(one, SqlText("")) for one in self.logs]
        return parts[0] if len(parts) == 1 else Joined(*parts)

    def inserts(self, binds: Binds) -> list[Insert]:
        """PostgreSQL's writing statements, to be carried as CTEs by the reading one."""
        values = [binds.attribute(n, k).label(n) for n, k in EVENT_ATTRIBUTES.items()]
        names = [_COLUMNS.get(n, n) for n in EVENT_ATTRIBUTES]
        counted = cast(self.count(), BigInteger).label("rows_disclosed")
        event = insert(DISCLOSURE_EVENT).from_select([*names, "rows_disclosed"], select(*values, counted))
        return [event, self._subjects(binds)] if self.logs else [event]

    def _subjects(self, binds: Binds) -> Insert:
        numbers = cast(Joined(SqlText("{"), func.rtrim(self.text(), SqlText(",")), SqlText("}")), ARRAY(BigInteger))
        # A fence: the text is taken apart once, not once for each item.
        whole = select(numbers.label("a")).offset(number(0)).subquery("log_a")
        steps = func.generate_series(number(1), func.cardinality(whole.c.a), number(ENTRY)).table_valued("i").alias("log_i")
        steps = steps.render_derived()
        head, key, flags = (ArrayItem(whole.c.a, steps.c.i, n) for n in range(ENTRY))
        rows = (
            select(
                binds.attribute("event_id", Kind.INT).label("event_id"),
                binds.attribute("now", Kind.DATETIME).label("recorded_at"),
                cast(head.bitwise_rshift(number(SLOT_BITS)), SmallInteger).label("subject_kind"),
                key.label("subject_key"),
                cast(head.bitwise_and(number(HEAD - 1)), SmallInteger).label("slot"),
                func.bit_or(flags).label("flags"),
            )
            .select_from(whole.join(steps, true()))
            .group_by(head, key)
        )
        names = ["event_id", "recorded_at", "subject_kind", "subject_key", "slot", "flags"]
        return insert(DISCLOSURE_SUBJECT).from_select(names, rows)
