"""Key sets: what is refused, when they are fetched, and what a changed set does to tokens taken before."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from core.clock import SystemClock
from core.errors import TonghuError
from server.keys import KeySet, KeySetError, parse_key_set
from server.minting import demo_key, demo_key_set, key_set, new_signing_key, read_signing_key
from server.tokens import TokenVerifier
from tests.server.registry import AUDIENCE, EC_KEY, ISSUER, KEY, token


class KeyHost:
    """An HTTP server whose answer can be set; counts how often it was asked."""

    def __init__(self) -> None:
        host = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                host.asked += 1
                self.send_response(host.status)
                if host.location:
                    self.send_header("location", host.location)
                self.end_headers()
                self.wfile.write(host.body)

            def log_message(self, *_: Any) -> None:
                return None

        self.asked, self.status, self.location, self.body = 0, 200, "", key_set(KEY)
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/keys"


@pytest.fixture
def host() -> Iterator[KeyHost]:
    made = KeyHost()
    thread = threading.Thread(target=made.server.serve_forever, daemon=True)
    thread.start()
    yield made
    made.server.shutdown()
    made.server.server_close()


def jwks(*entries: dict[str, Any]) -> bytes:
    return orjson.dumps({"keys": list(entries)})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"nonsense", "not a JWK set"),
        (b"[]", "not a JWK set"),
        (b'{"keys": [1]}', "not a JWK set"),
        (jwks(KEY.private_jwk()), "private or secret"),
        (jwks({"kty": "oct", "k": "c2VjcmV0", "kid": "s"}), "private or secret"),
        (jwks(KEY.public_jwk(), KEY.public_jwk()), "repeated"),
        (jwks({k: v for k, v in KEY.public_jwk().items() if k != "kid"}), "missing"),
        (jwks(KEY.public_jwk() | {"x": "AAAA"}), "no valid EdDSA key"),
        (key_set(new_signing_key("demo-1")), "demo key"),
    ],
)
def test_sets_that_are_refused(text: bytes, words: str) -> None:
    with pytest.raises(KeySetError, match=words):
        parse_key_set(text, demo_allowed=False)


def test_keys_of_other_kinds_are_passed_over() -> None:
    others = (
        {"kty": "RSA", "kid": "r", "n": "AQAB", "e": "AQAB"},
        EC_KEY.public_jwk() | {"kid": "enc", "use": "enc"},
        EC_KEY.public_jwk() | {"kid": "alg", "alg": "ES512"},
        EC_KEY.public_jwk() | {"kid": "crv", "crv": "P-384"},
    )
    keys = parse_key_set(jwks(*others, KEY.public_jwk(), EC_KEY.public_jwk()), demo_allowed=False)
    assert {kid: key.algorithm for kid, key in keys.items()} == {"ed-1": "EdDSA", "ec-1": "ES256"}


async def test_an_unknown_kid_is_fetched_once_per_cool_down(host: KeyHost) -> None:
    keys = KeySet(host.url, cooldown=3600)
    await keys.refresh()
    assert host.asked == 1
    for _ in range(5):
        assert await keys.find("unknown") is None
    assert host.asked == 1
    eager = KeySet(host.url, cooldown=0)
    await eager.refresh()
    host.body = key_set(KEY, EC_KEY)
    found = await eager.find("ec-1")
    assert found is not None
    assert found.algorithm == "ES256"
    assert host.asked == 3


async def test_a_key_taken_from_the_set_signs_no_more(host: KeyHost) -> None:
    host.body = key_set(KEY, EC_KEY)
    keys = KeySet(host.url, cooldown=0)
    await keys.refresh()
    verifier = TokenVerifier(keys, ISSUER, AUDIENCE, 5, SystemClock(), tuple)
    kept, gone = await verifier.verify(token()), await verifier.verify(token(key=EC_KEY))
    host.body = key_set(KEY)
    await keys.refresh()
    assert verifier.still_signed(kept)
    assert not verifier.still_signed(gone)


async def test_another_key_under_the_same_kid_is_another_key(host: KeyHost) -> None:
    keys = KeySet(host.url, cooldown=0)
    await keys.refresh()
    verifier = TokenVerifier(keys, ISSUER, AUDIENCE, 5, SystemClock(), tuple)
    claims = await verifier.verify(token())
    host.body = key_set(new_signing_key(KEY.kid))
    await keys.refresh()
    assert not verifier.still_signed(claims)
    with pytest.raises(TonghuError, match="TOKEN_INVALID"):
        await verifier.verify(token())


async def test_old_keys_stay_when_a_fetch_fails(host: KeyHost) -> None:
    keys = KeySet(host.url, cooldown=0)
    await keys.refresh()
    for host.status, host.body in ((500, b""), (200, b"nonsense"), (302, b"")):
        host.location = "file:///etc/hostname" if host.status == 302 else ""
        assert await keys.find("unknown") is None
        assert keys.current(KEY.kid) is not None


async def test_without_any_key_set_yet_the_service_is_unavailable(host: KeyHost) -> None:
    host.status = 500
    keys = KeySet(host.url, cooldown=0)
    verifier = TokenVerifier(keys, ISSUER, AUDIENCE, 5, SystemClock(), tuple)
    with pytest.raises(TonghuError, match="CALLERS_UNAVAILABLE"):
        await verifier.verify(token())


async def test_without_a_source_no_token_is_good() -> None:
    verifier = TokenVerifier(KeySet("", cooldown=0), ISSUER, AUDIENCE, 5, SystemClock(), tuple)
    with pytest.raises(TonghuError, match="TOKEN_INVALID"):
        await verifier.verify(token())


def test_the_demo_key_is_private_stays_the_same_and_is_known_by_its_kid(tmp_path: Path) -> None:
    key = demo_key(tmp_path)
    assert demo_key(tmp_path).private_jwk() == key.private_jwk()
    assert key.kid.startswith("demo-")
    assert (tmp_path / "signing-key.json").stat().st_mode & 0o077 == 0
    assert b'"d"' not in demo_key_set(tmp_path).read_bytes()
    assert parse_key_set(demo_key_set(tmp_path).read_bytes(), demo_allowed=True).keys() == {key.kid}
    with pytest.raises(KeySetError, match="demo"):
        parse_key_set(demo_key_set(tmp_path).read_bytes(), demo_allowed=False)


def test_a_file_without_a_private_key(tmp_path: Path) -> None:
    for content in (b"", b"{}", b"[]", orjson.dumps(KEY.public_jwk() | {"x": "AA"})):
        (tmp_path / "key.json").write_bytes(content)
        with pytest.raises(ValueError, match="no private JWK"):
            read_signing_key(tmp_path / "key.json")
