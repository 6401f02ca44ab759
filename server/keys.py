"""The public keys that sign tokens: a JWK set from a file or a URL, kept fresh, its algorithms fixed by the keys."""

from __future__ import annotations

import asyncio
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jwt
import orjson

from core.observe import describe, log

DEMO_PREFIX = "demo-"
"""Key ids of keys that the demo mints with; refused outside the demo."""
_ALGORITHMS = {("EC", "P-256"): "ES256", ("OKP", "Ed25519"): "EdDSA"}
_LONGEST_SET = 1_048_576
_FETCH_SECONDS = 5.0
_MAX_AGE_SECONDS = 60.0


class KeySetError(Exception):
    """A key set that cannot be used; the text says why and holds no key."""


@dataclass(frozen=True, slots=True)
class VerifyingKey:
    """A public key and the one algorithm that it verifies with. `source` is the JWK's own text, for comparison."""

    kid: str
    algorithm: str
    key: Any
    source: bytes


def parse_key_set(text: bytes, demo_allowed: bool) -> dict[str, VerifyingKey]:
    """The usable keys of a JWK set (RFC 7517) by kid: P-256 for ES256, Ed25519 for EdDSA; other types are passed over.

    Raises KeySetError for what is no set, a repeated or missing kid, a private or secret key, a demo key outside
    the demo.
    """
    try:
        members = orjson.loads(text)["keys"]
        entries = [dict(entry) for entry in members]
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError):
        raise KeySetError("not a JWK set") from None
    keys: dict[str, VerifyingKey] = {}
    for entry in entries:
        if "d" in entry or "k" in entry:
            raise KeySetError("the set holds a private or secret key")
        algorithm = _ALGORITHMS.get((str(entry.get("kty")), str(entry.get("crv"))))
        if algorithm is None or entry.get("use", "sig") != "sig" or entry.get("alg", algorithm) != algorithm:
            continue
        kid = entry.get("kid")
        if not isinstance(kid, str) or not kid or kid in keys:
            raise KeySetError("a key's kid is missing or repeated")
        if kid.startswith(DEMO_PREFIX) and not demo_allowed:
            raise KeySetError(f"{kid} is a demo key; it is served by `tonghu demo` only")
        try:
            public = jwt.PyJWK(entry, algorithm).key
        except (jwt.PyJWTError, ValueError, TypeError):
            raise KeySetError(f"{kid} is no valid {algorithm} key") from None
        keys[kid] = VerifyingKey(kid, algorithm, public, orjson.dumps(entry, option=orjson.OPT_SORT_KEYS))
    return keys


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """The operator names the address of the keys; nobody else does."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def read_source(source: str) -> bytes:
    """The text of a key set: an http(s) URL, fetched without redirects, or a file. Blocks for up to 5 s."""
    try:
        if source.startswith(("http://", "https://")):
            opener = urllib.request.build_opener(_NoRedirect)
            with opener.open(source, timeout=_FETCH_SECONDS) as response:
                text: bytes = response.read(_LONGEST_SET + 1)
        else:
            text = Path(source).read_bytes()
    except (OSError, urllib.error.URLError, ValueError) as error:
        raise KeySetError(f"{source} cannot be read: {type(error).__name__}") from error
    if len(text) > _LONGEST_SET:
        raise KeySetError(f"{source} is too long")
    return text


class KeySet:
    """Keys by kid. An unknown kid causes one fetch per cool-down; a set older than a minute is fetched again in the
    background; when a fetch fails the old keys stay."""

    def __init__(self, source: str, cooldown: float, demo_allowed: bool = False) -> None:
        """`source`: file or URL, empty for no keys at all; `cooldown` in seconds."""
        self._source = source
        self._cooldown = cooldown
        self._demo_allowed = demo_allowed
        self._keys: dict[str, VerifyingKey] = {}
        self._asked_at = -float("inf")
        self._fetch: asyncio.Task[None] | None = None
        self.loaded = not source

    async def refresh(self) -> None:
        """Fetches the set now. Keys that have not changed stay the same objects. Raises KeySetError."""
        if not self._source:
            return
        self._asked_at = time.monotonic()
        text = await asyncio.to_thread(read_source, self._source)
        try:
            fresh = parse_key_set(text, self._demo_allowed)
        except KeySetError as error:
            raise KeySetError(f"{self._source}: {error}") from None
        for kid, key in self._keys.items():
            if kid in fresh and fresh[kid].source == key.source:
                fresh[kid] = key
        self._keys = fresh
        self.loaded = True

    @property
    def empty(self) -> bool:
        """No source, or a set that holds no key of a type that verifies: no token is good."""
        return self.loaded and not self._keys

    def current(self, kid: str) -> VerifyingKey | None:
        """The key as known now, without waiting."""
        if self._source and time.monotonic() - self._asked_at > _MAX_AGE_SECONDS:
            self._start()
        return self._keys.get(kid)

    async def find(self, kid: str) -> VerifyingKey | None:
        """The key; where it is unknown the set is fetched first, unless that was done within the cool-down."""
        key = self.current(kid)
        if key is not None or not self._source:
            return key
        if self._fetch is None and time.monotonic() - self._asked_at >= self._cooldown:
            self._start()
        if self._fetch is not None:
            await asyncio.shield(self._fetch)
        return self._keys.get(kid)

    def _start(self) -> None:
        if self._fetch is None:
            self._fetch = asyncio.ensure_future(self._refresh_quietly())

    async def _refresh_quietly(self) -> None:
        try:
            await self.refresh()
        except KeySetError as error:
            log().warning("key_set_not_refreshed", **describe(error))
        finally:
            self._fetch = None
