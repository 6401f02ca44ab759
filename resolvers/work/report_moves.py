"""What the police do with a report: receive it, send officers, tell the reporter, close it (四(二), 未成年人保护法 十一)."""

from __future__ import annotations

from resolvers.work.base import Outcome, Work, work
from resolvers.work.cases import moved


@work("receiveReport")
async def receive_report(at: Work) -> Outcome:
    """Receives the report; its clock is the service's."""
    return await moved(at, "Report", received_at=at.now)


@work("dispatchReport")
async def dispatch_report(at: Work) -> Outcome:
    """Sends officers; its clock is the service's."""
    return await moved(at, "Report", dispatched_at=at.now)


@work("giveFeedback")
async def give_feedback(at: Work) -> Outcome:
    """Tells the reporter; told again, the latest text stands."""
    return await moved(at, "Report", feedback=at.text("feedback", 2000, lines=True))


@work("closeReport")
async def close_report(at: Work) -> Outcome:
    """Closes the report."""
    return await moved(at, "Report")
