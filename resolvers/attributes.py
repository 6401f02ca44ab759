"""What a request brings to its statement: the caller's attributes for row rules, and its entry in the log."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from hmac import digest
from typing import Any

from authz.caller import Caller, dates_of
from authz.view import View
from core.clock import Clock, work_date
from core.ids import new_event_id


def attributes_of(caller: Caller, view: View, clock: Clock, kind: str, secret: bytes) -> dict[str, Any]:
    """Values by name for every bind that is no slot and no constant. `kind`: read or mutation."""
    now = clock.now()
    return {
        "now": now,
        **dates_of(work_date(now)),
        "person_id": caller.person_id,
        "guardian_id": caller.guardian_id,
        "actor_id": caller.actor_key,
        "organisation_id": caller.organisation_id,
        "district_id": caller.district_id,
        "town_id": caller.town_id,
        "village_id": caller.village_id,
        "receipt_hash": caller.receipt_hash,
        "sought_identity_number": caller.sought_identity_number,
        "event_id": new_event_id(),
        "role": caller.role.value if caller.role else None,
        "purpose": caller.purpose,
        "subject": caller.subject,
        "policy_version": view.policy_version,
        "kind": kind,
        "operands": None,
        "unit": caller.unit,
        "written_key": None,
        "version_key": version_key(secret),
    }


def operation_hash(text: str, name: str | None) -> str:
    """The log's name of an operation: hexadecimal SHA-256 of operation name, NUL, document."""
    return sha256(f"{name or ''}\0{text}".encode()).hexdigest()


@lru_cache(4)
def version_key(secret: bytes) -> str:
    """The key of `version`, the hash of the cells that a caller may see (design.md section 4)."""
    return keyed_hash(secret, "version")


def keyed_hash(secret: bytes, *parts: str) -> str:
    """A keyed hash (HMAC-SHA-256, 32 hexadecimal digits) of parts that must not stand in the log or in a version."""
    return digest(secret, "\0".join(parts).encode(), "sha256").hex()[:32]
