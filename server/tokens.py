"""Bearer tokens: JWTs whose signature, issuer, audience and times hold, read into claims. No database."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection
from typing import Any

import jwt

from core.clock import Clock
from core.errors import TonghuError
from resolvers.caller import Claims
from server.keys import KeySet, VerifyingKey

_LONGEST_TOKEN = 8_192
_REQUIRED = ("sub", "role", "jti", "exp", "iss", "aud")
PERSON = "person"
"""The claim `kind` of the token of a person who acts for himself: no `org`, and `role` is the subject he acts as."""
_NAME = re.compile(r"\A[A-Za-z0-9_.:-]{1,128}\Z")


class TokenVerifier:
    """Verifies tokens against a key set. The algorithm is the key's own; what the header claims must equal it."""

    def __init__(
        self, keys: KeySet, issuer: str, audience: str, leeway: int, clock: Clock, persons: Callable[[], Collection[str]]
    ) -> None:
        """`leeway` in seconds, for `exp` and `nbf`; `persons`: the subjects that persons act as today."""
        self._persons = persons
        self._keys = keys
        self._issuer = issuer
        self._audience = audience
        self._leeway = leeway
        self._clock = clock

    def still_signed(self, claims: Claims) -> bool:
        """Whether the key that signed is still in the set, unchanged."""
        return self._keys.current(claims.kid) is claims.key

    async def verify(self, token: str) -> Claims:
        """The claims of a valid token; raises TOKEN_INVALID, TOKEN_EXPIRED, or CALLERS_UNAVAILABLE without keys."""
        if len(token) > _LONGEST_TOKEN:
            raise TonghuError("TOKEN_INVALID")
        try:
            kid = jwt.get_unverified_header(token).get("kid")
        except jwt.PyJWTError as error:
            raise TonghuError("TOKEN_INVALID", detail=type(error).__name__) from None
        if not isinstance(kid, str) or not _NAME.match(kid):
            raise TonghuError("TOKEN_INVALID", detail="no kid")
        key = await self._keys.find(kid)
        if key is None:
            raise TonghuError("TOKEN_INVALID" if self._keys.loaded else "CALLERS_UNAVAILABLE", detail="unknown kid")
        return self._claims(self._payload(token, key), key)

    def _payload(self, token: str, key: VerifyingKey) -> dict[str, Any]:
        # Times are checked below, against the injected clock.
        options: Any = {"require": list(_REQUIRED), "verify_exp": False, "verify_nbf": False, "verify_iat": False}
        try:
            payload: dict[str, Any] = jwt.decode(
                token,
                key.key,
                algorithms=[key.algorithm],
                audience=self._audience,
                issuer=self._issuer,
                options=options,
            )
        except jwt.PyJWTError as error:
            raise TonghuError("TOKEN_INVALID", detail=type(error).__name__) from None
        return payload

    def _claims(self, payload: dict[str, Any], key: VerifyingKey) -> Claims:
        now = self._clock.now().timestamp()
        expires_at, not_before = payload["exp"], payload.get("nbf", 0)
        if not all(type(moment) in (int, float) and math.isfinite(moment) for moment in (expires_at, not_before)):
            raise TonghuError("TOKEN_INVALID", detail="times")
        if not_before > now + self._leeway:
            raise TonghuError("TOKEN_INVALID", detail="nbf")
        expires_at += self._leeway
        if not expires_at > now:
            raise TonghuError("TOKEN_EXPIRED")
        purpose = payload.get("purpose")
        organisation = self._organisation(payload)
        named = (payload["sub"], payload["role"], payload["jti"], organisation, purpose)
        if not all(isinstance(name, str) and _NAME.match(name) for name in named if name is not None):
            raise TonghuError("TOKEN_INVALID", detail="claims")
        return Claims(
            person=payload["sub"],
            organisation=organisation,
            role=payload["role"],
            purpose=purpose,
            token_id=payload["jti"],
            expires_at=float(expires_at),
            kid=key.kid,
            key=key,
        )

    def _organisation(self, payload: dict[str, Any]) -> str | None:
        """Whom the token's person acts for; None for himself. Raises TOKEN_INVALID."""
        organisation, kind = payload.get("org"), payload.get("kind")
        if kind is None and isinstance(organisation, str):
            return organisation
        if kind == PERSON and organisation is None and payload["role"] in self._persons():
            return None
        raise TonghuError("TOKEN_INVALID", detail="claims")
