"""The one place where settings become objects."""

from __future__ import annotations

import os
import secrets
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from asyncpg import PostgresError

from authz.build import Policies
from core.clock import Clock, SystemClock
from core.errors import TonghuError
from core.observe import describe, log
from core.settings import Settings
from db.callers import CallerStore
from db.database import Database
from db.schema_upgrade import head, unknown
from planner.limits import DocumentLimits
from resolvers.caller import CallerResolver
from resolvers.pipeline import Limits, Pipeline
from server.app import App
from server.databases import open_database
from server.explorer import Explorer
from server.keys import KeySet, KeySetError
from server.minting import SigningKey
from server.policies import served_policies
from server.tokens import TokenVerifier

_SECRET_BYTES = 32


class ConfigurationError(Exception):
    """A setting with which the service does not start; the text says which."""


def limits(s: Settings) -> Limits:
    """What an operation may ask for at most."""
    document = DocumentLimits(
        bytes=s.document_bytes,
        tokens=s.document_tokens,
        depth=s.document_depth,
        aliases=s.document_aliases,
        fields=s.document_fields,
    )
    return Limits(
        document, s.operation_nodes, s.operation_rows, s.exact_matches_per_day, s.cache_entries, s.home_district,
        s.filter_conditions, s.filter_relations, s.variable_values, s.public_mutations,
    )  # fmt: skip


def read_secret(path: Path) -> bytes:
    """The key of keyed hashes, 32 bytes; made where there is none yet, readable by its owner alone.

    Raises ConfigurationError where the file holds fewer bytes, or cannot be made or read.
    """
    try:
        secret = _secret_of(path)
    except OSError as error:
        raise ConfigurationError(f"TONGHU_SECRET_FILE {path} cannot be made or read: {error.strerror}") from None
    if len(secret) < _SECRET_BYTES:
        raise ConfigurationError(f"{path} holds {len(secret)} bytes, {_SECRET_BYTES} are needed")
    return secret


def _secret_of(path: Path) -> bytes:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(_SECRET_BYTES))
        with suppress(FileExistsError):  # another process was first; whole or not at all
            os.link(draft, path)
        draft.unlink()
    return path.read_bytes()


async def check_tables(database: Database) -> None:
    """Raises ConfigurationError where the tables are not of this version. A server that is away may come later."""
    statement = sa.select(sa.column("version_num", sa.Text())).select_from(sa.table("alembic_version"))
    try:
        found = [row[0] for row in await database.fetch(statement)]
    except TonghuError as error:
        if database.dialect == "sqlite":
            raise ConfigurationError(
                "the SQLite file cannot be opened: it is not there (`tonghu db upgrade` makes it), "
                "or it or its folder may not be written"
            ) from None
        log().warning("database_not_reached", code=error.code)
        return
    except (sqlite3.Error, PostgresError):  # there is no such table
        found = []
    if found != [head()]:
        newer = unknown(found[0]) if found else None
        older = f"the tables are of revision {found[0] if found else 'none'}, not {head()}; run `tonghu db upgrade`"
        raise ConfigurationError(newer or older)


@dataclass(frozen=True, slots=True)
class Parts:
    """A running service. Made in the loop that serves it."""

    app: App
    service: Pipeline
    callers: CallerResolver

    async def close(self) -> None:
        """Ends the callers' polling, then the service with its connections and logs."""
        await self.callers.close()
        await self.service.close()


async def build(
    s: Settings,
    demo: bool = False,
    clock: Clock | None = None,
    given: Policies | None = None,
    worker: int | None = None,
    explorer: SigningKey | None = None,
) -> Parts:
    """Wires a service. `demo` lets the demo's keys sign; `given`: policies that were read and checked before;
    `worker`: its number among `s.workers`, None where it is the only one; `explorer`: the demo's key with which its
    page mints.

    Raises PolicyError, KeySetError for a key file that cannot be used (keys behind a URL may come later), and
    ConfigurationError for a secret that is too short or tables that are missing or of another revision.
    """
    clock = clock or SystemClock()
    policies = given or served_policies(s, clock)
    keys = KeySet(s.jwks, s.jwks_cooldown_seconds, demo)
    try:
        await keys.refresh()
    except KeySetError as error:
        if not s.jwks.startswith(("http://", "https://")):
            raise
        log().warning("key_set_not_read", **describe(error))
    if keys.empty:
        log().warning("no_key_set", effect="only callers without a token are served", setting="TONGHU_JWKS")
    # While one worker takes another's place there is one more.
    database = open_database(s, 1 if worker is None else s.workers + 1)
    try:
        await check_tables(database)
    except BaseException:
        await database.close()
        raise
    persons = policies.declared.persons
    verifier = TokenVerifier(keys, s.token_issuer, s.token_audience, s.token_leeway_seconds, clock, lambda: persons)
    callers = CallerResolver(verifier, CallerStore(database), clock)
    service = Pipeline(database, policies, clock, limits(s), read_secret(Path(s.secret_file)))
    callers.start()
    further = Explorer(s, database, policies, explorer).routes() if demo and explorer is not None else ()
    return Parts(App(service, callers, s.body_limit, further, worker), service, callers)
