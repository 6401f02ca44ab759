"""What two schemas of a view mean for the documents written against the first: breaking, dangerous and safe changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from graphql import GraphQLSchema, build_schema, find_breaking_changes, find_dangerous_changes
from graphql.utilities import find_schema_changes
from graphql.utilities.find_schema_changes import SafeChange


class Severity(StrEnum):
    """What a change does to clients compiled against the schema before it, worst first."""

    BREAKING = "breaking"
    """A document that was valid may be refused, or an answer have a form that its client does not expect."""
    DANGEROUS = "dangerous"
    """Documents stay valid; a client may meet a value that it did not know."""
    SAFE = "safe"
    """Nothing that a client can notice."""


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """One change of a subject's schema. `code`: graphql-core's, or SUBJECT_ADDED, SUBJECT_REMOVED."""

    subject: str
    severity: Severity
    code: str
    text: str


def compare(subject: str, before: GraphQLSchema, after: GraphQLSchema) -> Iterator[Change]:
    """The changes from one schema of a subject to another, worst first."""
    for breaking in find_breaking_changes(before, after):
        yield Change(subject, Severity.BREAKING, breaking.type.name, breaking.description)
    for dangerous in find_dangerous_changes(before, after):
        yield Change(subject, Severity.DANGEROUS, dangerous.type.name, dangerous.description)
    for safe in find_schema_changes(before, after):
        if isinstance(safe, SafeChange):
            yield Change(subject, Severity.SAFE, safe.type.name, safe.description)


def compare_all(before: Mapping[str, str], after: Mapping[str, str]) -> list[Change]:
    """The changes between two sets of SDL by subject, in order of subject. Raises GraphQLError where one is no SDL.

    A subject that is gone breaks its clients; a new one has none yet.
    """
    out: list[Change] = []
    for subject in sorted(before.keys() | after.keys()):
        if subject not in after:
            out.append(Change(subject, Severity.BREAKING, "SUBJECT_REMOVED", "The subject has no schema any more."))
        elif subject not in before:
            out.append(Change(subject, Severity.SAFE, "SUBJECT_ADDED", "The subject had no schema."))
        elif before[subject] != after[subject]:
            out += compare(subject, build_schema(before[subject]), build_schema(after[subject]))
    return out
