"""How each kind of case is brought into each of its states, and what its events are given: a module a kind.

A kind of case without a kit fails `tests/mutations/test_states.py`.
"""

from collections.abc import Mapping

from tests.mutations.cases import (
    agreement,
    assessment,
    consent,
    correction,
    emergency_access,
    incident,
    lead_task,
    record_end,
    referral,
    report,
    response,
    ruling,
)
from tests.mutations.cases.kit import Kit

_KITS = (
    report.KIT, incident.KIT, *response.KITS, *assessment.KITS, referral.KIT, emergency_access.KIT, *ruling.RULING_KITS,
    correction.KIT, agreement.KIT, consent.KIT, record_end.KIT, lead_task.KIT,
)  # fmt: skip
KITS: Mapping[str, Kit] = {kit.entity: kit for kit in _KITS}
"""Entity -> its kit."""
