"""A story for each kind of report, and each branch of the response of police (四(二))."""

from __future__ import annotations

from server.story.chain import assessed, closed, measure, reported, taken_up, town_told
from server.story.telling import Story


def test_living_alone_and_the_parents_come_back(story: Story) -> None:
    reported(story, "village", "LIVING_ALONE")
    taken_up(story, "LIVING_ALONE")
    measure(story, "ORDER_PARENTS_BACK", "父亲次日返回", on="father")
    measure(story, "ADMONISH", "已训诫", on="father")
    town_told(story)
    assessed(story, "MEDIUM", ("village", "school"))
    closed(story)
