"""Prints a story as it is played: who asks, what, what the answer is, what others see or do not see."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import orjson

from schema.mutations import MUTATIONS
from server.story.players import Player
from server.story.telling import Told

_LONGEST = 240
_SAID = {
    "sees": ("看到", "sees"),
    "hidden": ("看不到(与不存在的记录回答相同)", "sees nothing, as if there were no such record"),
    "unknown": ("没有这一字段(未授权)", "has no such field (not granted)"),
    "refused": ("被拒绝", "is refused"),
}
_COLOURS = {"chapter": "1", "does": "32", "sees": "36", "hidden": "33", "unknown": "33", "refused": "31"}
"""ANSI codes by kind of step."""


@dataclass
class Printer:
    """Prints in `language` (zh, en), a step at a time; `pause` is called after each. `colours` only where they are shown."""

    cast: Mapping[str, Player]
    language: str
    write: Callable[[str], None]
    colours: bool = False
    pause: Callable[[], None] = lambda: None
    steps: int = field(default=0, init=False)

    def __call__(self, told: Told) -> None:
        """Prints the step and waits."""
        if told.kind == "chapter":
            self.write("\n" + self._coloured("chapter", f"== {self._half(told.what)} =="))
            return
        self.steps += 1
        self.write(self._coloured(told.kind, f"\n{self.steps}. {self._who(told.who)} {self._said(told)}"))
        self.write(f"   > {' '.join(told.document.split())}")
        if told.variables:
            given = {k: v for k, v in told.variables["input"].items() if k != "idempotencyKey"}
            self.write(f"   > {_short(given)}")
        self.write(f"   < {_short(told.answer)}")
        self.pause()

    def _who(self, name: str) -> str:
        player = self.cast[name]
        return f"{player.name} ({player.subject})" if player.name else player.subject

    def _said(self, told: Told) -> str:
        label = self._half(MUTATIONS[told.what].label) if told.what else ""
        if told.kind == "does":
            return f"· {label}"
        said = _SAID[told.kind][0 if self.language == "zh" else 1]
        return f"· {label} {said}" if label else f"· {said}"

    def _half(self, text: str) -> str:
        chinese, _, english = text.partition(" / ")
        return chinese if self.language == "zh" else english or chinese

    def _coloured(self, kind: str, text: str) -> str:
        return f"\x1b[{_COLOURS[kind]}m{text}\x1b[0m" if self.colours else text


def _short(value: object) -> str:
    text = orjson.dumps(value).decode()
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
