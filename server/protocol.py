"""What the transports need of the rest: a service that runs operations, and callers for tokens."""

from __future__ import annotations

from typing import Protocol

from authz.caller import Caller
from resolvers.request import Answer, GraphQLRequest


class Service(Protocol):
    """Runs operations. `run` never raises for what a caller did; any exception of it is answered as INTERNAL."""

    async def run(self, request: GraphQLRequest, caller: Caller, language: str) -> Answer:
        """The whole answer to one operation, its messages in `language` (zh, en)."""
        ...

    async def ready(self) -> bool:
        """Whether operations can be run now: database reachable, migrations applied, policies loaded."""
        ...

    async def close(self) -> None:
        """Releases connections and flushes logs, after the last request."""
        ...


class Callers(Protocol):
    """Turns a bearer token into a caller, or raises `TonghuError` with the code that says why not."""

    async def resolve(self, token: str) -> Caller:
        """The caller that `token` stands for, checked against suspensions not older than two seconds."""
        ...
