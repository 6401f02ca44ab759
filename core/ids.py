"""Public ids: a type prefix and 128 random bits, e.g. `chd_` and 32 hexadecimal digits."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Iterable
from itertools import count

_SHAPE = re.compile(r"\A([a-z]{3})_[0-9a-f]{32}\Z")


def new_public_id(prefix: str) -> str:
    """A fresh public id: `prefix`, `_`, 32 hexadecimal digits (128 random bits)."""
    return f"{prefix}_{secrets.token_hex(16)}"


def prefix_of(public_id: str) -> str | None:
    """The type prefix of a well-formed public id, or None where the text is no public id."""
    match = _SHAPE.match(public_id)
    return match.group(1) if match else None


def unfit(given: Iterable[str], prefix: str | None) -> str | None:
    """The first of the texts that is no public id, or none of type `prefix` where one is named; None where all fit."""
    for text in given:
        match = _SHAPE.match(text)
        if match is None or (prefix is not None and match.group(1) != prefix):
            return text
    return None


class RequestIds:
    """Ids of requests that bring none: 8 hexadecimal digits of the process, 8 counted. They are no secret."""

    def __init__(self) -> None:
        self.renew()

    def renew(self) -> None:
        """Starts anew, for a process that has split off from another."""
        self._process = secrets.token_hex(4)
        self._counted = count(1)

    def __call__(self) -> bytes:
        """A fresh id, 16 ASCII characters."""
        return f"{self._process}{next(self._counted) & 0xFFFFFFFF:08x}".encode()


class EventIds:
    """Ids that grow with time: 41 bits of milliseconds since 2020-01-01 UTC, 12 bits of the process, 10 counted."""

    def __init__(self) -> None:
        self._last = 0
        self.belong_to(secrets.randbits(12))

    def belong_to(self, process: int) -> None:
        """From now on ids bear this number (of which 12 bits count): processes of one service must differ in it."""
        self._process = (process & 0xFFF) << 10

    def __call__(self) -> int:
        """A fresh id, greater than every id given before by this object."""
        milliseconds = time.time_ns() // 1_000_000 - 1_577_836_800_000
        made = (milliseconds << 22) | self._process
        last = self._last
        self._last = made if made >> 22 > last >> 22 else last + 1
        return self._last


new_event_id = EventIds()
"""The source of event ids of this process."""

new_request_id = RequestIds()
"""The source of request ids of this process."""
