"""`tonghu serve` and `tonghu demo`."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from server.cli.data import failures_said

if TYPE_CHECKING:
    from socket import socket

    from core.settings import Settings

Host = Annotated[str | None, typer.Option(help="Address to listen on [TONGHU_HOST, 127.0.0.1].")]
Port = Annotated[int | None, typer.Option(min=0, max=65_535, help="Port; 0 takes a free one [TONGHU_PORT, 8000].")]

Workers = Annotated[int | None, typer.Option(min=1, max=64, help="Serving processes [TONGHU_WORKERS, 1].")]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("serve")(serve)
    app.command("demo")(demo)


def serve(host: Host = None, port: Port = None, workers: Workers = None) -> None:
    """Serve /graphql, /health/live and /health/ready until SIGTERM; requests in hand are finished.

    The public keys that sign tokens come from TONGHU_JWKS (a file or a URL); without them only callers without a
    token are served. The demo's keys are refused. With several workers SIGHUP reloads the policies.

    Example: TONGHU_DATABASE_URL=postgresql+asyncpg://tonghu@localhost/tonghu TONGHU_JWKS=keys.json tonghu serve --workers 4
    """
    from core.settings import settings

    chosen = _with(settings(), host=host, port=port, workers=workers)

    def say(address: str) -> None:
        typer.echo(f"{address}/graphql")

    if chosen.workers > 1:
        supervise(chosen, say)
    else:
        run_until_signal(chosen, demo=False, on_started=say)


def demo(
    host: Host = None,
    port: Port = None,
    children: Annotated[int, typer.Option(min=1_000, max=1_000_000, help="Children, where none are yet.")] = 20_000,
    subjects: Annotated[
        list[str] | None,
        typer.Option("--as", metavar="SUBJECT", help="Whom to print a token for; repeatable; `all` for every subject."),
    ] = None,
) -> None:
    """Make a database of invented children in Yubei if there is none, serve it, print tokens and queries to paste.

    Without --as the tokens are those of a school, the police, the court, a village, and development and reform.
    The policies list the subjects (policies/subjects.yaml); a guardian, carer or relative acts for himself.

    The page at / is the Explorer: choose a caller, run queries, read the legal basis of every field.

    Example: tonghu demo --port 8080 --as hospital --as guardian
    """
    from authz.problems import PolicyError
    from core.settings import settings
    from server.demo import prepare

    chosen = _with(settings(), host=host, port=port)
    try:
        with failures_said():
            prepared = prepare(chosen, children, subjects or ())
    except (LookupError, PolicyError) as error:
        typer.echo(f"tonghu: {error}", err=True)
        raise typer.Exit(1) from None
    run_until_signal(prepared.settings, demo=True, on_started=lambda address: typer.echo(prepared.text(address)))


def _with(chosen: Settings, **given: str | int | None) -> Settings:
    return chosen.model_copy(update={name: value for name, value in given.items() if value is not None})


@contextmanager
def reasons_said(log_level: str) -> Iterator[None]:
    """Ends with exit code 1 and the reason where the policies, the keys or the address cannot be used."""
    from authz.problems import PolicyError
    from core.observe import configure
    from server.keys import KeySetError
    from server.wiring import ConfigurationError

    configure(log_level)
    try:
        yield
    except (PolicyError, KeySetError, ConfigurationError) as error:
        typer.echo(f"tonghu: {error}", err=True)
        raise typer.Exit(1) from None


def run_until_signal(chosen: Settings, demo: bool, on_started: Callable[[str], None]) -> None:
    """Serves with this one process."""
    import uvloop

    with reasons_said(chosen.log_level), asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve(chosen, demo, on_started))


def supervise(chosen: Settings, on_started: Callable[[str], None]) -> None:
    """Serves with several processes, of which this one is the parent."""
    from core.clock import SystemClock
    from server.policies import served_policies
    from server.supervisor import Supervisor
    from server.wiring import read_secret

    with reasons_said(chosen.log_level):
        read_secret(Path(chosen.secret_file))
        Supervisor(chosen, _listener(chosen), lambda: served_policies(chosen, SystemClock()), on_started).run()


def _listener(chosen: Settings) -> socket:
    """The socket to listen on. Raises ConfigurationError where the address is taken or none of this machine."""
    from server.serve import listen
    from server.wiring import ConfigurationError

    try:
        return listen(chosen.host, chosen.port)
    except OSError as error:
        raise ConfigurationError(f"cannot listen on {chosen.host}:{chosen.port}: {error.strerror}") from None


async def _serve(chosen: Settings, demo: bool, on_started: Callable[[str], None]) -> None:
    from server.minting import demo_key
    from server.process import settle
    from server.serve import make_server
    from server.wiring import build

    parts = await build(chosen, demo, explorer=demo_key() if demo else None)
    settle()
    if not demo:
        # Whoever sends it wants the policies reloaded, not the service ended with requests in hand.
        asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, _say_no_parent)
    try:
        server = make_server(parts.app, chosen.host, chosen.port, chosen.shutdown_seconds, on_started)
        await server.serve(sockets=[_listener(chosen)])
    finally:
        await parts.close()


def _say_no_parent() -> None:
    from core.observe import log

    log().warning("policies_not_reloaded", reason="there is one process and no parent; serve with two workers or more")
