"""The caller: a person acting for an organisation, a person acting for himself, or nobody (`public`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.clock import years_before

PUBLIC = "public"


class Role(StrEnum):
    """What a person is in an organisation. Only readers and officers see children (separation of duties)."""

    READER = "reader"
    OFFICER = "officer"
    AUDITOR = "auditor"
    POLICY_EDITOR = "policy_editor"
    POLICY_APPROVER = "policy_approver"
    OPERATOR = "operator"


READING_ROLES = frozenset({Role.READER, Role.OFFICER})
WRITING_ROLES = frozenset({Role.OFFICER})


@dataclass(frozen=True, slots=True)
class Caller:
    """An authenticated person acting for one organisation, or for himself; every attribute None for `public`.

    Who acts for himself (a guardian, an entrusted guardian, a near relative) has `guardian_id` and no organisation,
    role or `person_id`: that names people of organisations.

    `subject` is the organisation's kind where it is on the ground, else its unit's code.
    Attributes ending in `_id` are integer keys; divisions are integer codes of 6, 9 and 12 digits.
    """

    subject: str
    role: Role | None = None
    purpose: str | None = None
    person_id: int | None = None
    person_public_id: str | None = None
    organisation_id: int | None = None
    organisation_public_id: str | None = None
    organisation_name: str | None = None
    unit: str | None = None
    kind: str | None = None
    district_id: int | None = None
    town_id: int | None = None
    village_id: int | None = None
    guardian_id: int | None = None
    token_id: str | None = None
    receipt_hash: str | None = None
    """Of a caller without a token who holds a receipt: hexadecimal SHA-256 of its code."""
    sought_identity_number: str | None = None
    """The number by which this one request looks for a person, counted and logged."""

    @property
    def is_public(self) -> bool:
        return self.person_id is None and self.guardian_id is None

    @property
    def actor_key(self) -> int | None:
        """The key of who acts, in the register that `subject` says: of persons, or of guardians; None for `public`."""
        return self.guardian_id if self.person_id is None else self.person_id


NOBODY = Caller(subject=PUBLIC)

ATTRIBUTES = (
    "person_id",
    "guardian_id",
    "organisation_id",
    "district_id",
    "town_id",
    "village_id",
    "receipt_hash",
    "sought_identity_number",
    "now",
    "today",
    "born_for_school_after",
    "born_for_school_by",
)
"""What a row rule may read of a caller: bound at run time. `now` is an instant, `today` a date of work."""

SCHOOL_AGE = (6, 16)
"""Full years from which, and up to which exclusively, a child is of compulsory school age: `school_age_from` and
`school_age_until` of policies/numbers.yaml (义务教育法 十一)."""


def dates_of(today: date) -> Mapping[str, date]:
    """The attributes that follow from the date of work: a child of compulsory school age is born after
    `born_for_school_after` and by `born_for_school_by`."""
    least, most = SCHOOL_AGE
    return {
        "today": today,
        "born_for_school_after": years_before(today, most),
        "born_for_school_by": years_before(today, least),
    }
