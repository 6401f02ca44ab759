"""A temporary demo on which a story is played: its database, its keys, and the service asked with real tokens."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson

from authz.caller import NOBODY
from core.clock import SystemClock
from core.settings import Settings
from db.database import Database
from db.schema_upgrade import upgrade
from resolvers.caller import receipt_holder
from resolvers.request import GraphQLRequest
from server.databases import open_database
from server.minting import demo_key, demo_key_set
from server.story.players import Player, cast_of
from server.story.telling import Story, Told
from server.wiring import Parts, build

Cast = Mapping[str, Player]


@contextmanager
def staged(s: Settings, seed: Callable[[str], object], hear: Callable[[Told], None], language: str) -> Iterator[tuple[Story, Cast]]:
    """A story not begun, and its cast, on a database of its own that `seed` fills and that is gone afterwards.

    Raises LookupError where the data lack one of the cast.
    """
    with TemporaryDirectory(prefix="tonghu-tour-") as folder, asyncio.Runner() as runner:
        key = demo_key(Path(folder))
        own = s.model_copy(update={
            "database_url": f"sqlite:///{folder}/tour.db", "jwks": str(demo_key_set(Path(folder))),
            "secret_file": f"{folder}/secret", "log_level": "error",
        })  # fmt: skip
        upgrade(own.database_url)
        seed(own.database_url)
        cast, ids = runner.run(_with_database(own, lambda database: cast_of(own, database, key)))
        parts = runner.run(build(own, demo=True))
        try:
            yield Story(_asking(runner, parts, cast, language), SystemClock(), ids, hear), cast
        finally:
            runner.run(parts.close())


async def _with_database(s: Settings, work: Callable[[Database], Any]) -> Any:
    database = open_database(s)
    try:
        return await work(database)
    finally:
        await database.close()


def _asking(runner: asyncio.Runner, parts: Parts, cast: Cast, language: str) -> Callable[..., dict[str, Any]]:
    """Asks as a transport does: the token is verified, the caller looked up, the whole pipeline run."""

    async def asked(token: str | None, receipt: str | None, request: GraphQLRequest) -> bytes:
        caller = NOBODY if receipt is None else receipt_holder(receipt)
        if token is not None:
            caller = await parts.callers.resolve(token)
        return (await parts.service.run(request, caller, language)).body

    def ask(
        who: str, document: str, variables: Mapping[str, Any], receipt: str | None, sought: str | None
    ) -> dict[str, Any]:
        request = GraphQLRequest(document, None, dict(variables), True, sought)
        token = cast[who].token if receipt is None else None
        answer: dict[str, Any] = orjson.loads(runner.run(asked(token, receipt, request)))
        return answer

    return ask
