"""Incidents of the district's police, whose town has been told; and those on which other kinds of cases stand."""

from __future__ import annotations

from typing import Any

from tests.mutations.cases.kit import Kit, Stand
from tests.mutations.place import good
from tests.mutations.world import TOWN, VILLAGE
from tests.oracle.world import Values


def about(stand: Stand) -> Values:
    """The child of these tests and where it lives."""
    return {"child_id": stand.ground.rows["child"]["id"], **stand.ground.where(TOWN, VILLAGE)}


def incident(stand: Stand, **given: Any) -> Values:
    """Columns of an open incident of the child that nobody is recused from."""
    return {
        "status": "OPEN", "kind": "DOMESTIC_VIOLENCE", "report_id": None, "respondent_organisation_id": None, "sealed": False,
        **about(stand), **given,
    }  # fmt: skip


def shared(stand: Stand) -> Values:
    """The open incident that new cases are made on."""
    return stand.shared("incident", "Incident", **incident(stand))


def notice(stand: Stand, state: str, _: str, **given: Any) -> Values:
    """A notice on that incident to the town, which nobody has sent or acknowledged by name."""
    return stand.add(
        "TownNotice", status=state, incident_id=shared(stand)["id"], town_organisation_id=stand.ground.rows["town"]["id"],
        noticed_by_person_id=None, acknowledged_by_person_id=None, **about(stand), **given,
    )  # fmt: skip


def _row(stand: Stand, state: str, _: str) -> Values:
    made = stand.add("Incident", **incident(stand, status=state))
    stand.add(
        "TownNotice", incident_id=made["id"], town_organisation_id=stand.ground.rows["town"]["id"], noticed_by_person_id=None,
        acknowledged_by_person_id=None, **about(stand),
    )  # fmt: skip
    return made


def _untold(stand: Stand, state: str, _: str) -> Values:
    """The respondent works for the town, which is not told."""
    return stand.add("Incident", **incident(stand, status=state, respondent_organisation_id=stand.ground.rows["town"]["id"]))


KIT = Kit(
    "Incident", _row, {"recordIncident": lambda stand, _: good("recordIncident", stand.ground)}, other_rows=(_untold,)
)
