"""Those who hold others to account read how long the steps of the chain took, and no case (五(四)).

Mechanisms: M14.
"""

from __future__ import annotations

from datetime import date

from authz.protection import protection_of
from db.schema_upgrade import in_transaction
from db.statistics import publish
from server.story.chain import reported
from server.story.telling import Story
from tests.chain.conftest import Theatre
from tests.compiled import project_policies

ENOUGH = 12
"""Cases, more than the fewest of which a figure is published."""


def test_governance_reads_the_clock_and_not_the_case(story: Story, theatre: Theatre) -> None:
    for _ in range(ENOUGH):
        reported(story, "hospital", "OTHER", hours=3)
        story.does("police", "receiveReport", on="report", show="status")
    protection = protection_of(project_policies(date(2026, 4, 1)).declared.numbers)
    url = theatre.service.settings.database_url
    in_transaction(url, lambda connection: publish(connection, "2026-03", date(2026, 4, 1), protection))
    figures = "responseTimes(first: 100) { nodes { organisationName step medianMinutes } }"
    nodes = story.sees("governance", figures, {})["responseTimes"]["nodes"]
    found = {(n["organisationName"], n["step"]): n["medianMinutes"] for n in nodes}
    assert found["渝北区公安分局", "REPORTED_TO_RECEIVED"] == 0, "the stories' clock stands still"
    assert found["石船镇政府", "NOTIFIED_TO_ASSESSED"] is None, "nothing was assessed there: no figure"
    story.unknown("governance", 'child(id: "$child") { name }', "incidents { totalCount }")
    story.hidden("governance", 'report(id: "$report") { kind }')
