"""A story for each kind of report, and each branch of the response of police (四(二)).

Mechanisms: M14, M15, M16.
"""

from __future__ import annotations

from typing import Any

import pytest

from server.story.chain import assessed, closed, helped_by, measure, planned, reported, taken_up, town_told
from server.story.telling import Story


def placed(story: Story, host: str, by: str = "police", **given: Any) -> None:
    """The child is placed with a host of a kind, who sees the placement from now on."""
    relative = given["hostKind"] == "RELATIVE"
    named = {"hostGuardianId" if relative else "hostOrganisationId": "$" + host.replace(" ", "_")}
    story.does(by, "placeChild", show="status reason hostKind", childId="$child", **{**named, **given})
    story.sees(host, "placements { nodes { id status } }", {"placements": {"nodes": [{"id": "$placement", "status": "RUNNING"}]}})


def place_left(story: Story, host: str, by: str = "police") -> None:
    """The placement ends, and with it what the host saw of it; the village keeps what it did (二(二))."""
    story.does(by, "endPlacement", on="placement", show="status endedOn")
    if host != "village":
        story.hidden(host, 'placement(id: "$placement") { status }')


def test_living_alone_and_the_parents_come_back(story: Story) -> None:
    reported(story, "village", "LIVING_ALONE")
    taken_up(story, "LIVING_ALONE")
    measure(story, "ORDER_PARENTS_BACK", "父亲次日返回", on="father")
    measure(story, "ADMONISH", "已训诫", on="father")
    story.does("police", "imposeSanction", show="kind status", childId="$child", guardianId="$father", incidentId="$incident",
               kind="ADMONITION", facts="让孩子独自居住")  # fmt: skip
    story.does("police", "executeSanction", on="sanction", show="status executedOn")
    town_told(story)
    assessed(story, "MEDIUM", ("village", "school"))
    closed(story)


def test_living_alone_and_a_carer_is_named(story: Story) -> None:
    reported(story, "school", "LIVING_ALONE")
    story.sees("school", 'report(id: "$report") { status }', {"report": {"status": "FILED"}})
    story.hidden("village", 'report(id: "$report") { status reporterName }')
    taken_up(story, "LIVING_ALONE")
    measure(story, "NAME_CARER", "委托其姑姑照料", on="mother")
    town_told(story)
    assessed(story, "LOW", ("grandmother",))
    closed(story)


def test_guardian_lost_capacity_and_the_parents_are_reached(story: Story) -> None:
    reported(story, "hospital", "GUARDIAN_INCAPABLE")
    taken_up(story, "GUARDIAN_INCAPABLE")
    helped_by(story, "village", "CONTACT", "请协助联系父母", "已联系上母亲")
    measure(story, "CONTACT_PARENTS", "母亲三日内返回")
    town_told(story)
    assessed(story, "HIGH")
    planned(story, {"GUARDIANSHIP_GUIDANCE": "social workers", "MEDICAL_TREATMENT": "hospital"})
    closed(story)


def test_guardian_does_not_perform_and_relatives_are_entrusted(story: Story) -> None:
    reported(story, "citizen", "GUARDIAN_UNPERFORMING")
    story.hidden("police", 'child(id: "$child") { name }')
    number = story.sees("town", 'child(id: "$child") { identityNumber }', {})["child"]["identityNumber"]
    taken_up(story, "GUARDIAN_UNPERFORMING", sought=number)
    story.sees("police", 'report(id: "$report") { child { id } }', {"report": {"child": {"id": "$child"}}})
    measure(story, "CONTACT_PARENTS", "父母均不接电话", done=False)
    measure(story, "ENTRUST_RELATIVES", "由奶奶照料")
    placed(story, "grandmother", incidentId="$incident", reason="UNFIT_CARE", hostKind="RELATIVE")
    town_told(story)
    assessed(story, "HIGH", ("village", "social workers", "grandmother"))
    planned(story, {"COUNSELLING": "social workers"})
    story.does("police", "commendReporter", show="kind status", reportId="$report", kind="CERTIFICATE", text="热心护童")
    story.does("police", "awardCommendation", on="commendation", show="status decidedOn")
    place_left(story, "grandmother")
    closed(story)
    awarded = {"commendations": {"nodes": [{"kind": "CERTIFICATE", "text": "热心护童"}]}}
    mine = "reports { nodes { commendations { nodes { kind text } } } }"
    story.sees("citizen", mine, {"reports": {"nodes": [awarded]}}, receipt="report")


@pytest.mark.parametrize(("host", "kind"), [
    ("village", "VILLAGE"), ("rescue station", "RESCUE_STATION"), ("welfare home", "WELFARE_HOME"),
])  # fmt: skip
def test_parents_unreachable_and_a_host_cares_and_helps_to_notify(story: Story, host: str, kind: str) -> None:
    reported(story, "school", "LIVING_ALONE")
    taken_up(story, "LIVING_ALONE")
    measure(story, "ORDER_PARENTS_BACK", "父母无法联系", on="father", done=False)
    measure(story, "ESCORT_TO_CARE", "已护送")
    placed(story, host, incidentId="$incident", reason="LIVING_ALONE", hostKind=kind, place="临时照料处")
    story.does(host, "notifyParents", on="placement", show="parentsNotifiedAt", note="已电话告知母亲")
    town_told(story)
    assessed(story, "MEDIUM", ("village",))
    place_left(story, host)
    closed(story)


def test_missing_and_found_by_a_rapid_search(story: Story) -> None:
    reported(story, "village", "MISSING", hours=0.5)
    taken_up(story, "MISSING")
    story.refused("police", "orderResponse", "VALUE_INVALID", at="kind", incidentId="$incident", kind="SHELTER")
    helped_by(story, "school", "INFORMATION", "最后见到是何时？", "周五放学后独自离校")
    measure(story, "SEARCH", "两小时后在镇上找到")
    measure(story, "CONTACT_PARENTS", "已告知父母")
    town_told(story)
    assessed(story, "MEDIUM", ("school",))
    closed(story)


def test_violence_at_home_is_stopped_and_the_child_sheltered(story: Story) -> None:
    reported(story, "school", "DOMESTIC_VIOLENCE")
    taken_up(story, "DOMESTIC_VIOLENCE", filedAsCase=True)
    story.sees("procuratorate", 'incident(id: "$incident") { kind filedAsCase }', {"incident": {"filedAsCase": True}})
    for kind in ("STOP_VIOLENCE", "EVIDENCE", "MEDICAL_CARE", "SHELTER"):
        measure(story, kind, "已完成")
    injuries_assessed(story)
    story.refused("village", "placeChild", "FIELD_NOT_AVAILABLE", childId="$child", reason="VIOLENCE", hostKind="VILLAGE",
                  hostOrganisationId="$village")  # fmt: skip
    story.refused("civil affairs", "placeChild", "VALUE_INVALID", at="hostKind", childId="$child", reason="VIOLENCE",
                  hostKind="VILLAGE", hostOrganisationId="$village")  # fmt: skip
    placed(story, "shelter", by="civil affairs", reason="VIOLENCE", hostKind="TEMPORARY_SHELTER", place="庇护所三号楼")
    nobody_learns_the_place(story)
    story.does("police", "issueWarningLetter", show="status visitDueOn", incidentId="$incident", guardianId="$father",
               facts="多次殴打")  # fmt: skip
    story.does("police", "deliverWarningLetter", on="warningLetter", show="status")
    story.does("village", "recordWarningVisit", on="warningLetter", show="status visitedOn")
    story.does("civil affairs", "applyProtectionOrder", show="status dueAt", childId="$child", guardianId="$father", urgent=True)
    story.sees("father", 'child(id: "$child") { id }', {"child": {"id": "$child"}})
    story.does("court", "decideProtectionOrder", on="protectionOrder", show="status validUntil", granted=True,
               validUntil=story.day(90), measures="禁止接触孩子")  # fmt: skip
    story.hidden("father", 'child(id: "$child") { name }')
    town_told(story)
    assessed(story, "URGENT", ("hospital", "social workers"))
    planned(story, {"COUNSELLING": "social workers", "LEGAL_AID": "town"})
    story.does("court", "liftProtectionOrder", on="protectionOrder", show="status")
    place_left(story, "shelter", by="civil affairs")
    closed(story)


def injuries_assessed(story: Story) -> None:
    """Police ask a hospital, which examines and concludes; only then does anybody read a conclusion."""
    story.does("police", "requestInjuryAssessment", show="status", incidentId="$incident", hospitalId="$hospital")
    story.does("hospital", "recordInjuryAssessment", on="injuryAssessment", show="status", detail="左臂挫伤")
    story.does("hospital", "recordInjuryAssessment", on="injuryAssessment", show="status", detail="左臂挫伤", conclusion="SLIGHT")
    story.sees("police", 'injuryAssessment(id: "$injuryAssessment") { status conclusion }',
               {"injuryAssessment": {"status": "CONCLUDED", "conclusion": "SLIGHT"}})  # fmt: skip
    story.unknown("village", 'injuryAssessment(id: "$injuryAssessment") { conclusion }')
    story.unknown("school", 'injuryAssessment(id: "$injuryAssessment") { conclusion }')


def nobody_learns_the_place(story: Story) -> None:
    """Where a child is sheltered from violence is hidden from village, school and guardians (未成年人保护法 一百零三)."""
    story.hidden("village", 'placement(id: "$placement") { status place }')
    story.unknown("school", 'placement(id: "$placement") { place }')
    story.unknown("father", 'placement(id: "$placement") { place }')
    story.refused("shelter", "notifyParents", "FIELD_NOT_AVAILABLE", on="placement")
    story.unknown("shelter", "guardians { nodes { name } }")


@pytest.mark.parametrize("kind", ["UNLAWFUL_HARM", "ACCIDENTAL_INJURY"])
def test_other_harm_is_stopped_and_the_child_protected(story: Story, kind: str) -> None:
    reported(story, "hospital", kind, hours=0.25)
    taken_up(story, kind, filedAsCase=kind == "UNLAWFUL_HARM")
    for what in ("STOP_HARM", "EVIDENCE", "MEDICAL_CARE"):
        measure(story, what, "已完成")
    injuries_assessed(story)
    placed(story, "welfare home", incidentId="$incident", reason="OTHER_HARM", hostKind="WELFARE_HOME")
    story.does("welfare home", "notePlacement", on="placement", show="status", note="情绪平稳")
    story.unknown("village", 'incident(id: "$incident") { kind }')
    town_told(story)
    assessed(story, "HIGH", ("hospital",))
    planned(story, {"MEDICAL_TREATMENT": "hospital"})
    place_left(story, "welfare home")
    closed(story)


def test_another_kind_reported_by_the_rescue_station(story: Story) -> None:
    reported(story, "rescue station", "OTHER")
    taken_up(story, "OTHER")
    measure(story, "CONTACT_PARENTS", "已联系")
    measure(story, "ENTRUST_RELATIVES", "由姑姑照料")
    placed(story, "aunt", incidentId="$incident", reason="UNFIT_CARE", hostKind="RELATIVE")
    town_told(story)
    assessed(story, "LOW", ("village",))
    place_left(story, "aunt")
    closed(story)
