"""Intervention against guardians (四(四)): sanctions, petitions on each ground by each petitioner, to ruling and restoration.

Mechanisms: M14, M15, M17.
"""

from __future__ import annotations

from server.story.chain import (
    assessed,
    closed,
    judged,
    measure,
    only_the_change_is_told,
    planned,
    reported,
    taken_up,
    town_told,
)
from server.story.telling import Story


def up_to_the_petition(story: Story, kind: str, sanction: str) -> None:
    """A report, the response, a sanction, assessment and plan; the court sees neither child nor case yet."""
    reported(story, "village", kind)
    taken_up(story, kind, filedAsCase=True)
    measure(story, "STOP_VIOLENCE" if kind == "DOMESTIC_VIOLENCE" else "CONTACT_PARENTS", "已完成")
    story.does("police", "imposeSanction", show="kind status", childId="$child", guardianId="$father", incidentId="$incident",
               kind=sanction, facts="经调查属实")  # fmt: skip
    story.does("police", "executeSanction", on="sanction", show="status executedOn")
    story.unknown("village", 'sanction(id: "$sanction") { kind }')
    town_told(story)
    assessed(story, "HIGH", ("village",))
    planned(story, {"GUARDIANSHIP_GUIDANCE": "town"})
    story.hidden("court", 'child(id: "$child") { name }', 'assessment(id: "$assessment") { summary }',
                 'sanction(id: "$sanction") { kind }')  # fmt: skip


def test_violence_the_village_petitions_and_the_guardian_is_changed(story: Story) -> None:
    up_to_the_petition(story, "DOMESTIC_VIOLENCE", "PUBLIC_SECURITY_PENALTY")
    judged(story, "village", "GRAVE_HARM")
    story.sees("court", 'sanction(id: "$sanction") { kind } assessment(id: "$assessment") { summary }',
               {"sanction": {"kind": "PUBLIC_SECURITY_PENALTY"}})  # fmt: skip
    story.hidden("father", 'child(id: "$child") { name }')
    only_the_change_is_told(story)
    story.does("court", "restoreGuardianship", on="petition", show="stage ruling")
    story.sees("father", 'child(id: "$child") { id }', {"child": {"id": "$child"}})
    closed(story)


def test_left_in_danger_civil_affairs_petition(story: Story) -> None:
    up_to_the_petition(story, "GUARDIAN_UNPERFORMING", "ADMONITION")
    story.does("civil affairs", "takeTemporaryGuardianship", show="status", childId="$child", legalCase="GUARDIAN_NEGLECTS")
    judged(story, "civil affairs", "LEFT_IN_DANGER")
    only_the_change_is_told(story)
    story.does("civil affairs", "assessReturn", on="temporaryGuardianship", show="status", returnAssessment="UNSUITABLE")
    story.refused("civil affairs", "endTemporaryGuardianship", "MOVE_NOT_ALLOWED", at="id", on="temporaryGuardianship")
    story.does("civil affairs' second", "endTemporaryGuardianship", on="temporaryGuardianship", show="status endedOn")
    closed(story)


def test_duty_refused_a_near_relative_petitions_once_the_months_are_full(story: Story) -> None:
    up_to_the_petition(story, "GUARDIAN_UNPERFORMING", "CRITICISM")
    petition = {"childId": "$child", "respondentId": "$father", "ground": "DUTY_REFUSED"}
    said = story.refused("aunt", "filePetition", "VALUE_INVALID", at="refusedSince", refusedSince=story.day(-100), **petition)
    assert "6" in said
    story.refused("aunt", "filePetition", "VALUE_INVALID", at="refusedSince", **petition)
    judged(story, "aunt", "DUTY_REFUSED", refusedSince=story.day(-200))
    story.sees("aunt", 'petition(id: "$petition") { stage ruling }', {"petition": {"stage": "RULED", "ruling": "REVOKED"}})
    story.hidden("grandmother", 'petition(id: "$petition") { stage }')
    only_the_change_is_told(story)
    closed(story)


def test_grave_failure_is_not_found_and_the_petition_dismissed(story: Story) -> None:
    up_to_the_petition(story, "GUARDIAN_INCAPABLE", "CRITICISM")
    judged(story, "civil affairs", "GRAVE_FAILURE", ruling="DISMISSED")
    story.sees("father", 'child(id: "$child") { id }', {"child": {"id": "$child"}})
    story.sees("village", 'child(id: "$child") { guardianshipChanges { nodes { toName } } }',
               {"child": {"guardianshipChanges": {"nodes": []}}})  # fmt: skip
    story.refused("court", "restoreGuardianship", "MOVE_NOT_ALLOWED", at="id", on="petition")
    closed(story)


def test_a_petition_is_withdrawn_by_who_filed_it_and_by_nobody_else(story: Story) -> None:
    up_to_the_petition(story, "GUARDIAN_UNPERFORMING", "CRITICISM")
    story.does("village", "filePetition", show="stage", childId="$child", respondentId="$father", ground="LEFT_IN_DANGER")
    story.does("court", "acceptPetition", on="petition", show="stage")
    story.refused("civil affairs", "withdrawPetition", "MOVE_NOT_ALLOWED", at="id", on="petition")
    story.does("village", "withdrawPetition", on="petition", show="stage")
    story.refused("court", "hearPetition", "MOVE_NOT_ALLOWED", at="id", on="petition")
    closed(story)


def test_a_criminal_case_is_followed_by_the_procuratorate_and_never_forgiven(story: Story) -> None:
    up_to_the_petition(story, "DOMESTIC_VIOLENCE", "CRIMINAL_CASE")
    story.sees("procuratorate", 'sanction(id: "$sanction") { kind } incident(id: "$incident") { kind }',
               {"sanction": {"kind": "CRIMINAL_CASE"}, "incident": {"kind": "DOMESTIC_VIOLENCE"}})  # fmt: skip
    story.hidden("procuratorate", 'report(id: "$report") { kind }')
    judged(story, "village", "GRAVE_HARM")
    story.refused("court", "restoreGuardianship", "MOVE_NOT_ALLOWED", at="id", on="petition")
    closed(story)
