"""Whole records, a row in every table that may hold one: out of the tables, back to the last row, and away for good.

Mechanisms: M1. Conflict 8 of the domain; 个人信息保护法 十九, 四十七.
"""

from __future__ import annotations

from datetime import date, timedelta
from sqlite3 import IntegrityError

import pytest
from asyncpg.exceptions import RaiseError
from sqlalchemy import BigInteger, column, delete, insert, select, table, text, update

from core.clock import years_after
from db.archive import Term, put_away, take_back
from db.belongings import OF_CHILD, TIES, kept_for, read_record, references, running
from db.families import put_away_families
from db.tables import TABLES
from db.tables.service import ARCHIVED, ARCHIVING, CHANGE
from resolvers.retention import TURNED_SIXTEEN
from schema.catalog import Field
from schema.entities import CATALOG
from tests.mutations.place import Place
from tests.mutations.records import FIRST_KEY, full_record, left_of, night, put, tables
from tests.oracle.pools import NOW

pytestmark = pytest.mark.asyncio(loop_scope="session")

TODAY = NOW.date()
TERM = Term(NOW, years_after(TODAY, 3))
SEEN = "query($id: ID!) { child(id: $id) { id } }"


async def _put_away(place: Place, child: str = "child") -> dict[str, frozenset[int]]:
    """Archives the record as the end of it does. Gives what running cases keep."""
    declared, key = place.stage.service.policies.declared, place.ground.rows[child]["id"]
    async with place.stage.database.transaction() as at:
        record = await read_record(at, key)
        assert record is not None
        kept = kept_for(record, running(record, declared.outlasting, TODAY))
        await put_away(at, record, kept, TERM)
        await put_away_families(at, key, record, TERM)
    return {entity: keys for entity, keys in kept.items() if keys}


async def _settled(place: Place) -> None:
    """The report of the world is closed."""
    await place.change(update(TABLES["Report"]).values(status="CLOSED"))


async def _take_back(place: Place, child: str = "child") -> None:
    async with place.stage.database.transaction() as at:
        await take_back(at, place.ground.rows[child]["id"], NOW)


def _states(place: Place, run: str | None) -> dict[str, dict[str, object]]:
    """Of each kind of case the columns that say that it does not run, or of the kind `run` that it does."""
    out: dict[str, dict[str, object]] = {}
    for o in place.stage.service.policies.declared.outlasting.values():
        columns: dict[str, object] = {}
        if o.until is not None:
            columns[_column(o.entity, o.until)] = None if o.entity == run else TODAY - timedelta(days=1)
        if o.field is not None:
            field = CATALOG[o.entity].members[o.field]
            assert isinstance(field, Field) and field.enum is not None
            idle = next(v for v in field.enum.values if v not in o.open)
            columns[field.column] = o.open[0] if o.entity == run else idle
        out[o.entity] = columns
    return out


def _column(entity: str, member: str) -> str:
    field = CATALOG[entity].members[member]
    assert isinstance(field, Field)
    return field.column


async def test_nothing_of_a_whole_record_is_left_and_all_of_it_comes_back(place: Place) -> None:
    await _settled(place)
    states = _states(place, None)
    await put(place, full_record(place, "child", FIRST_KEY, **states))
    await put(place, full_record(place, "classmate", FIRST_KEY + 1000, **states))
    of_another, before = await left_of(place, "classmate"), await tables(place)
    assert (await left_of(place, "child")).keys() == set(OF_CHILD), "a table without a row tries nothing"
    assert await _put_away(place) == {}
    assert await left_of(place, "child") == {} and await left_of(place, "classmate") == of_another
    await _take_back(place)
    assert await tables(place) == before
    assert await place.rows(select(ARCHIVED.c.id)) == []


async def test_each_kind_of_case_keeps_what_it_needs(place: Place) -> None:
    """And what it keeps refers to nothing that has gone: the database would not have it."""
    for kind in place.stage.service.policies.declared.outlasting:
        await place.reset()
        rows = full_record(place, "child", FIRST_KEY, **_states(place, kind))
        await _settled(place)
        await put(place, rows)
        before = await tables(place)
        kept = await _put_away(place)
        assert kept[kind] == {rows[kind]["id"]}, kind
        needed = {r.to for r in references(kept) if r.to in OF_CHILD and rows[r.entity][r.column] is not None}
        assert needed <= kept.keys(), kind
        left = await left_of(place, "child")
        assert left.keys() == {e for e in kept if e in OF_CHILD} and set(TIES) <= left.keys(), kind
        await _take_back(place)
        assert await tables(place) == before, kind


async def test_what_the_family_leaves_goes_with_its_last_child(place: Place) -> None:
    await _settled(place)
    family, of = place.ground.rows["guardian"]["id"], {"town_id": 1, "village_id": 1}
    tie, guardian, filing = TABLES["Guardianship"], TABLES["Guardian"], TABLES["MigrationFiling"]
    sibling = {c.name: place.ground.rows["tie of guardian"].get(c.name) for c in tie.columns}
    sibling |= {"id": FIRST_KEY, "public_id": "gds_sibling", "child_id": place.ground.rows["classmate"]["id"]}
    away = place.ground.maker.row(CATALOG["MigrationFiling"], id=FIRST_KEY, guardian_id=family, household_id=None, **of)
    await place.change(insert(tie).values(sibling), insert(filing).values(away))
    before = await tables(place)
    here = select(guardian.c.id).where(guardian.c.id == family)
    filed = select(filing.c.id).where(filing.c.guardian_id == family)
    await _put_away(place, "child")
    assert await place.rows(here) and await place.rows(filed), "the sibling has the guardian still"
    await _put_away(place, "classmate")
    assert not await place.rows(here) and not await place.rows(filed)
    await _take_back(place, "child")
    assert await place.rows(here), "the first who needs the guardian brings it back, from wherever it is"
    await _take_back(place, "classmate")
    assert {n: r for n, r in (await tables(place)).items() if n != "migration_filing"} == {
        n: r for n, r in before.items() if n != "migration_filing"
    }
    assert await place.rows(filed)


async def test_the_record_of_changes_lets_go_while_a_record_is_archived_and_else_never(place: Place) -> None:
    await _settled(place)
    await place.write("registerGuardian", place.ground.caller("town"))
    of_child = CHANGE.c.child_id == place.ground.rows["child"]["id"]
    assert await place.rows(select(CHANGE.c.id).where(of_child))
    for touched in (delete(CHANGE), update(CHANGE).values(mutation="another")):
        with pytest.raises((IntegrityError, RaiseError), match="append-only"):
            await place.change(touched.where(of_child))
    let_go = insert(ARCHIVING).values(child_id=1)
    with pytest.raises((IntegrityError, RaiseError), match="append-only"):
        await place.change(let_go, update(CHANGE).values(mutation="another").where(of_child))
    await place.change(let_go, delete(CHANGE).where(of_child), delete(ARCHIVING))
    assert await place.rows(select(CHANGE.c.id).where(of_child)) == []


async def test_a_sibling_that_comes_back_has_all_of_its_family(place: Place) -> None:
    """Whichever of two siblings took the family's rows into the archive, and whether or not a case ran."""
    guardian, tie = place.ground.rows["guardian"]["id"], place.ground.rows["tie of guardian"]
    for run in (None, "Incident"):
        await place.reset()
        await _settled(place)
        await put(place, full_record(place, "child", FIRST_KEY, **_states(place, run)))
        home = TABLES["Household"].c.id
        household = (await place.rows(select(home)))[0][0]
        child = TABLES["Child"]
        for name in ("child", "classmate"):
            own = child.c.id == place.ground.rows[name]["id"]
            await place.change(update(child).where(own).values(household_id=household))
        sibling = {c.name: tie.get(c.name) for c in TABLES["Guardianship"].columns}
        sibling |= {"id": FIRST_KEY + 5000, "public_id": "gds_sibling", "child_id": place.ground.rows["classmate"]["id"]}
        await place.change(insert(TABLES["Guardianship"]).values(sibling))
        asked = place.ground.maker.row(
            CATALOG["Correction"], id=FIRST_KEY + 5001, record="Guardian", record_key=guardian, child_id=None,
            asked_guardian_id=None, proposed="另一个名字",
        )  # fmt: skip
        await put(place, {"Correction": asked})
        before = await tables(place)
        await _put_away(place, "child")
        await _put_away(place, "classmate")
        await _take_back(place, "child")
        await _take_back(place, "classmate")
        assert await tables(place) == before, run


async def test_what_was_asked_of_a_guardian_goes_with_him(place: Place) -> None:
    await _settled(place)
    asked = place.ground.maker.row(
        CATALOG["Correction"], id=FIRST_KEY, record="Guardian", record_key=place.ground.rows["guardian"]["id"], child_id=None,
        asked_guardian_id=place.ground.rows["guardian"]["id"], proposed="另一个名字",
    )  # fmt: skip
    await put(place, {"Correction": asked})
    before = await tables(place)
    await _put_away(place)
    assert "另一个名字" not in repr(await tables(place))
    guardian = TABLES["Guardian"].c.id
    assert not await place.rows(select(guardian).where(guardian == place.ground.rows["guardian"]["id"]))
    await _take_back(place)
    assert await tables(place) == before


# -- by the calendar --------------------------------------------------------------------------------------------------------


async def test_who_turned_sixteen_leaves_on_the_birthday(place: Place) -> None:
    await _settled(place)
    child = TABLES["Child"]
    own = child.c.id == place.ground.rows["child"]["id"]
    await place.change(update(child).values(birth_date=TODAY), update(child).where(own).values(birth_date=date(2010, 3, 3)))
    assert (await night(place).run()).ended == 0, "on the eve"
    assert (await night(place, timedelta(days=1)).run()).ended == 1
    end = TABLES["RecordEnd"]
    ((key, cause, occurred),) = await place.rows(select(end.c.child_id, end.c.cause, end.c.occurred_on))
    assert (key, cause, str(occurred)) == (place.ground.rows["child"]["id"], TURNED_SIXTEEN, "2026-03-03")
    for subject in ("town", "village", "school"):
        answer = await place.run(SEEN, place.ground.caller(subject), {"id": place.ground.id("child")})
        assert answer["data"]["child"] is None
    assert (await night(place, timedelta(days=1)).run()).ended == 0


async def test_one_whose_assessment_is_open_waits_for_it(place: Place) -> None:
    await _settled(place)
    child, open_case = TABLES["Child"], {"status": "OPEN", "report_id": None}
    own = place.ground.rows["child"]
    made = place.ground.maker.row(
        CATALOG["Assessment"], id=FIRST_KEY, child_id=own["id"], **open_case,
        **{c: own[c] for c in ("district_id", "town_id", "village_id")},
    )  # fmt: skip
    await place.change(update(child).values(birth_date=TODAY), insert(TABLES["Assessment"]).values(made))
    await place.change(update(child).where(child.c.id == own["id"]).values(birth_date=date(2010, 3, 2)))
    done = await night(place).run()
    assert (done.ended, done.waiting) == (0, 1)
    await place.change(update(TABLES["Assessment"]).values(status="CLOSED"))
    done = await night(place).run()
    assert (done.ended, done.waiting) == (1, 0)


async def test_after_the_term_nothing_is_left_but_keys_in_the_log(place: Place) -> None:
    await _settled(place)
    town, key = place.ground.caller("town"), place.ground.rows["child"]["id"]
    name = await place.run(
        "query($id: ID!) { child(id: $id) { name identityNumber } }", town, {"id": place.ground.id("child")}
    )
    await place.write("registerGuardian", town)
    answer = await place.write(
        "endRecord", town, childId=place.ground.id("child"), cause="DIED", occurredOn=TODAY.isoformat()
    )
    assert answer["data"]["done"]["problems"] == []
    term = years_after(TODAY, 3) - TODAY
    assert (await night(place, term - timedelta(days=1)).run()).erased == 0
    assert await place.rows(select(ARCHIVED.c.id))
    assert (await night(place, term).run()).erased == 1
    assert await place.rows(select(ARCHIVED.c.id)) == []
    assert await place.rows(select(CHANGE.c.id).where(CHANGE.c.child_id == key)) == []
    assert await place.rows(select(TABLES["RecordEnd"].c.id).where(TABLES["RecordEnd"].c.child_id == key)) == []
    identity = name["data"]["child"]["identityNumber"]
    everything = repr(await place.tables())
    assert identity not in everything and place.ground.id("child") not in everything


async def test_one_child_that_fails_keeps_nobody_waiting(place: Place) -> None:
    """Something outside the service holds the row of the first child."""
    await _settled(place)
    child = TABLES["Child"]
    grown = [place.ground.rows[name]["id"] for name in ("child", "classmate")]
    await place.change(update(child).values(birth_date=TODAY))
    for key in grown:
        await place.change(update(child).where(child.c.id == key).values(birth_date=date(2010, 3, 2)))
    holding = table("holding", column("child_id", BigInteger()))
    kind = "INTEGER" if place.stage.database.dialect == "sqlite" else "BIGINT"
    await place.change(text(f"CREATE TABLE holding (child_id {kind} REFERENCES child (id))"))
    try:
        await place.change(insert(holding).values(child_id=grown[0]))
        done = await night(place).run()
        assert (done.ended, done.failed) == (1, 1)
        assert (await left_of(place, "child")) and not await left_of(place, "classmate")
    finally:
        await place.change(text("DROP TABLE holding"))
    done = await night(place).run()
    assert (done.ended, done.failed) == (1, 0)
