"""From a verified token to a caller whose person, organisation and token were active at most two seconds ago."""

from __future__ import annotations

import asyncio
import hashlib
import re
import time
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Protocol

from authz.caller import NOBODY, Caller, Role
from core.clock import Clock
from core.errors import TonghuError
from core.observe import describe, log
from db.callers import CallerRow, GuardianRow
from resolvers.work.reports import receipt_hash

FRESH_SECONDS = 2.0
POLL_SECONDS = 1.0
_READ_SECONDS = 1.5
_RECEIPT = re.compile(r"\A[0-9a-fA-F]{32}\Z")
_ROLES = frozenset(role.value for role in Role)


@dataclass(frozen=True, slots=True)
class Claims:
    """What a valid token says. `expires_at`: seconds since 1970, leeway included; `key`: what it was verified with.

    Who acts for himself has no organisation, and as role the subject that he acts as.
    """

    person: str
    organisation: str | None
    role: str
    purpose: str | None
    token_id: str
    expires_at: float
    kid: str
    key: object


class Verifier(Protocol):
    """Checks signatures and times; knows no database."""

    async def verify(self, token: str) -> Claims: ...

    def still_signed(self, claims: Claims) -> bool: ...


class Store(Protocol):
    """Persons and revoked tokens as stored now."""

    async def persons(self, public_ids: Sequence[str]) -> dict[str, CallerRow]: ...

    async def guardians(self, public_ids: Sequence[str]) -> dict[str, GuardianRow]: ...

    async def revoked(self, token_ids: Sequence[str]) -> frozenset[str]: ...


def caller_of(claims: Claims, row: CallerRow | None) -> Caller:
    """The caller; raises CALLER_UNKNOWN, CALLER_SUSPENDED or ROLE_MISMATCH.

    The subject is the organisation's kind where it is on the ground, else its unit's code.
    """
    if row is None or row.organisation_public_id != claims.organisation:
        raise TonghuError("CALLER_UNKNOWN")
    if row.person_suspended_at_ms is not None or row.organisation_suspended_at_ms is not None:
        raise TonghuError("CALLER_SUSPENDED")
    if claims.role != row.role or claims.role not in _ROLES:
        raise TonghuError("ROLE_MISMATCH")
    subject = row.unit if row.kind == "UNIT" else row.kind.lower()
    if subject is None:
        raise TonghuError("CALLER_UNKNOWN", detail="a coordinating unit without its unit")
    return Caller(
        subject=subject,
        role=Role(claims.role),
        purpose=claims.purpose,
        person_id=row.person_id,
        person_public_id=row.person_public_id,
        organisation_id=row.organisation_id,
        organisation_public_id=row.organisation_public_id,
        organisation_name=row.organisation_name,
        unit=row.unit,
        kind=row.kind,
        district_id=row.district_id,
        town_id=row.town_id,
        village_id=row.village_id,
        token_id=claims.token_id,
    )


def person_of(claims: Claims, row: GuardianRow | None) -> Caller:
    """The caller who acts for himself; raises CALLER_UNKNOWN or CALLER_SUSPENDED. Which rows are his the policies say."""
    if row is None:
        raise TonghuError("CALLER_UNKNOWN")
    if row.suspended_at_ms is not None:
        raise TonghuError("CALLER_SUSPENDED")
    return Caller(
        subject=claims.role,
        purpose=claims.purpose,
        person_public_id=row.guardian_public_id,
        guardian_id=row.guardian_id,
        token_id=claims.token_id,
    )


def receipt_holder(code: str) -> Caller:
    """The caller without a token who holds the receipt `code`, whether a report has it or not. Raises TOKEN_INVALID."""
    if not _RECEIPT.match(code):
        raise TonghuError("TOKEN_INVALID", detail="no receipt code")
    return replace(NOBODY, receipt_hash=receipt_hash(code.lower()))


class _Known:
    """A verified token and what was found for it when last looked."""

    __slots__ = ("caller", "checked_at", "checking", "claims", "refusal", "used")

    def __init__(self, claims: Claims) -> None:
        self.claims = claims
        self.caller: Caller | None = None
        self.refusal: str | None = None
        self.checked_at = -float("inf")
        self.checking: asyncio.Task[None] | None = None
        self.used = True

    def _made(self, row: CallerRow | GuardianRow | None) -> Caller:
        if self.claims.organisation is None:
            return person_of(self.claims, row if isinstance(row, GuardianRow) else None)
        return caller_of(self.claims, row if isinstance(row, CallerRow) else None)

    def settle(self, row: CallerRow | GuardianRow | None, revoked: bool, at: float) -> None:
        """Keeps what was read at `at` (monotonic seconds, before the reading)."""
        try:
            if revoked:
                raise TonghuError("CALLER_SUSPENDED")
            self.caller, self.refusal = self._made(row), None
        except TonghuError as error:
            self.caller, self.refusal = None, error.code
        self.checked_at = at


class CallerResolver:
    """Finds callers, remembering verified tokens by their SHA-256 until they expire.

    What the database says of a caller is believed for two seconds from before it was asked. Callers seen within the
    last second are asked for again in the background, all at once; for others the request waits for the answer.
    So when the database is away nobody with a token is served two seconds later.
    """

    def __init__(self, verifier: Verifier, store: Store, clock: Clock, capacity: int = 10_000) -> None:
        self._verifier = verifier
        self._store = store
        self._clock = clock
        self._capacity = capacity
        self._known: OrderedDict[bytes, _Known] = OrderedDict()
        self._polling: asyncio.Task[None] | None = None

    async def resolve(self, token: str) -> Caller:
        """The caller of `token`. Raises the code that says why there is none; without the database, a 503 or 504."""
        digest = hashlib.sha256(token.encode()).digest()
        known = self._known.get(digest)
        if known is None or not self._verifier.still_signed(known.claims):
            known = _Known(await self._verifier.verify(token))
            self._remember(digest, known)
        elif known.claims.expires_at <= self._clock.now().timestamp():
            del self._known[digest]
            raise TonghuError("TOKEN_EXPIRED")
        else:
            self._known.move_to_end(digest)
        known.used = True
        if time.monotonic() - known.checked_at >= FRESH_SECONDS:
            await self._check_once(known)
        if known.caller is None:
            raise TonghuError(known.refusal or "CALLERS_UNAVAILABLE")
        return known.caller

    def start(self) -> None:
        """Begins to ask again in the background; called in the serving loop."""
        self._polling = asyncio.create_task(self._poll())

    async def close(self) -> None:
        """Ends the background work."""
        if self._polling is not None:
            self._polling.cancel()
            with suppress(asyncio.CancelledError):
                await self._polling

    def _remember(self, digest: bytes, known: _Known) -> None:
        self._known[digest] = known
        self._known.move_to_end(digest)
        while len(self._known) > self._capacity:
            self._known.popitem(last=False)

    async def _check_once(self, known: _Known) -> None:
        """Asks the database for one caller; requests of the same token that arrive meanwhile share the answer."""
        if known.checking is None:
            known.checking = asyncio.create_task(self._check([known]))
            known.checking.add_done_callback(lambda _: setattr(known, "checking", None))
        try:
            await asyncio.shield(known.checking)
        except TonghuError:
            raise
        except Exception as error:
            log().warning("callers_not_read", **describe(error))
            raise TonghuError("CALLERS_UNAVAILABLE") from None

    async def _check(self, several: Sequence[_Known]) -> None:
        at = time.monotonic()
        async with asyncio.timeout(_READ_SECONDS):
            rows = await self._rows(several)
            revoked = await self._store.revoked(sorted({k.claims.token_id for k in several}))
        for known in several:
            known.settle(rows.get(known.claims.person), known.claims.token_id in revoked, at)

    async def _rows(self, several: Sequence[_Known]) -> dict[str, CallerRow | GuardianRow]:
        alone = {k.claims.person for k in several if k.claims.organisation is None}
        others = {k.claims.person for k in several} - alone
        found: dict[str, CallerRow | GuardianRow] = {}
        if others:
            found |= await self._store.persons(sorted(others))
        if alone:
            found |= await self._store.guardians(sorted(alone))
        return found

    async def _poll(self) -> None:
        while True:
            await asyncio.sleep(POLL_SECONDS)
            active = [known for known in self._known.values() if known.used]
            for known in active:
                known.used = False
            if not active:
                continue
            try:
                await self._check(active)
            except Exception as error:  # they grow old, and the next request of each asks for itself
                log().warning("callers_not_read", **describe(error))
