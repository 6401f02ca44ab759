"""Tokens of the demo: a signing key made on the spot, kept under `var/demo`, and tokens signed with it.

Its key ids begin with `demo-`, so a service that is not the demo refuses the key set and the tokens.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import jwt
import orjson
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from jwt.algorithms import ECAlgorithm, OKPAlgorithm

from core.clock import Clock
from server.keys import DEMO_PREFIX

DEMO_FOLDER = Path("var/demo")
_PRIVATE, _PUBLIC = "signing-key.json", "jwks.json"


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key (`cryptography` object) with its kid and algorithm (ES256 or EdDSA)."""

    kid: str
    algorithm: str
    private: Any

    def public_jwk(self) -> dict[str, Any]:
        """The public half as a JWK."""
        return self._jwk(self.private.public_key())

    def private_jwk(self) -> dict[str, Any]:
        """The whole key as a JWK."""
        return self._jwk(self.private)

    def _jwk(self, key: Any) -> dict[str, Any]:
        shape: Any = ECAlgorithm if self.algorithm == "ES256" else OKPAlgorithm
        jwk: dict[str, Any] = shape.to_jwk(key, as_dict=True)
        jwk.pop("key_ops", None)
        return {**jwk, "kid": self.kid, "alg": self.algorithm, "use": "sig"}


def new_signing_key(kid: str, algorithm: str = "EdDSA") -> SigningKey:
    """A fresh key."""
    private = ec.generate_private_key(ec.SECP256R1()) if algorithm == "ES256" else ed25519.Ed25519PrivateKey.generate()
    return SigningKey(kid, algorithm, private)


def read_signing_key(path: Path) -> SigningKey:
    """A key from a file with one private JWK; raises ValueError where it is none."""
    try:
        jwk = orjson.loads(path.read_bytes())
        algorithm = {"EC": "ES256", "OKP": "EdDSA"}[jwk["kty"]]
        return SigningKey(str(jwk["kid"]), algorithm, jwt.PyJWK(jwk, algorithm).key)
    except (OSError, KeyError, TypeError, orjson.JSONDecodeError, jwt.PyJWTError) as error:
        raise ValueError(f"{path} holds no private JWK: {type(error).__name__}") from error


def key_set(*keys: SigningKey) -> bytes:
    """The JWK set of the public halves."""
    return orjson.dumps({"keys": [key.public_jwk() for key in keys]}, option=orjson.OPT_INDENT_2)


def demo_key(folder: Path = DEMO_FOLDER) -> SigningKey:
    """The demo's key, made at the first call and readable by its owner alone; its public half lies beside it."""
    path = folder / _PRIVATE
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        key = new_signing_key(DEMO_PREFIX + secrets.token_hex(4))
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(orjson.dumps(key.private_jwk()))
    key = read_signing_key(path)
    demo_key_set(folder).write_bytes(key_set(key))
    return key


def demo_key_set(folder: Path = DEMO_FOLDER) -> Path:
    """Where the demo's JWK set lies."""
    return folder / _PUBLIC


def mint(
    key: SigningKey,
    clock: Clock,
    *,
    person: str,
    organisation: str | None,
    role: str,
    issuer: str,
    audience: str,
    lifetime: timedelta,
    purpose: str | None = None,
) -> str:
    """A token of `person` (public id) acting in `role` for `organisation` (public id), valid for `lifetime`.

    Without an organisation the person acts for himself: `person` is a guardian's public id, `role` the subject.
    """
    now = clock.now()
    claims: dict[str, Any] = {
        "iss": issuer,
        "aud": audience,
        "sub": person,
        **({"kind": "person"} if organisation is None else {"org": organisation}),
        "role": role,
        "jti": secrets.token_hex(16),
        "iat": int(now.timestamp()),
        "exp": int((now + lifetime).timestamp()),
    }
    if purpose is not None:
        claims["purpose"] = purpose
    return jwt.encode(claims, key.private, algorithm=key.algorithm, headers={"kid": key.kid})
