"""What every mutation leaves behind in its transaction: a row of `change` a row written, revisions of a record that keeps a
history, and its event in the outbox."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

import orjson
from sqlalchemy import bindparam, insert, select

from authz.caller import Caller
from core.ids import new_public_id
from db.database import Transaction
from db.plain import plain
from db.tables import TABLES
from db.tables.service import CHANGE, OUTBOX
from schema.entities import CATALOG
from schema.history import kept

RECUSED = frozenset({"respondent_organisation_id"})
"""Columns whose organisation must not hear of the row."""
DIVISIONS = ("district_id", "town_id", "village_id")

_CHANGED = insert(CHANGE).values({c.name: bindparam(c.name) for c in CHANGE.c if c.name != "id"})
_EVENT = insert(OUTBOX).values({c.name: bindparam(c.name) for c in OUTBOX.c if c.name != "id"})


def child_column(entity: str) -> str | None:
    """The column that holds the key of the child whom a row concerns."""
    return "id" if entity == "Child" else "child_id" if "child_id" in CATALOG[entity].storage else None


@cache
def held(entity: str, columns: tuple[str, ...]) -> Any:
    """The statement that reads these columns of the row `key` and keeps others from changing it until the commit."""
    table = TABLES[entity]
    return select(*(table.c[c] for c in columns)).where(table.c.id == bindparam("key")).with_for_update(key_share=True)


def before(entity: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """What the columns held of which `new` differs from `old`."""
    pairs = {c: (plain(entity, c, old[c]), plain(entity, c, value)) for c, value in new.items()}
    return {c: was for c, (was, is_now) in pairs.items() if was != is_now}


async def record_change(
    transaction: Transaction, caller: Caller, now: datetime, mutation: str, basis: str, entity: str, key: int,
    child: int | None, was: Mapping[str, Any] | None,
) -> None:  # fmt: skip
    """Remembers that the row was changed, or put down where `was` is None."""
    row = {
        "recorded_at": now, "actor_id": caller.actor_key, "organisation_id": caller.organisation_id,
        "role": caller.role.value if caller.role else None, "subject": caller.subject, "mutation": mutation, "basis": basis,
        "entity": entity, "row_id": key, "child_id": child,
        "before": None if was is None else orjson.dumps(was, option=orjson.OPT_SORT_KEYS).decode(),
    }  # fmt: skip
    await transaction.fetch(_CHANGED, row)
    if was and CATALOG[entity].history:
        await _record_revisions(transaction, caller, now, basis, entity, key, child, was)


async def _record_revisions(
    transaction: Transaction, caller: Caller, now: datetime, basis: str, entity: str, key: int, child: int | None,
    was: Mapping[str, Any],
) -> None:  # fmt: skip
    """A revision for each member among the columns that changed. Hidden columns and keys of other records are no members."""
    for member in kept(CATALOG[entity]):
        if member.column in was:
            await _revise(transaction, caller, now, basis, entity, key, child, member.name, was[member.column], None)


async def record_annotation(
    transaction: Transaction, caller: Caller, now: datetime, basis: str, entity: str, row: Mapping[str, Any], member: str,
    note: str,
) -> None:  # fmt: skip
    """A revision that notes something beside a member of `row`, which goes on holding what it holds."""
    column = next(m.column for m in kept(CATALOG[entity]) if m.name == member)
    child, value = child_column(entity), plain(entity, column, row[column])
    key, concerned = int(row["id"]), row[child] if child else None
    await _revise(transaction, caller, now, basis, entity, key, concerned, member, value, note)


async def _revise(
    transaction: Transaction, caller: Caller, now: datetime, basis: str, entity: str, key: int, child: int | None,
    member: str, before: Any, note: str | None,
) -> None:  # fmt: skip
    revisions = CATALOG[f"{entity}Revision"]
    concerned = {"child_id": child} if "child_id" in revisions.storage else {}
    row = {
        "public_id": new_public_id(revisions.prefix), "member": member, "before": as_text(before), "annotation": note,
        "changed_at": now, "basis": basis, **concerned, revisions.logged_as[1]: key, "organisation_id": caller.organisation_id,
    }  # fmt: skip
    await transaction.fetch(_revised(revisions.name), row)


@cache
def _revised(revisions: str) -> Any:
    table = TABLES[revisions]
    return insert(table).values({c.name: bindparam(c.name) for c in table.c if c.name != "id"})


def as_text(value: Any) -> str | None:
    """A value as `plain` gives it, as the API writes it, without quotes: a truth value is `true` or `false`."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(value)


@cache
def _addresses(entity: str) -> tuple[Any, tuple[str, ...], tuple[str, ...]]:
    """(statement, names of its first columns, names of those that hold organisations). The first may be recused ones."""
    table, storage = TABLES[entity], CATALOG[entity].storage
    child = child_column(entity)
    recused = sorted(c.name for c in table.columns if c.name in RECUSED)
    plainly = (*((child,) if child else ()), *(c for c in DIVISIONS if c in storage), *recused)
    bodies = tuple(
        c.name
        for c in table.columns
        if c.name not in ("id", *RECUSED) and any(f.column.table.name in ("organisation", "school") for f in c.foreign_keys)
    )
    columns = (*plainly, *bodies) or ("id",)
    return select(*(table.c[c] for c in columns)).where(table.c.id == bindparam("key")), plainly, bodies


async def record_event(
    transaction: Transaction, now: datetime, event: str, entity: str, key: int, addressed: Iterable[int]
) -> None:
    """Appends the mutation's event; addressed are the row's own organisations and `addressed`, but none that is recused."""
    statement, plainly, bodies = _addresses(entity)
    rows = await transaction.fetch(statement, {"key": key})
    found = dict(zip((*plainly, *bodies), rows[0], strict=False))
    child = child_column(entity)
    named = {*addressed, *(found[c] for c in bodies if found[c] is not None)}
    organisations = sorted(named - {found.get(c) for c in RECUSED})
    row = {
        "recorded_at": now, "event": event, "entity": entity, "row_id": key, "child_id": found.get(child) if child else None,
        **{c: found.get(c) for c in DIVISIONS}, "organisations": orjson.dumps(organisations).decode(),
    }  # fmt: skip
    await transaction.fetch(_EVENT, row)
