"""Tokens that must not be taken, and callers that must be refused, on both databases over real HTTP."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import jwt
import orjson
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from db.database import Database
from db.schema_upgrade import upgrade
from db.tables import TABLES
from db.tables.service import PERSON
from server.app import App
from server.databases import open_database
from server.minting import key_set, new_signing_key
from server.wiring import build
from tests.http_client import GraphQLClient, RunningServer, codes
from tests.postgres import PostgresServer
from tests.server.conftest import SmallService, settings_for
from tests.server.registry import EC_KEY, KEY, fill, organisation, person, revoke, suspend, token

OTHER_KEY = new_signing_key("other-1")
VIEWER = "{ viewer { subject role organisation { id } } }"


@dataclass
class Service:
    """A served database; `registry` is a connection of the test's own."""

    server: RunningServer
    registry: Database

    def answer(self, sent: str) -> tuple[int, list[str]]:
        """Status and codes of the answer to a caller with the token `sent`."""
        client = GraphQLClient(self.server.url, sent)
        answer = client.post({"query": VIEWER})
        client.close()
        return answer.status_code, codes(answer.json())

    def caller(self, sent: str) -> dict[str, Any]:
        """`viewer` of the caller with the token `sent`."""
        client = GraphQLClient(self.server.url, sent)
        viewer: dict[str, Any] = client.data(VIEWER)["viewer"]
        client.close()
        return viewer

    def refused_within(self, seconds: float, sent: str, code: str) -> None:
        """Fails unless the token, taken until now, is refused with the code after at most `seconds`."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.answer(sent)[1] == [code]:
                return
            time.sleep(0.05)
        pytest.fail(f"not refused within {seconds} s")


@pytest.fixture
def service(small_service: SmallService) -> Service:
    return Service(small_service.server, small_service.registry)


def forged(header: dict[str, Any], payload: dict[str, Any], sign: Callable[[bytes], bytes]) -> str:
    """A token put together by hand."""

    def part(value: bytes) -> bytes:
        return base64.urlsafe_b64encode(value).rstrip(b"=")

    signed = part(orjson.dumps(header)) + b"." + part(orjson.dumps(payload))
    return (signed + b"." + part(sign(signed))).decode()


def payload_of(sent: str) -> dict[str, Any]:
    """The claims of a token."""
    claims: dict[str, Any] = jwt.decode(sent, options={"verify_signature": False})
    return claims


def public_pem() -> bytes:
    """The key's public half as text, which a confused verifier would take for a shared secret."""
    pem: bytes = KEY.private.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return pem


def _hs256(secret: bytes) -> str:
    return forged(
        {"alg": "HS256", "kid": KEY.kid, "typ": "JWT"},
        payload_of(token()),
        lambda signed: hmac.new(secret, signed, hashlib.sha256).digest(),
    )


def _changed(**claims: Any) -> str:
    """Signed as it should be, with claims changed, or left out where None."""
    payload = {k: v for k, v in (payload_of(token()) | claims).items() if v is not None}
    return jwt.encode(payload, KEY.private, algorithm="EdDSA", headers={"kid": KEY.kid})


def _rs256() -> str:
    key = rsa.generate_private_key(65_537, 2_048)
    return jwt.encode(payload_of(token()), key, algorithm="RS256", headers={"kid": KEY.kid})


def _tampered() -> str:
    header, _, signature = token().split(".")
    better = payload_of(token()) | {"role": "officer", "sub": person(3)}
    body = base64.urlsafe_b64encode(orjson.dumps(better)).rstrip(b"=").decode()
    return f"{header}.{body}.{signature}"


ATTACKS: dict[str, tuple[Callable[[], str], str]] = {
    "expired": (lambda: token(lifetime=timedelta(hours=-1)), "TOKEN_EXPIRED"),
    "expired beyond the leeway": (lambda: token(lifetime=timedelta(seconds=-10)), "TOKEN_EXPIRED"),
    "not yet valid": (lambda: _changed(nbf=int(time.time()) + 600), "TOKEN_INVALID"),
    "another issuer": (lambda: token(issuer="https://elsewhere"), "TOKEN_INVALID"),
    "another audience": (lambda: token(audience="another service"), "TOKEN_INVALID"),
    "no exp": (lambda: _changed(exp=None), "TOKEN_INVALID"),
    "exp as text": (lambda: _changed(exp="4102444800"), "TOKEN_INVALID"),
    "exp without end": (lambda: _changed(exp=float("inf")), "TOKEN_INVALID"),
    "no jti": (lambda: _changed(jti=None), "TOKEN_INVALID"),
    "no role": (lambda: _changed(role=None), "TOKEN_INVALID"),
    "no organisation": (lambda: _changed(org=None), "TOKEN_INVALID"),
    "roles as a list": (lambda: _changed(role=["reader", "officer"]), "TOKEN_INVALID"),
    "alg none": (lambda: forged({"alg": "none", "kid": KEY.kid}, payload_of(token()), lambda _: b""), "TOKEN_INVALID"),
    "alg NONE": (lambda: forged({"alg": "NONE", "kid": KEY.kid}, payload_of(token()), lambda _: b""), "TOKEN_INVALID"),
    "no alg": (lambda: forged({"kid": KEY.kid}, payload_of(token()), lambda _: b""), "TOKEN_INVALID"),
    "HS256 with the public key as text": (lambda: _hs256(public_pem()), "TOKEN_INVALID"),
    "HS256 with the public key's bytes": (
        lambda: _hs256(jwt.utils.base64url_decode(KEY.public_jwk()["x"])), "TOKEN_INVALID",
    ),
    "HS256 without a secret": (lambda: _hs256(b""), "TOKEN_INVALID"),
    "RS256 under a known kid": (_rs256, "TOKEN_INVALID"),
    "another algorithm than the key's": (
        lambda: jwt.encode(payload_of(token()), EC_KEY.private, algorithm="ES256", headers={"kid": KEY.kid}),
        "TOKEN_INVALID",
    ),
    "another key under a known kid": (
        lambda: jwt.encode(payload_of(token()), OTHER_KEY.private, algorithm="EdDSA", headers={"kid": KEY.kid}),
        "TOKEN_INVALID",
    ),
    "an unknown kid": (lambda: token(key=OTHER_KEY), "TOKEN_INVALID"),
    "no kid": (lambda: jwt.encode(payload_of(token()), KEY.private, algorithm="EdDSA"), "TOKEN_INVALID"),
    "a key of its own in the header": (
        lambda: jwt.encode(
            payload_of(token()), OTHER_KEY.private, algorithm="EdDSA",
            headers={"kid": OTHER_KEY.kid, "jwk": OTHER_KEY.public_jwk(), "jku": "http://127.0.0.1:1/keys"},
        ),
        "TOKEN_INVALID",
    ),
    "an extension that must be understood": (
        lambda: jwt.encode(
            payload_of(token()), KEY.private, algorithm="EdDSA", headers={"kid": KEY.kid, "crit": ["x"], "x": 1}
        ),
        "TOKEN_INVALID",
    ),
    "claims changed after signing": (_tampered, "TOKEN_INVALID"),
    "no token at all": (lambda: "a.b", "TOKEN_INVALID"),
    "a very long token": (lambda: "a" * 20_000, "TOKEN_INVALID"),
    "an unknown person": (lambda: token(person=person(99)), "CALLER_UNKNOWN"),
    "an unknown organisation": (lambda: token(organisation=organisation(99)), "CALLER_UNKNOWN"),
    "another organisation's person": (lambda: token(organisation=organisation(1)), "CALLER_UNKNOWN"),
    "a suspended person": (lambda: token(5), "CALLER_SUSPENDED"),
    "a suspended organisation": (lambda: token(4), "CALLER_SUSPENDED"),
    "a higher role": (lambda: token(role="officer"), "ROLE_MISMATCH"),
    "an unknown role": (lambda: token(role="superuser"), "ROLE_MISMATCH"),
}  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
def test_refused(service: Service, attack: str) -> None:
    make, code = ATTACKS[attack]
    status = 403 if code in ("CALLER_SUSPENDED", "ROLE_MISMATCH") else 401
    assert service.answer(make()) == (status, [code])


def test_good_tokens_of_both_algorithms(service: Service) -> None:
    expected = {"subject": "school", "role": "reader", "organisation": {"id": organisation(2)}}
    assert service.caller(token()) == expected
    assert service.caller(token(key=EC_KEY)) == expected


def test_a_unit_is_its_own_subject_and_an_organisation_on_the_ground_its_kind(service: Service) -> None:
    assert service.caller(token(1))["subject"] == "police"
    assert service.caller(token(2))["subject"] == "school"


def test_a_person_suspended_in_mid_session_is_refused_within_two_seconds_and_taken_again(service: Service) -> None:
    sent = token(3)
    assert service.answer(sent) == (200, [])
    service.server.call(suspend(service.registry, PERSON, 3, 1))
    service.refused_within(2.2, sent, "CALLER_SUSPENDED")
    service.server.call(suspend(service.registry, PERSON, 3, None))
    time.sleep(2.1)
    assert service.answer(sent) == (200, [])


def test_an_organisation_suspended_in_mid_session_is_refused_within_two_seconds(service: Service) -> None:
    sent = token(1)
    assert service.answer(sent) == (200, [])
    service.server.call(suspend(service.registry, TABLES["Organisation"], 1, 1))
    service.refused_within(2.2, sent, "CALLER_SUSPENDED")
    service.server.call(suspend(service.registry, TABLES["Organisation"], 1, None))
    time.sleep(2.1)


def test_a_token_revoked_in_mid_session_is_refused_within_two_seconds_and_no_other(service: Service) -> None:
    sent, other = token(), token()
    assert service.answer(sent) == (200, [])
    assert service.answer(other) == (200, [])
    service.server.call(revoke(service.registry, payload_of(sent)["jti"]))
    service.refused_within(2.2, sent, "CALLER_SUSPENDED")
    assert service.answer(other) == (200, [])


def test_a_token_expires_in_mid_session(service: Service) -> None:
    sent = token(lifetime=timedelta(seconds=-3))
    assert service.answer(sent) == (200, [])  # within the leeway of five seconds
    service.refused_within(3.5, sent, "TOKEN_EXPIRED")


def test_without_the_database_nobody_with_a_token_is_served(
    postgres_server: PostgresServer, tmp_path: Path
) -> None:
    url = postgres_server.create_database()
    upgrade(url)
    chosen = settings_for(url, tmp_path, key_set(KEY))

    async def make() -> tuple[App, Any]:
        registry = open_database(chosen)
        await fill(registry)
        await registry.close()
        parts = await build(chosen)
        return parts.app, parts.close

    with RunningServer(make) as server:
        client = GraphQLClient(server.url, token())
        assert client.post({"query": "{ viewer { subject } }"}).status_code == 200
        postgres_server.drop_database(url)
        time.sleep(2.1)
        answer = client.post({"query": "{ viewer { subject } }"})
        assert answer.status_code == 503
        assert codes(answer.json())[0] in ("DATABASE_UNAVAILABLE", "CALLERS_UNAVAILABLE")
        assert answer.headers["retry-after"] == "2"
        assert client.http.get("/health/ready").status_code == 503
        assert client.http.get("/health/live").status_code == 200
        client.close()
