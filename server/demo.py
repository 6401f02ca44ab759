"""The demo: a database of invented children, a token each for the subjects asked for, and a query to paste for each."""

from __future__ import annotations

import asyncio
import shlex
from collections.abc import Sequence
from dataclasses import dataclass

import orjson
import sqlalchemy as sa

from authz.build import Policies
from authz.caller import PUBLIC
from core.clock import SystemClock
from core.errors import TonghuError
from core.settings import Settings
from db.schema_upgrade import upgrade
from db.tables import TABLES
from server.acting import Acting, act
from server.databases import open_database
from server.minting import SigningKey, demo_key, demo_key_set
from server.policies import open_policies
from server.ready_queries import QUERIES, REPORT, ready_query

EVERYBODY = "all"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A demo ready to be served with `settings`; `acting`: with the document to paste for each."""

    settings: Settings
    acting: tuple[tuple[Acting, str], ...]

    def text(self, address: str) -> str:
        """What is printed once the server listens at `address` (`http://host:port`)."""
        parts = [f"Tonghu 童护 · {address}/graphql", "", f"Explorer, in a browser: {address}/", ""]
        for one, document in self.acting:
            parts += [*_lines(one, document, f"{address}/graphql"), ""]
        parts.append("Further tokens: tonghu demo --as SUBJECT, tonghu organisations, tonghu token. Stop with Ctrl-C.")
        return "\n".join(parts)


def _lines(one: Acting, document: str, address: str) -> list[str]:
    body = orjson.dumps({"query": " ".join(document.split())}).decode()
    posted = f"-H 'Content-Type: application/json' -d {shlex.quote(body)}"
    if one.token is None:
        return [f"── {one.subject}", f"curl -s {address} {posted}"]
    who = f"{one.name} ({one.organisation or one.guardian})"
    return [
        f"── {one.subject} · {who}",
        f"TOKEN={one.token}",
        f'curl -s {address} -H "Authorization: Bearer $TOKEN" {posted}',
    ]


def prepare(s: Settings, children: int, subjects: Sequence[str] = ()) -> Prepared:
    """Makes or updates the tables, seeds where there are no children, mints the tokens.

    `subjects`: whom to act as, `all` for every subject, none for README's. Raises LookupError for an unknown one.
    """
    policies = open_policies(s, SystemClock())
    chosen = _chosen(policies, subjects)
    key = demo_key()
    upgrade(s.database_url)
    if asyncio.run(_is_empty(s)):
        from server.seeding import seed_with_bar  # noqa: PLC0415 - the generator is only loaded where it is needed

        seed_with_bar(s.database_url, children)
    served = s.model_copy(update={"jwks": str(demo_key_set())})
    return Prepared(served, asyncio.run(_acting(served, key, policies, chosen)))


def _chosen(policies: Policies, subjects: Sequence[str]) -> tuple[str, ...]:
    known = policies.declared.concrete
    if EVERYBODY in subjects:
        return known
    for subject in subjects:
        if subject not in known:
            raise LookupError(f"no subject {subject!r}; known: {EVERYBODY}, {', '.join(known)}")
    return tuple(dict.fromkeys(subjects)) or tuple(QUERIES)


async def _is_empty(s: Settings) -> bool:
    database = open_database(s)
    try:
        return not await database.fetch(sa.select(TABLES["Child"].c.id).limit(1))
    finally:
        await database.close()


async def _acting(
    s: Settings, key: SigningKey, policies: Policies, subjects: Sequence[str]
) -> tuple[tuple[Acting, str], ...]:
    database = open_database(s)
    out = []
    try:
        for subject in subjects:
            acting = await act(s, database, key, policies.declared.subjects[subject])
            if acting is None:
                raise TonghuError("INTERNAL", detail=f"the database has no {subject}")
            out.append((acting, REPORT if subject == PUBLIC else ready_query(policies, subject)))
    finally:
        await database.close()
    return tuple(out)
