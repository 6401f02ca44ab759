"""What the police do with a report: receive it, send officers, tell the reporter, close it (四(二), 未成年人保护法 十一)."""

from __future__ import annotations

from typing import Any

from db.lookups import Lock
from resolvers.work.base import Found, Outcome, Work, work


async def _report(at: Work) -> Found:
    """The report that the input names. Raises the problems of the input."""
    found = await at.find("Report", at.given("id"), "id", lock=Lock.UPDATE)
    at.stop_if_problems()
    assert found is not None  # noqa: S101 - problems were raised otherwise
    return found


async def _moved(at: Work, **values: Any) -> Outcome:
    report = await _report(at)
    await at.move("Report", report, values)
    return Outcome(report["id"])


@work("receiveReport")
async def receive_report(at: Work) -> Outcome:
    """Receives the report; its clock is the service's."""
    return await _moved(at, received_at=at.now)


@work("dispatchReport")
async def dispatch_report(at: Work) -> Outcome:
    """Sends officers; its clock is the service's."""
    return await _moved(at, dispatched_at=at.now)


@work("giveFeedback")
async def give_feedback(at: Work) -> Outcome:
    """Tells the reporter; told again, the latest text stands."""
    return await _moved(at, feedback=at.text("feedback", 2000, lines=True))


@work("closeReport")
async def close_report(at: Work) -> Outcome:
    """Closes the report."""
    return await _moved(at)
