"""Mutations as oracles: ids of rows that the caller does not see, and refusals whose cause is hidden, tell nothing of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from authz.state_table import StateTable
from core.clock import NEVER_BEGAN, NEVER_ENDS
from core.ids import new_public_id
from db.tables import TABLES
from schema.catalog import Entity, Relation
from schema.entities import CATALOG
from schema.mutations import MUTATIONS
from schema.mutations.declare import ID, MutationSpec, is_optional
from tests.mutations.cases import KITS
from tests.mutations.cases.assessment import assessment
from tests.mutations.cases.incident import about
from tests.mutations.cases.kit import Stand
from tests.mutations.cases.ruling import guarded
from tests.mutations.place import Place, codes, problems
from tests.mutations.world import OTHER_TOWN, OTHER_VILLAGE
from tests.oracle.pools import NOW
from tests.oracle.world import Values

pytestmark = pytest.mark.asyncio(loop_scope="session")

ELSEWHERE = {"district_id": 500113, "town_id": OTHER_TOWN, "village_id": OTHER_VILLAGE}
BY_TABLE = {e.table: e for e in CATALOG}
NEVER = "0" * 32
OPENS = {("openEmergencyAccess", "childId"), ("fileReport", "childId")}
"""Inputs that name a child on file whom the caller does not see yet: tests/mutations/test_doors.py, test_reports.py."""

BESIDE: Mapping[tuple[str, str], dict[str, Any]] = {
    ("placeChild", "hostGuardianId"): {"hostKind": "RELATIVE", "hostOrganisationId": None},
    ("askAssessmentPart", "relativeId"): {"kind": "RELATIVES", "askedOrganisationId": None},
    ("rulePetition", "newGuardianId"): {"ruling": "REVOKED"},
}
"""What must be given beside an id, so that it is looked at."""


# -- ids ----------------------------------------------------------------------------------------------------------------


def named(spec: MutationSpec) -> Iterator[tuple[str, Entity]]:
    """(input, entity) of the ids that a mutation takes."""
    for name, annotation, _ in spec.inputs:
        if annotation is not ID and not (is_optional(annotation) and "ID" in str(annotation)):
            continue
        if (spec.name, name) in OPENS:
            continue
        if name == "id":
            yield name, CATALOG[spec.entity]
        elif name in spec.writes:
            entity, member = spec.writes[name]
            written = CATALOG[entity].members[member]  # a text holds the id of a record of any type: a child's stands for it
            yield name, CATALOG[written.target if isinstance(written, Relation) else "Child"]
        else:  # it writes nothing, or a column that is never shown: the end of its name says of what it is
            stem = name[0].upper() + name.removesuffix("Id")[1:]
            yield name, max((e for e in CATALOG if stem.endswith(e.name)), key=lambda e: len(e.name))


def hidden(stand: Stand, entity: Entity) -> Values:
    """A row of another district, of other organisations and another child than anybody's here."""
    storage = entity.storage
    given: dict[str, Any] = {c: v for c, v in ELSEWHERE.items() if c in storage}
    body = stand.shared("body elsewhere", "Organisation", kind="HOSPITAL", unit_id=None, suspended_at_ms=None, **ELSEWHERE)
    child = stand.shared(
        "child elsewhere", "Child", sealed=False, household_id=None, school_id=None, identity_number=None, **ELSEWHERE
    )
    if entity.name in ("Organisation", "Child"):
        return body if entity.name == "Organisation" else child
    for column in TABLES[entity.name].columns:
        if column.name not in storage or column.name in ELSEWHERE:
            continue
        for target in {f.column.table.name for f in column.foreign_keys}:
            if target == "person" or (target not in ("organisation", "child") and column.nullable):
                given[column.name] = None if column.nullable else stand.ground.caller("court").person_id
            else:
                given[column.name] = hidden(stand, BY_TABLE[target])["id"]
    if entity.name == "Report":
        given["receipt_hash"] = stand.once()
    return stand.shared(f"{entity.name} elsewhere", entity.name, **given)


def _events(tables: Mapping[str, StateTable]) -> Iterator[tuple[str, str, str]]:
    """(entity with a kit, event, subject): whoever a table lets do something with a case."""
    for entity in KITS:
        for event, subject in dict.fromkeys((m.event, s) for m in tables[entity].moves for s in sorted(m.subjects)):
            if MUTATIONS[event].entity == entity:
                yield entity, event, subject


async def test_an_id_of_another_is_as_one_that_nobody_has(place: Place) -> None:
    """For every id that a mutation of a case takes, and every subject that may: hidden, missing and ill-typed alike."""
    stand, tried, states = Stand(place), set(), place.stage.service.policies.states
    for entity, event, subject in _events(states):
        spec = MUTATIONS[event]
        if subject == "public":
            continue
        for name, target in named(spec):
            row = hidden(stand, target)
            given = KITS[entity].input(stand, event, subject) | BESIDE.get((event, name), {})
            if "id" in {n for n, _, _ in spec.inputs}:
                state = next(m.state for m in states[entity].moves if m.event == event)
                given |= {"expectedVersion": NEVER, "id": KITS[entity].row(stand, state, subject)["public_id"]}
            await stand.put()
            seen = await place.run(f'{{ {target.singular}(id: "{row["public_id"]}") {{ id }} }}', stand.caller(subject))
            assert not (seen.get("data") or {}).get(target.singular), (event, subject, name, "sees it")
            answers = [
                await place.write(event, stand.caller(subject), show="", **given | {name: public_id})
                for public_id in (row["public_id"], new_public_id(target.prefix), new_public_id("zzz"), "1")
            ]
            if codes(answers[0]) == ["FIELD_NOT_AVAILABLE"]:
                assert all(codes(a) == ["FIELD_NOT_AVAILABLE"] for a in answers)
                continue  # this subject does not have the input
            assert (name, "NOT_FOUND") in problems(answers[0]), (event, subject, name, answers[0])
            assert [a for a in answers if a != answers[0]] == [], (event, subject, name)
            tried.add((event, name))
    wanted = {(e, n) for _, e, _ in _events(states) for n, _ in named(MUTATIONS[e])}
    assert wanted - tried == set()


# -- refusals whose cause is hidden ---------------------------------------------------------------------------------------


def _told(answer: dict[str, Any]) -> list[dict[str, Any]]:
    assert "errors" not in answer, answer["errors"]
    found: list[dict[str, Any]] = answer["data"]["done"]["problems"]
    return found


async def _recuse(place: Place, organisation: str) -> None:
    """A report of the child, which neither town nor civil affairs reads whole, says that the respondent works there."""
    report = TABLES["Report"]
    await place.change(
        update(report)
        .where(report.c.id == place.ground.rows["report"]["id"])
        .values(respondent_organisation_id=place.ground.rows[organisation]["id"], status="RECEIVED")
    )


async def _suspend(place: Place, organisation: str) -> None:
    table = TABLES["Organisation"]
    await place.change(update(table).where(table.c.id == place.ground.rows[organisation]["id"]).values(suspended_at_ms=1))


def _bodies(place: Place, being: Values) -> dict[str, tuple[str, str, dict[str, Any]]]:
    """Mutation -> (who asks, input that names an organisation, the further input)."""
    child = place.ground.id("child")
    return {
        "startIntervention": ("town", "organisationId", {"childId": child, "kind": "COUNSELLING"}),
        "askAssessmentPart": (
            "town", "askedOrganisationId", {"assessmentId": being["public_id"], "kind": "SOCIAL_WORK", "question": "情况如何"},
        ),
        "offerReferral": ("village", "toOrganisationId", {"childId": child, "purpose": "social_work"}),
    }  # fmt: skip


@pytest.mark.parametrize("mutation", ["startIntervention", "askAssessmentPart", "offerReferral"])
async def test_why_an_organisation_is_not_taken_is_not_said(place: Place, mutation: str) -> None:
    """That of the respondent, a suspended one: one answer. Where neither holds it is taken."""
    answers = []
    for spoil in (None, _recuse, _suspend):
        await place.reset()
        stand = Stand(place)
        being = stand.add("Assessment", **assessment(stand, status="OPEN"))
        await stand.put()
        who, name, given = _bodies(place, being)[mutation]
        if spoil is not None:
            await spoil(place, "social_work_body")
        body = place.ground.id("social_work_body")
        answers.append(_told(await place.write(mutation, place.ground.caller(who), show="", **given, **{name: body})))
    taken, recused, suspended = answers
    assert taken == []
    assert recused == suspended
    assert [p["code"] for p in recused] == ["VALUE_INVALID"]


def _relative(stand: Stand, **tie: Any) -> Values:
    made = stand.add("Guardian", identity_number=None, suspended_at_ms=None)
    usual = {"relationship": "GRANDPARENT", "ends_at": NEVER_ENDS, "barred_until": NEVER_BEGAN, "custody": False}
    stand.add("Guardianship", guardian_id=made["id"], present_carer=False, **about(stand), **usual | tie)
    return made


@pytest.mark.parametrize("mutation", ["placeChild", "askAssessmentPart"])
async def test_why_a_relative_is_not_taken_is_not_said(place: Place, mutation: str) -> None:
    """Whose tie has ended, and who is barred by an order that the caller does not see: one answer."""
    answers = []
    for tie in ({}, {"ends_at": NOW - timedelta(days=1)}, {"barred_until": NOW + timedelta(days=30)}):
        await place.reset()
        stand = Stand(place)
        relative = _relative(stand, **tie)
        being = stand.add("Assessment", **assessment(stand, status="OPEN"))
        await stand.put()
        asked = {
            "placeChild": ("civil_affairs", {
                "childId": place.ground.id("child"), "reason": "UNFIT_CARE", "hostKind": "RELATIVE",
                "hostGuardianId": relative["public_id"],
            }),
            "askAssessmentPart": ("town", {
                "assessmentId": being["public_id"], "kind": "RELATIVES", "question": "情况如何",
                "relativeId": relative["public_id"],
            }),
        }  # fmt: skip
        who, given = asked[mutation]
        answers.append(_told(await place.write(mutation, place.ground.caller(who), show="", **given)))
    taken, ended, barred = answers
    assert taken == []
    assert ended == barred
    assert [p["code"] for p in ended] == ["VALUE_INVALID"]


async def test_a_placement_that_the_caller_does_not_see_is_no_obstacle(place: Place) -> None:
    """A sealed one is hidden from civil affairs: its own goes through, and who sees both has a task. Police are told."""
    stand = Stand(place)
    secret = stand.add(
        "Placement", status="RUNNING", reason="VIOLENCE", sealed=True, host_kind="WELFARE_HOME", incident_id=None,
        host_organisation_id=stand.organisation("welfare_home"), host_guardian_id=None, placed_by_person_id=None, **about(stand),
    )  # fmt: skip
    await stand.put()
    given = {
        "childId": place.ground.id("child"), "reason": "UNFIT_CARE", "hostKind": "WELFARE_HOME",
        "hostOrganisationId": place.ground.id("welfare_home"),
    }  # fmt: skip
    assert problems(await place.write("placeChild", place.ground.caller("police"), show="", **given)) == [
        ("childId", "VALUE_INVALID")
    ]
    answer = await place.write("placeChild", place.ground.caller("civil_affairs"), show="status", **given)
    assert answer["data"]["done"] == {"placement": {"status": "RUNNING"}, "problems": []}
    task = TABLES["LeadTask"]
    assert await place.rows(select(task.c.record, task.c.other_key)) == [("Placement", secret["id"])]
    units = [place.ground.caller(unit) for unit in ("civil_affairs", "police")]
    told = [await place.run("{ leadTasks { nodes { otherRecordId } } }", unit) for unit in units]
    assert [a["data"]["leadTasks"]["nodes"] for a in told] == [[], [{"otherRecordId": secret["public_id"]}]]
    again = await place.write("placeChild", place.ground.caller("civil_affairs"), show="", **given)
    assert problems(again) == [("childId", "VALUE_INVALID")]  # its own it sees


async def test_an_emergency_is_no_way_to_open_a_child_to_others(place: Place) -> None:
    """Who broke the glass reads the child, and cannot refer it on: the referral would outlast the emergency and its review."""
    hospital, child = place.ground.caller("hospital"), place.ground.id("hidden child")
    opened = await place.write(
        "openEmergencyAccess", hospital, show="", childId=child, reason="送医昏迷，需要立即联系其监护人"
    )  # fmt: skip
    assert problems(opened) == []
    assert (await place.run(f'{{ child(id: "{child}") {{ name }} }}', hospital))["data"]["child"] is not None
    offered = {"purpose": "guardianship_guidance", "toOrganisationId": place.ground.id("town")}
    answer = await place.write("offerReferral", hospital, show="", childId=child, **offered)
    assert problems(answer) == [("childId", "NOT_FOUND")]


async def test_no_copy_of_a_warning_goes_to_a_village_that_another_matter_names(place: Place) -> None:
    """The incident names nobody; a running report of the child does."""
    stand = Stand(place)
    child, guardian, incident = guarded(stand)
    stand.add(
        "Report", status="RECEIVED", respondent_organisation_id=stand.organisation("village"), receipt_hash=stand.once(),
        reporter_organisation_id=None, reporter_person_id=None, **{**about(stand), "child_id": child["id"]},
    )  # fmt: skip
    await stand.put()
    answer = await place.write(
        "issueWarningLetter", place.ground.caller("police"), show="copiedTo { id } visitDueOn", facts="多次殴打",
        incidentId=incident["public_id"], guardianId=guardian["public_id"],
    )  # fmt: skip
    assert answer["data"]["done"]["warningLetter"] == {"copiedTo": None, "visitDueOn": None}
