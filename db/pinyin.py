"""Order by pinyin, stored as a text whose bytes sort as the names should.

Each Chinese character gives its syllable and tone (`zhang1`); the syllables of a name are joined by `!`, and the name
itself follows after a space, so that names which sound alike still have one order. A separator sorts before every
syllable, so a name comes before those that go on after it. Characters without a known reading come last.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from pypinyin import Style, pinyin

_SURNAMES = {
    "曾": "zeng1", "单": "shan4", "解": "xie4", "仇": "qiu2", "区": "ou1", "查": "zha1", "任": "ren2", "盖": "ge3",
    "朴": "piao2", "华": "hua4", "纪": "ji3", "尉": "yu4", "万": "wan4", "翟": "zhai2", "缪": "miao4", "佘": "she2",
    "重": "chong2",
}  # fmt: skip
"""Readings that a character has as the first of a name: surnames, and the city in names of bodies."""


def sort_key(name: str) -> str:
    """The stored sort key of a name, ASCII up to the first space."""
    parts = [part for at, character in enumerate(name) if (part := _reading(character, at == 0))]
    return f"{'!'.join(parts)} {name}"


@lru_cache(maxsize=30_000)
def _reading(character: str, first: bool) -> str:
    if first and character in _SURNAMES:
        return _SURNAMES[character]
    if character.isascii():
        return character.lower() if character.isalnum() else ""
    if unicodedata.category(character)[0] in "PZ":
        return ""  # the middle dot of a minority name
    found = pinyin(character, style=Style.TONE3, neutral_tone_with_five=True, errors=lambda _: "")
    syllable = found[0][0] if found else ""
    if not syllable:
        return f"~{ord(character):06x}"
    # pypinyin writes ü as v; a colon sorts after the tones and before the letters: lu, lü, luan.
    return syllable.replace("v", "u:") if syllable.isascii() else f"~{ord(character):06x}"
