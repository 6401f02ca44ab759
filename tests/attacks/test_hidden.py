"""Hidden rows and cells as oracles: filter, order, page, count and relation filters answer as if they were not there."""

from __future__ import annotations

from datetime import date

import pytest

from tests.attacks.worlds import Attack, cells, filled, key, row
from tests.mutations.place import Place
from tests.mutations.world import NUMBERS

pytestmark = pytest.mark.asyncio(loop_scope="session")

EVERYBODY = "{ children(first: 100) { totalCount nodes { name } } }"
HIDDEN_CHILD = row("Child", "hidden child", name="露", name_sort="aaa", identity_number=None)
SECOND_TIE = row("Guardianship", "tie of hidden guardian", guardian_id=key("guardian"), relationship="OTHER", custody=True)
OTHER_DAY = row("AttendanceDay", "hidden day", date=date(2026, 3, 1), status="LATE", note="露")
SHELTER = row(
    "Intervention", "intervention", kind="SHELTER", place="安置所", organisation_id=key("school"), sealed=False, note="露",
    report_id=None,
)  # fmt: skip

ATTACKS = {
    "finding a hidden child by its name": Attack(
        "town", HIDDEN_CHILD,
        ('{ children(filter: {name: {eq: "露"}}) { totalCount nodes { id } } }',
         '{ children(filter: {not: {name: {eq: "露"}}}) { totalCount nodes { id } } }',
         '{ children(filter: {or: [{name: {in: ["露", "child"]}}, {sex: {eq: MALE}}]}) { totalCount } }'),
        ("other town", EVERYBODY),
    ),
    "counting hidden children": Attack(
        "town", HIDDEN_CHILD,
        ("{ children { totalCount totalCountIsCapped } }", "{ villages(first: 100) { nodes { code children { totalCount } } } }",
         "{ schools { totalCount } households { totalCount } }"),
        ("other town", EVERYBODY),
    ),
    "paging around a hidden child": Attack(
        "town", HIDDEN_CHILD,
        ("{ children(first: 1, orderBy: [NAME_ASC]) { nodes { name } pageInfo { hasNextPage endCursor } } }",
         "{ children(last: 1, orderBy: [NAME_DESC]) { nodes { name } pageInfo { hasPreviousPage startCursor } } }",
         "{ children(first: 3) { nodes { name } pageInfo { hasNextPage endCursor } } }",
         '{ children(first: 1, after: "$child$", orderBy: [NAME_DESC]) { nodes { name } pageInfo { hasNextPage } } }'),
        ("other town", EVERYBODY),
    ),
    "finding a hidden child from its village": Attack(
        "town", HIDDEN_CHILD,
        ('{ villages(filter: {children: {some: {name: {eq: "露"}}}}) { totalCount nodes { code } } }',
         '{ villages(first: 100, filter: {children: {none: {name: {eq: "露"}}}}) { totalCount nodes { code } } }',
         '{ villages(first: 100, filter: {children: {every: {name: {eq: "露"}}}}) { totalCount nodes { code } } }',
         '{ villages(first: 100, filter: {not: {children: {some: {sex: {eq: MALE}}}}}) { totalCount } }'),
        ("other town", EVERYBODY),
    ),
    "finding a hidden child from a guardian of both": Attack(
        "town", SECOND_TIE,
        ("{ guardians { totalCount nodes { name guardianships { totalCount nodes { relationship child { name } } } } } }",
         "{ guardians(filter: {guardianships: {some: {relationship: {eq: OTHER}}}}) { totalCount } }",
         "{ guardians(filter: {guardianships: {every: {relationship: {eq: FATHER}}}}) { totalCount nodes { id } } }",
         "{ guardians(filter: {guardianships: {none: {custody: {eq: true}}}}) { totalCount nodes { id } } }",
         '{ guardians(filter: {guardianships: {some: {child: {name: {eq: "hidden child"}}}}}) { totalCount } }',
         '{ guardian(id: "$guardian$") { version guardianships(last: 1) { nodes { id } pageInfo { hasPreviousPage } } } }'),
        ("other town", "{ guardianships { totalCount } }"),
    ),
    "reading the days that another school recorded": Attack(
        "school", OTHER_DAY,
        ("{ attendanceDays { totalCount nodes { date } } }",
         '{ child(id: "$child$") { version attendanceDays(first: 1) { totalCount nodes { date } pageInfo { hasNextPage } } } }',
         "{ children(filter: {attendanceDays: {some: {status: {eq: LATE}}}}) { totalCount } }",
         "{ children(filter: {attendanceDays: {every: {status: {eq: PRESENT}}}}) { totalCount } }"),
        None,
    ),
    "finding a sealed child": Attack(
        "village", row("Child", "child", name="露", name_sort="aaa", identity_number=None, sealed=True),
        (EVERYBODY, '{ children(filter: {name: {eq: "露"}}) { totalCount } }',
         "{ children(first: 1, orderBy: [NAME_ASC]) { nodes { name } pageInfo { hasNextPage } } }",
         "{ households { nodes { children { totalCount } } } villages { nodes { children { totalCount } } } }"),
        ("town", EVERYBODY),
    ),
    "finding a report from which one is recused": Attack(
        "civil_affairs", row("Report", "report", respondent_organisation_id=key("civil_affairs"), kind="MISSING",
                             reported_on=date(2026, 3, 2), receipt_hash="露"),
        ("{ reports { totalCount nodes { kind reportedOn } } }",
         "{ reports(first: 1, orderBy: [REPORTED_ON_DESC]) { nodes { id } pageInfo { hasNextPage } } }",
         "{ children(filter: {reports: {some: {kind: {eq: MISSING}}}}) { totalCount } }",
         '{ child(id: "$child$") { version reports { totalCount nodes { id } } } }'),
        ("police", "{ reports { totalCount } }"),
    ),
    "reading the telephone of a guardian who is no present carer": Attack(
        "school", cells("Guardian", "guardian", telephone="13912345678"),
        ('{ guardians(filter: {telephone: {eq: "13912345678"}}) { totalCount } }',
         '{ guardians(filter: {telephone: {eq: "13800001234"}}) { totalCount } }',
         "{ guardians(filter: {telephone: {isNull: true}}) { totalCount nodes { telephone version } } }",
         '{ children(filter: {guardianships: {some: {guardian: {telephone: {eq: "13912345678"}}}}}) { totalCount } }'),
        ("town", "{ guardians { nodes { telephone } } }"),
    ),
    "reading the date of a file by its place in the order": Attack(
        "town", cells("Child", "referred child", on_file_since=date(1999, 1, 1)),
        ("{ children(orderBy: [ON_FILE_SINCE_ASC]) { nodes { name onFileSince } } }",
         "{ children(orderBy: [ON_FILE_SINCE_DESC]) { nodes { name } } }",
         '{ children(orderBy: [ON_FILE_SINCE_ASC], first: 5, after: "$referred child$") { nodes { name } } }',
         '{ children(orderBy: [ON_FILE_SINCE_DESC], last: 5, before: "$referred child$") { nodes { name } } }',
         '{ children(filter: {onFileSince: {lt: "2000-01-01"}}) { totalCount } }',
         '{ child(id: "$referred child$") { version onFileSince } }'),
        ("other town", '{ child(id: "$referred child$") { onFileSince } }'),
    ),
    "guessing the identity number of a child that is only referred": Attack(
        "town", cells("Child", "referred child", identity_number="110101201501010013"),
        ('{ children(filter: {identityNumber: {eq: "110101201501010013"}}) { totalCount } }',
         f'{{ children(filter: {{identityNumber: {{eq: "{NUMBERS["referred"]}"}}}}) {{ totalCount }} }}',
         "{ children(filter: {identityNumber: {isNull: true}}) { nodes { name identityNumber } } }",
         f'{{ children(filter: {{not: {{identityNumber: {{eq: "{NUMBERS["referred"]}"}}}}}}) {{ totalCount }} }}'),
        ("other town", '{ child(id: "$referred child$") { identityNumber } }'),
    ),
    "finding where a child is sheltered": Attack(
        "town", lambda g, w: w.changed("Intervention", tuple(
            {**r, "place": "别处", "organisation_id": g.rows["village"]["id"]} if r["note"] == "露" else r
            for r in w.tables["Intervention"]
        )),
        ("{ interventions { totalCount nodes { kind place organisation { name } version } } }",
         '{ interventions(filter: {organisation: {name: {eq: "school"}}}) { totalCount } }',
         '{ interventions(filter: {organisation: {name: {eq: "village"}}}) { totalCount } }',
         '{ children(filter: {interventions: {some: {organisation: {name: {eq: "school"}}}}}) { totalCount } }'),
        ("civil_affairs", "{ interventions { nodes { place } } }"), before=SHELTER,
    ),
    "finding a sealed intervention": Attack(
        "town", row("Intervention", "intervention", kind="SHELTER", sealed=True, started_on=date(2026, 3, 2), note="露"),
        ("{ interventions { totalCount nodes { id } } }",
         '{ child(id: "$child$") { interventions(first: 1) { totalCount nodes { id } pageInfo { hasNextPage } } } }',
         "{ children(filter: {interventions: {some: {startedOn: {gte: \"2026-03-01\"}}}}) { totalCount } }"),
        ("police", "{ interventions { totalCount } }"),
    ),
    "matching the address of a household that is only referred": Attack(
        "town", cells("Household", "referred household", address="露"),
        ('{ households(filter: {address: {eq: "露"}}) { totalCount } }',
         "{ households { nodes { number address version } } }",
         '{ children(filter: {household: {address: {eq: "露"}}}) { totalCount } }'),
        ("other town", "{ households { nodes { address } } }"),
    ),
    "reading who reported, from the lead unit": Attack(
        "civil_affairs", cells("Report", "report", reporter_name="露", reporter_telephone="13912345678"),
        ("{ reports { totalCount nodes { version status } } }",
         "{ reports { nodes { reporterName } } }",
         '{ reports(filter: {reporterTelephone: {eq: "13912345678"}}) { totalCount } }'),
        ("police", "{ reports { nodes { reporterName } } }"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ATTACKS)
async def test_an_attack_learns_nothing_by(place: Place, name: str) -> None:
    attack = ATTACKS[name]
    ground = place.ground
    asked = [(ground.caller(attack.organisation), filled(ground, d)) for d in attack.documents]
    witness = attack.witness and (ground.caller(attack.witness[0]), filled(ground, attack.witness[1]))
    world = attack.before(ground, ground.world)
    await place.stage.load(world)
    before, told = [await place.run(d, caller) for caller, d in asked], witness and await place.run(witness[1], witness[0])
    changed = attack.change(ground, world)
    await place.stage.load(changed)
    for (caller, document), first in zip(asked, before, strict=True):
        assert await place.run(document, caller) == first, document
    assert any("data" in answer for answer in before), "every document was refused: nothing was tried"
    assert changed != world
    if witness:
        assert "data" in told
        assert await place.run(witness[1], witness[0]) != told, "nobody could tell the change"


MASKED = {
    "school": ("Child", "identityNumber"), "village": ("Child", "identityNumber"), "civil_affairs": ("Guardian", "telephone"),
}  # fmt: skip


@pytest.mark.parametrize("organisation", MASKED)
async def test_a_masked_field_serves_no_filter(place: Place, organisation: str) -> None:
    entity, field = MASKED[organisation]
    plural = {"Child": "children", "Guardian": "guardians"}[entity]
    caller = place.ground.caller(organisation)
    for operand in ('{eq: "1"}', "{isNull: true}"):
        answer = await place.run(f"{{ {plural}(filter: {{{field}: {operand}}}) {{ totalCount }} }}", caller)
        assert answer["errors"][0]["extensions"]["code"] == "FIELD_NOT_AVAILABLE"
        assert answer["errors"][0]["extensions"]["member"] == f"{entity}Filter.{field}"
