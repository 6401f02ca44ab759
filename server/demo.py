"""The demo: a database of invented children, one token each for five subjects, and a query to paste for each."""

from __future__ import annotations

import asyncio
import shlex
from dataclasses import dataclass

import orjson
import sqlalchemy as sa

from authz.declared import SubjectEntry
from core.clock import SystemClock
from core.errors import TonghuError
from core.settings import Settings
from db.database import Database
from db.schema_upgrade import upgrade
from db.tables import TABLES
from server.acting import Acting, act
from server.databases import open_database
from server.minting import SigningKey, demo_key, demo_key_set
from server.policies import open_policies

# What depends on the day of seeding, such as birth dates and the identity numbers that hold them, is not asked for.
SCHOOL = """{
  viewer { subject role organisation { name } }
  children(first: 2) {
    nodes {
      name sex category
      guardianships(first: 3) { nodes { relationship away presentCarer guardian { name telephone } } }
    }
  }
}"""
POLICE = """{
  viewer { subject role organisation { name } }
  incidents(first: 1, filter: { status: { eq: OPEN } }) {
    totalCount
    nodes {
      kind
      report { reporterKind reporterName }
      child {
        name residenceAddress
        guardianships(first: 3) { nodes { relationship guardian { name telephone destination } } }
      }
    }
  }
}"""
COURT = """{
  viewer { subject role organisation { name } }
  petitions(first: 2) {
    totalCount
    nodes { stage ground petitioner { name } child { name } respondent { name } }
  }
}"""
VILLAGE = """{
  viewer { subject role organisation { name } }
  children(first: 2, filter: { category: { eq: LEFT_BEHIND } }) {
    totalCount
    nodes {
      name
      household { number }
      guardianships(first: 3) { nodes { relationship custody guardian { name telephone } } }
    }
  }
}"""
DEVELOPMENT = """{
  viewer { subject role organisation { name } }
  publishedCounts(first: 4) {
    totalCount
    nodes { townName category count }
  }
}"""

QUERIES = {"school": SCHOOL, "police": POLICE, "court": COURT, "village": VILLAGE, "development": DEVELOPMENT}
"""A query for each subject whose answer is not empty; README shows the answers."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A demo ready to be served with `settings`."""

    settings: Settings
    acting: tuple[Acting, ...]

    def text(self, address: str) -> str:
        """What is printed once the server listens at `address` (`http://host:port`)."""
        parts = [f"Tonghu 童护 · {address}/graphql", "", f"Explorer, in a browser: {address}/", ""]
        for one in self.acting:
            body = orjson.dumps({"query": " ".join(QUERIES[one.subject].split())}).decode()
            parts += [
                f"── {one.subject} · {one.name} ({one.organisation})",
                f"TOKEN={one.token}",
                f"curl -s {address}/graphql -H \"Authorization: Bearer $TOKEN\" "
                f"-H 'Content-Type: application/json' -d {shlex.quote(body)}",
                "",
            ]
        parts.append("Further tokens: tonghu organisations, tonghu token. Stop with Ctrl-C.")
        return "\n".join(parts)


def prepare(s: Settings, children: int) -> Prepared:
    """Makes or updates the tables, seeds where there are no children, mints the tokens."""
    key = demo_key()
    upgrade(s.database_url)
    if asyncio.run(_is_empty(s)):
        from server.seeding import seed_with_bar  # noqa: PLC0415 - the generator is only loaded where it is needed

        seed_with_bar(s.database_url, children)
    served = s.model_copy(update={"jwks": str(demo_key_set())})
    return Prepared(served, asyncio.run(_acting(served, key)))


async def _is_empty(s: Settings) -> bool:
    database = open_database(s)
    try:
        return not await database.fetch(sa.select(TABLES["Child"].c.id).limit(1))
    finally:
        await database.close()


async def _acting(s: Settings, key: SigningKey) -> tuple[Acting, ...]:
    declared = open_policies(s, SystemClock()).declared
    database = open_database(s)
    try:
        return tuple([await _act(s, database, key, declared.subjects[subject]) for subject in QUERIES])
    finally:
        await database.close()


async def _act(s: Settings, database: Database, key: SigningKey, subject: SubjectEntry) -> Acting:
    acting = await act(s, database, key, subject)
    if acting is None:
        raise TonghuError("INTERNAL", detail=f"the database has no {subject.code}")
    return acting
