"""Police tell the town where the child lives of an incident; the town acknowledges (四(二))."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from core.errors import Words
from db.tables import TABLES
from resolvers.work.base import Outcome, Work, work
from resolvers.work.cases import divisions
from resolvers.work.chain import NOT_IN_THIS_MATTER, moved, open_incident, respondents

_BODY = TABLES["Organisation"]
_TOWN = select(_BODY.c.id).where(
    _BODY.c.kind == "TOWN", _BODY.c.town_id == bindparam("town"), _BODY.c.suspended_at_ms.is_(None)
)  # fmt: skip
_NO_TOWN = Words("儿童所在镇街没有机构在册", "no town is on file where the child lives")


@work("notifyTown")
async def notify_town(at: Work) -> Outcome:
    """Tells the child's town, unless the respondent works there. The kind is the incident's, the clock the service's."""
    content = at.text("content", 5000, lines=True)
    incident, town = await open_incident(at), None
    if incident is not None:
        found = await at.transaction.fetch(_TOWN, {"town": incident["town_id"]})
        town = found[0][0] if found else None
        if town is None:
            at.problem("VALUE_INVALID", "incidentId", reason=_NO_TOWN)
        elif town == incident["respondent_organisation_id"] or town in await respondents(at, incident["child_id"]):
            at.problem("VALUE_INVALID", "incidentId", reason=NOT_IN_THIS_MATTER)
    at.stop_if_problems()
    assert incident is not None  # noqa: S101 - problems were raised otherwise
    values = {
        "kind": incident["kind"], "noticed_at": at.now, "acknowledged_at": None, "content": content,
        "child_id": incident["child_id"], "incident_id": incident["id"], "town_organisation_id": town,
        "noticed_by_person_id": at.caller.person_id, "acknowledged_by_person_id": None, **divisions(incident),
    }  # fmt: skip
    return Outcome(await at.begin("TownNotice", values))


@work("acknowledgeTownNotice")
async def acknowledge_town_notice(at: Work) -> Outcome:
    """The town has the notice; its clock is the service's."""
    return await moved(at, "TownNotice", acknowledged_at=at.now, acknowledged_by_person_id=at.caller.person_id)
