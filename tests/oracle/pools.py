"""Values that random worlds and random operations draw from: few, so that they meet; odd, so that they hurt."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from schema.catalog import Entity, Kind
from tests.oracle.world import columns_of

NOW = datetime(2026, 3, 2, 4, 0, 0, 123_000, tzinfo=UTC)
"""The instant of every random world."""

TICK = timedelta(milliseconds=1)
MOMENTS = (
    NOW, NOW - TICK, NOW + TICK, NOW - timedelta(days=1), NOW + timedelta(days=1), NOW + timedelta(days=40),
    datetime(2025, 12, 31, 15, 59, 59, 999_000, tzinfo=UTC), datetime(2025, 12, 31, 16, 0, tzinfo=UTC),
)  # fmt: skip
DATES = (date(2012, 2, 29), date(2015, 9, 1), date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 3))
NAMES = ("张三", "李小龙", "王", "欧阳娜娜", "阿依古丽·买买提", "𠮷野", "～彡", "O'Neil", "赵 六")
TEXTS = ("", "甲", "乙\n丙", '"引号" \\ /', "𠀀𠮷", "\uffee", "a", "B", "b", "ééé", "\u2028", "é")
SORT_KEYS = ("li", "li ", "Li", "wang", "zhang", "zz𠮷", "zz\uffee")
TELEPHONES = ("13800001234", "023-6712345", "12", "")
PURPOSES = ("schooling", "guardianship_guidance", "safety", "rescue", "none_such")
DISTRICTS = (500112, 500113)


def identity_number(rng: Random) -> str:
    """Something with the shape of an identity number; worlds need no valid ones."""
    return f"500112{rng.randrange(2008, 2020)}{rng.randrange(10**7):07d}{rng.choice('0123456789X')}"


def text_for(column: str, rng: Random) -> str:
    """A text for a column, by what its name says."""
    if column.endswith("name_sort"):
        return rng.choice(SORT_KEYS)
    if column.endswith("identity_number"):
        return identity_number(rng)
    if "telephone" in column:
        return rng.choice(TELEPHONES)
    if column in ("name", "reporter_name", "responsible_teacher"):
        return rng.choice(NAMES)
    if column == "purpose":
        return rng.choice(PURPOSES)
    return rng.choice(TEXTS)


def value_for(entity: Entity, column: str, rng: Random) -> Any:
    """A random value of a column that refers to nothing; sometimes null where it may be."""
    kind, nullable = columns_of(entity)[column]
    if nullable and rng.random() < 0.3:
        return None
    if kind is Kind.BOOL:
        return rng.random() < (0.15 if column in ("sealed", "revoked") else 0.5)
    if column == "birth_year":
        return rng.choice(DATES).year
    if kind is Kind.INT:
        return rng.choice((0, 1, 2, 3, 4, 90, 2**31 - 1))
    if kind is Kind.DATE:
        return rng.choice(DATES)
    if kind is Kind.DATETIME:
        return rng.choice(MOMENTS)
    if kind is Kind.ENUM:
        field = next(f for f in entity.fields if f.column == column)
        assert field.enum is not None
        return rng.choice(list(field.enum.values))
    return text_for(column, rng)
