"""How each kind of case is brought into each of its states, and what its events are given: a module a kind.

A kind of case without a kit fails `tests/mutations/test_states.py`.
"""

from collections.abc import Mapping

from tests.mutations.cases import assessment, incident, report, response
from tests.mutations.cases.kit import Kit

KITS: Mapping[str, Kit] = {kit.entity: kit for kit in (report.KIT, incident.KIT, *response.KITS, *assessment.KITS)}
"""Entity -> its kit."""
