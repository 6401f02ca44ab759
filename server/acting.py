"""Whom the demo lets one act as: for a subject an organisation of it or a guardian on file, and a token."""

from __future__ import annotations

from dataclasses import dataclass

from authz.caller import PUBLIC
from authz.declared import SubjectEntry
from core.clock import SystemClock
from core.settings import Settings
from db.database import Database
from server.busiest import busiest
from server.minting import SigningKey
from server.registry import person_of, token_for

_TOKEN_MINUTES = 720


@dataclass(frozen=True, slots=True)
class Acting:
    """A token to try, and for whom: of an organisation its first officer, or a guardian for himself, by public id.

    `name`: the organisation's or the guardian's. Without a token, ids and name: anybody.
    """

    subject: str
    name: str = ""
    organisation: str | None = None
    guardian: str | None = None
    token: str | None = None


async def act(s: Settings, database: Database, key: SigningKey, subject: SubjectEntry) -> Acting | None:
    """Of the subject the one who has most to show; None where the database has none to act for."""
    if subject.code == PUBLIC:
        return Acting(PUBLIC)
    found = await busiest(database, subject, SystemClock().now())
    if found is None:
        return None
    public_id, name = found
    if subject.form == "person":
        token = token_for(s, key, (public_id, None, subject.code), _TOKEN_MINUTES)
        return Acting(subject.code, name, guardian=public_id, token=token)
    try:
        person = await person_of(database, public_id, "officer", None)
    except LookupError:
        return None
    token = token_for(s, key, (person, public_id, "officer"), _TOKEN_MINUTES)
    return Acting(subject.code, name, organisation=public_id, token=token)
