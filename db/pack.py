"""What a nested list hands to its parent's row: several texts packed into one, since a subquery in a
SELECT list gives one value.

Layout: what has a fixed width (a digit for each door flag, one for whether more rows follow, the first and last
id), then texts with U+001F between, which JSON text and log text never hold. A list without rows is null.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, func
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import Text

from db.elements import Element, Joined, SqlText, number

SEPARATOR = "\x1f"
ID_LENGTH = 36
"""Characters of a public id: three letters, `_`, 32 digits."""


class Part(Element):
    """A text of a pack by position. Parts: pack, characters before the texts, position from 0, number of texts."""

    type = Text()


@compiles(Part, "postgresql")
def _part_postgresql(element: Part, compiler: Any, **kw: Any) -> str:
    pack, width, position, of = element.parts
    inner = compiler.process(pack, **kw)
    rest = f"substr({inner}, {width + 1})" if width else inner
    return rest if of == 1 else f"split_part({rest}, '{SEPARATOR}', {position + 1})"


@compiles(Part, "sqlite")
def _part_sqlite(element: Part, compiler: Any, **kw: Any) -> str:
    pack, width, position, of = element.parts
    inner = compiler.process(pack, **kw)
    rest = f"substr({inner}, {width + 1})" if width else inner
    for _ in range(position):
        rest = f"substr({rest}, instr({rest}, '{SEPARATOR}') + 1)"
    return rest if position == of - 1 else f"substr({rest}, 1, instr({rest}, '{SEPARATOR}') - 1)"


@dataclass(frozen=True)
class Layout:
    """The names of a pack's digits, ids and texts, in order."""

    digits: tuple[str, ...]
    ids: tuple[str, ...]
    texts: tuple[str, ...]

    @property
    def width(self) -> int:
        """Characters before the texts."""
        return len(self.digits) + ID_LENGTH * len(self.ids)

    def packed(self, columns: dict[str, Any]) -> Any:
        """The pack of aggregated columns by name: digits are conditions, the others texts."""
        parts: list[Any] = [case((columns[name], SqlText("1")), else_=SqlText("0")) for name in self.digits]
        parts += [columns[name] for name in self.ids]
        for n, name in enumerate(self.texts):
            parts += [SqlText(SEPARATOR)] if n else []
            parts.append(columns[name])
        return parts[0] if len(parts) == 1 else Joined(*parts)


@dataclass(frozen=True)
class Packed:
    """A pack in a column of the parent's row."""

    layout: Layout
    column: Any

    def text(self, name: str) -> Any:
        """A text; empty where the list has no rows."""
        texts = self.layout.texts
        return func.coalesce(Part(self.column, self.layout.width, texts.index(name), len(texts)), SqlText(""))

    def id(self, name: str) -> Any:
        """An id; null where the list has no rows."""
        at = len(self.layout.digits) + ID_LENGTH * self.layout.ids.index(name)
        return func.substr(self.column, number(at + 1), number(ID_LENGTH))

    def digit(self, name: str) -> Any:
        """A condition; null where the list has no rows."""
        at = number(self.layout.digits.index(name) + 1)
        return func.substr(self.column, at, number(1)) == SqlText("1")

    def has_rows(self) -> Any:
        return self.column.is_not(None)
