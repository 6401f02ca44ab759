"""The policies without one of their grants: which documents that breaks is asked before it is done."""

from __future__ import annotations

from collections.abc import Mapping

from authz.build import Policies
from authz.sources import GRANTS, Sources
from authz.surface import surface_of
from clients.documents import Use, offers, uses
from schema.full import full_schema
from server.views import role_of


def _cells(line: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in line.split(","))


def grant_lines(sources: Sources) -> list[str]:
    """The lines of `grants.csv` that allow something."""
    return [line for line in sources.texts[GRANTS].splitlines() if _cells(line)[0] == "p" and "allow" in _cells(line)]


def without(sources: Sources, line: str) -> Sources:
    """The policies without a line of `grants.csv`; spaces do not matter. Raises LookupError where it is not there."""
    lines = sources.texts[GRANTS].splitlines()
    kept = [one for one in lines if _cells(one) != _cells(line)]
    if len(kept) == len(lines):
        raise LookupError(f"no such line in {GRANTS}: {line}")
    return Sources({**sources.texts, GRANTS: "\n".join(kept) + "\n"})


def missing(policies: Policies, documents: Mapping[str, str]) -> dict[str, frozenset[Use]]:
    """Subject -> what its document uses and its view does not offer; nothing where the document stands."""
    out = {}
    for subject, text in documents.items():
        offered = offers(surface_of(policies.view(subject, role_of(policies, subject))))
        out[subject] = uses(text, full_schema()) - offered
    return out
