"""A year of work on one database: records change step by step, as by mutations, and the duties with them."""

from __future__ import annotations

from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import yaml
from sqlalchemy import ClauseElement, Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from core.clock import work_date
from db.duties import Renewals, Written
from db.tables import TABLES
from db.text import Texts
from schema.catalog import Kind
from schema.entities import CATALOG
from tests.duties.reading import POLICIES, Owed, Reading

COMPARED = (
    "basis", "title", "organisation_id", "superior_organisation_id", "district_id", "child_id", "guardian_id", "started_at",
    "due_at", "lapses_at", "barred_organisation_id", "sealed",
)  # fmt: skip
UNCACHED = {"compiled_cache": None}


class Adapter:
    """A connection as a mutation's transaction, which keeps the texts of its statements as the service does."""

    def __init__(self, connection: Connection) -> None:
        self.connection, self.texts = connection, Texts(connection.dialect.name)

    async def fetch(self, statement: ClauseElement, values: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
        text, given = self.texts(statement, values)
        result = self.connection.exec_driver_sql(text, tuple(given))
        return [tuple(row) for row in result] if result.returns_rows else []


def run(job: Coroutine[Any, Any, None]) -> None:
    """Runs a coroutine that never waits: within one there may be no second event loop."""
    try:
        job.send(None)
    except StopIteration:
        return
    raise AssertionError("it waited")


def entities_read() -> set[str]:
    """Entities that the rules speak of, and those that say who is who."""
    rules = yaml.safe_load((POLICIES / "duties.yaml").read_text(encoding="utf-8"))
    del rules["superiors"]
    out = {"Organisation", "Unit", "Child"}
    for rule in rules.values():
        out |= {rule["of"], *(rule[part]["entity"] for part in ("latest", "met") if part in rule), *rule.get("recuse", {}).values()}
        out |= {rule["owes"]["entity"]} if "entity" in rule["owes"] else set()
    return out


def read_tables(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    """Every row that the rules may look at."""
    return {e: [dict(r._mapping) for r in connection.execute(select(TABLES[e]))] for e in sorted(entities_read())}


def stored(connection: Connection) -> Owed:
    """The table of duties."""
    rows = [r._mapping for r in connection.execute(select(TABLES["Duty"]))]
    return {(r["code"], r["source_id"], r["period"]): {c: r[c] for c in COMPARED} for r in rows}


def expected(connection: Connection, now: datetime) -> Owed:
    """What the slow reading finds."""
    year = work_date(now).year
    return Reading(read_tables(connection)).owed((year - 1, year, year + 1))


def at(duties: Owed, now: datetime) -> dict[tuple[str, int, int], bool]:
    """Duties that stand at an instant -> whether they are overdue."""
    return {key: d["due_at"] < now for key, d in duties.items() if d["started_at"] <= now < d["lapses_at"]}


@dataclass
class Year:
    """Changes records by chance and renews the duties of whatever was changed."""

    connection: Connection
    renewals: Renewals
    rng: Random
    changed: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._adapter = Adapter(self.connection)

    def step(self, now: datetime, changes: int) -> None:
        """So many changes of records, each followed by the renewal that a mutation would make."""
        rules = [*self.renewals.duties.rules.values()]
        raw = yaml.safe_load((POLICIES / "duties.yaml").read_text(encoding="utf-8"))
        of_organisations = [r for r in rules if r.of == "Organisation"]  # one a step: who owes what changes for all
        others = [r for r in rules if r.of != "Organisation"]
        pools: dict[str, list[dict[str, Any]]] = {}
        for n in range(changes):
            rule = self.rng.choice(others if n else of_organisations)
            pool = pools.setdefault(rule.of, self.sample(rule.of))
            if not pool:
                continue
            row = self.rng.choice(pool)
            given = raw[rule.code]
            part = given.get(self.rng.choice(("latest", "met")))
            written = self.follow(part, row, now) if part and self.rng.random() < 0.6 else self.touch(given, row, now)
            if written is not None:
                entity, key = written
                self.changed[rule.code] = self.changed.get(rule.code, 0) + 1
                run(self.renewals.after(self._adapter, self.written(entity, key), work_date(now)))

    def written(self, entity: str, key: int) -> Written:
        """What a mutation would say that it wrote."""
        table = TABLES[entity]
        column = table.c.id if entity == "Child" else table.c.get("child_id")
        child = None if column is None else self.connection.scalar(select(column).where(table.c.id == key))
        return Written(frozenset({entity}), frozenset(() if child is None else (child,)))

    def sample(self, entity: str) -> list[dict[str, Any]]:
        rows = self.connection.execute(select(TABLES[entity]).order_by(TABLES[entity].c.id)).fetchall()
        return [dict(r._mapping) for r in self.rng.sample(rows, min(40, len(rows)))]

    def touch(self, rule: Mapping[str, Any], row: Mapping[str, Any], now: datetime) -> tuple[str, int] | None:
        """Gives one column that the rule reads another value."""
        entity = CATALOG[rule["of"]]
        columns = [c for c in (*rule.get("where", {}), rule.get("start"), rule.get("due"), rule.get("ends")) if c in entity.storage]
        if not columns:
            return None
        name = self.rng.choice(columns)
        value = self.value(rule["of"], name, now)
        table = TABLES[entity.name]
        self.connection.execute(update(table).where(table.c.id == row["id"]).values({name: value}), execution_options=UNCACHED)
        return entity.name, row["id"]

    def value(self, entity: str, name: str, now: datetime) -> Any:
        kind, nullable = CATALOG[entity].storage[name]
        if nullable and self.rng.random() < 0.4:
            return None
        if kind is Kind.BOOL:
            return self.rng.random() < 0.5
        if kind is Kind.DATE:
            return self.day(now)
        if kind is Kind.DATETIME:
            return now - timedelta(minutes=self.rng.randrange(0, 100_000))
        enum = next((f.enum for f in CATALOG[entity].fields if f.column == name), None)
        if enum is not None:
            return self.rng.choice([*enum.values])
        if kind is Kind.TEXT:
            return "已告知"
        return self.connection.scalar(select(TABLES["Organisation"].c.id).limit(1))

    def day(self, now: datetime) -> date:
        return work_date(now) - timedelta(days=self.rng.randrange(-20, 120))

    def follow(self, part: Mapping[str, Any], row: Mapping[str, Any], now: datetime) -> tuple[str, int] | None:
        """Adds a record by which the time runs anew or the duty is met, made like one that is there."""
        table = TABLES[part["entity"]]
        likes: Sequence[Any] = self.connection.execute(select(table).limit(50)).fetchall()
        if not likes or "id" in part["match"]:
            return None
        made = {k: v for k, v in self.rng.choice(likes)._mapping.items() if k != "id"}
        made["public_id"] = f"{CATALOG[part['entity']].prefix}_{self.rng.getrandbits(128):032x}"
        made |= {theirs: row[ours] for theirs, ours in part["match"].items()}
        if "child_id" in made and "child_id" in row:
            made["child_id"] = row["child_id"]
        for name, (kind, _) in CATALOG[part["entity"]].storage.items():
            if kind in (Kind.DATE, Kind.DATETIME) and made[name] is not None:
                made[name] = self.value(part["entity"], name, now) or made[name]
        made |= {c: v[0] if isinstance(v, list) else v for c, v in part.get("where", {}).items() if v not in ("set", "unset")}
        point = self.connection.begin_nested()
        try:
            key = self.connection.execute(insert(table).values(made).returning(table.c.id), execution_options=UNCACHED).scalar_one()
        except IntegrityError:  # the like of it is there already
            point.rollback()
            return None
        point.commit()
        return part["entity"], int(key)
