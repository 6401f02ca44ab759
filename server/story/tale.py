"""The story that `tonghu tour` plays: a child harmed by one who works at its school, from the report to the closing."""

from __future__ import annotations

from server.story.chain import (
    assessed,
    closed,
    helped_by,
    judged,
    measure,
    only_the_change_is_told,
    planned,
    reported,
    taken_up,
    town_told,
)
from server.story.telling import Story


def tell(story: Story) -> None:
    """Plays the chain whole; UnexpectedAnswerError where an answer is not what the policies promise."""
    story.chapter("一、报告:村委会发现孩子受到侵害 / 1. Report: the village finds a child harmed")
    story.hidden("police", 'child(id: "$child") { name }')
    reported(story, "village", "UNLAWFUL_HARM")
    story.hidden("school", 'report(id: "$report") { status }')
    story.sees("police", 'report(id: "$report") { kind latencyMinutes reporterOrganisation { name } }', {"report": {}})
    story.hidden("town", 'report(id: "$report") { reporterOrganisation { name } }')

    story.chapter("二、处置:被指控人在学校任职,学校回避 / 2. Response: the respondent works at the school, which is recused")
    taken_up(story, "UNLAWFUL_HARM", filedAsCase=True, respondentOrganisationId="$school")
    _the_school_learns_nothing(story)
    story.refused("police", "requestAssistance", "VALUE_INVALID", at="askedOrganisationId", incidentId="$incident",
                  askedOrganisationId="$school", kind="INFORMATION", request="请提供情况")  # fmt: skip
    measure(story, "STOP_HARM", "已制止,孩子安全")
    helped_by(story, "hospital", "MEDICAL", "请救治并出具诊断", "已救治")
    story.sees("procuratorate", 'incident(id: "$incident") { kind filedAsCase }', {"incident": {"filedAsCase": True}})
    story.does("police", "imposeSanction", show="kind status", childId="$child", guardianId="$father", incidentId="$incident",
               kind="CRITICISM", facts="明知孩子受侵害而不管")  # fmt: skip

    story.chapter("三、通报、评估与帮扶 / 3. Notice, assessment and help")
    town_told(story)
    assessed(story, "HIGH", ("village", "social workers"))
    planned(story, {"COUNSELLING": "social workers"})

    story.chapter("四、申请撤销监护人资格:法院此前一无所知 / 4. Petition: before it the court knows nothing")
    story.hidden("court", 'child(id: "$child") { name }', 'assessment(id: "$assessment") { summary }')
    judged(story, "village", "LEFT_IN_DANGER")
    only_the_change_is_told(story)
    story.hidden("father", 'child(id: "$child") { name }')

    story.chapter("五、反馈与办结 / 5. Feedback and closing")
    closed(story)
    _the_school_learns_nothing(story)
    story.unknown("governance", 'incident(id: "$incident") { kind }', 'child(id: "$child") { name }')
    story.hidden("governance", 'report(id: "$report") { status }')
    story.sees("governance", "responseTimes { totalCount }", {"responseTimes": {}})


def _the_school_learns_nothing(story: Story) -> None:
    """Neither of the report nor of the incident nor of what follows from it (conflict 2)."""
    story.hidden("school", 'report(id: "$report") { status }')
    story.unknown("school", 'incident(id: "$incident") { kind }')
