"""The service's own log: one JSON object a line on standard error. It never holds a row, a value or a token."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any, cast

import structlog

_PROCESS: dict[str, Any] = {}


def name_process(**words: Any) -> None:
    """Words that every line of this process bears from now on."""
    _PROCESS.update(words)


def configure(level: str) -> None:
    """Sets the least level (`debug`, `info`, `warning`, `error`) of structlog and of the libraries' loggers."""
    number = logging.getLevelNamesMapping()[level.upper()]
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _with_process,
            _without_messages,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        # One write a line: several workers share the stream.
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    libraries = max(number, logging.WARNING)
    logging.basicConfig(level=libraries, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s")


def _with_process(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Adds the words of `name_process`: those of the line's own go before."""
    for name, value in _PROCESS.items():
        event.setdefault(name, value)
    return event


def _without_messages(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Turns `exc_info` into what `describe` shows of it."""
    found = event.pop("exc_info", None)
    error = sys.exc_info()[1] if found is True else found[1] if isinstance(found, tuple) else found
    if isinstance(error, BaseException):
        event.update(describe(error))
    return event


def log() -> structlog.typing.FilteringBoundLogger:
    """The logger; `log().warning("event_name", key=value)`."""
    return cast(structlog.typing.FilteringBoundLogger, structlog.get_logger())


def describe(error: BaseException) -> dict[str, Any]:
    """An exception without its message, which may quote a row: class, and the frames as `file:line function`."""
    frames = traceback.extract_tb(error.__traceback__)
    where = [f"{frame.filename.rsplit('/', 2)[-1]}:{frame.lineno} {frame.name}" for frame in frames[-12:]]
    out: dict[str, Any] = {"error": type(error).__qualname__, "where": where}
    if error.__cause__ is not None:
        out["cause"] = type(error.__cause__).__qualname__
    return out
