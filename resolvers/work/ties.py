"""Ties of guardians to children: what a tie may say, and who has custody now (民法典 二十七, 未成年人保护法 二十二)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import bindparam, literal, select

from core.errors import Words
from db.tables import TABLES
from resolvers.work.base import Found, Work
from resolvers.work.cases import day

_TIE = TABLES["Guardianship"]
_NOW = (_TIE.c.ends_at > bindparam("now"), _TIE.c.barred_until <= bindparam("now"))
HAS_CUSTODY = (_TIE.c.custody == literal(True, _TIE.c.custody.type), *_NOW)
"""Of a tie: the guardian has custody now, and no protection order bars him. Bound: `now`."""
_OF_BOTH = select(_TIE.c.custody, _TIE.c.entrusted).where(
    _TIE.c.child_id == bindparam("child"), _TIE.c.guardian_id == bindparam("guardian"), *_NOW
)


def wrong_tie(tie: Mapping[str, Any], today: date) -> Iterator[tuple[str, Words]]:
    """Member and reason of what a tie, given by its columns, cannot say."""
    since = day(tie["away_since"])
    if since is not None and (not tie["away"] or since > today):
        yield "awaySince", Words("仅在外出且不晚于今天时填写", "only of one who is away, and not after today")
    if tie["entrusted"] and tie["custody"]:
        yield "entrusted", Words("受委托监护人无法定监护", "an entrusted guardian has no legal custody")


async def ties_now(at: Work, child: Found, guardian: Found) -> list[tuple[Any, ...]]:
    """(custody, entrusted) of each tie of the two that stands now and that no protection order bars."""
    return await at.transaction.fetch(_OF_BOTH, {"child": child["id"], "guardian": guardian["id"], "now": at.now})


async def check_custody(at: Work, child: Found, guardian: Found, name: str) -> None:
    """Notes at the input of that name where the guardian has no custody of the child now."""
    if not any(custody for custody, _ in await ties_now(at, child, guardian)):
        at.problem("VALUE_INVALID", name, reason=Words("须为在册的法定监护人", "must have legal custody of the child on file"))
