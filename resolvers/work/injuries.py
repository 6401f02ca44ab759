"""Injury assessments: police ask a hospital, the hospital examines and concludes (四(二))."""

from __future__ import annotations

from core.errors import Words
from resolvers.work.base import Outcome, Work, work
from resolvers.work.cases import divisions
from resolvers.work.chain import NOT_IN_THIS_MATTER, moved, open_incident, organisation

MEASURE = "INJURY_ASSESSMENT"


@work("requestInjuryAssessment")
async def request_injury_assessment(at: Work) -> Outcome:
    """Asks a hospital, for an incident of a kind that the table of measures lets be assessed; the clock is the service's."""
    incident = await open_incident(at)
    if incident is not None:
        fits = at.view.cases["IncidentResponse"].fits
        if MEASURE not in fits[incident["kind"]]:
            kinds = [k for k, measures in fits.items() if MEASURE in measures]
            reason = Words(
                f"{incident['kind']} 不作伤情鉴定,可作:{'、'.join(kinds)}",
                f"no injury assessment goes with {incident['kind']}; it does with {', '.join(kinds)}",
            )
            at.problem("VALUE_INVALID", "incidentId", reason=reason)
    hospital = await organisation(at, "hospitalId", incident["child_id"] if incident else None, "HOSPITAL")
    if hospital is not None and incident is not None and hospital["id"] == incident["respondent_organisation_id"]:
        at.problem("VALUE_INVALID", "hospitalId", reason=NOT_IN_THIS_MATTER)
    at.stop_if_problems()
    assert incident is not None  # noqa: S101 - problems were raised otherwise
    assert hospital is not None  # noqa: S101
    values = {
        "requested_at": at.now, "assessed_on": None, "conclusion": None, "detail": None, "child_id": incident["child_id"],
        "incident_id": incident["id"], "hospital_organisation_id": hospital["id"], "assessed_by_person_id": None,
        **divisions(incident),
    }  # fmt: skip
    return Outcome(await at.begin("InjuryAssessment", values))


@work("recordInjuryAssessment")
async def record_injury_assessment(at: Work) -> Outcome:
    """The hospital records what it found today: examined, or concluded where it gives its conclusion."""
    conclusion, detail = at.given("conclusion"), at.text("detail", 5000, lines=True)
    return await moved(
        at, "InjuryAssessment", "EXAMINED" if conclusion is None else "CONCLUDED", detail=detail, assessed_on=at.today,
        assessed_by_person_id=at.caller.person_id, **({} if conclusion is None else {"conclusion": conclusion}),
    )  # fmt: skip


@work("cancelInjuryAssessment")
async def cancel_injury_assessment(at: Work) -> Outcome:
    """Calls an assessment off before it has concluded."""
    return await moved(at, "InjuryAssessment")
