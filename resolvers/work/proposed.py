"""What somebody proposes that a member should hold: text read by the member's kind, and what else of the row follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Index, Select, bindparam, select

from core.errors import TonghuError, Words
from db.pinyin import sort_key
from db.tables import TABLES
from resolvers.work.base import Found, Work
from resolvers.work.children import division_known
from resolvers.work.persons import wrong_birth_date
from resolvers.work.ties import wrong_tie
from schema.catalog import Entity, Field, Kind
from schema.given_name import given_name
from schema.identity import birth_date_of, check_identity_number, check_telephone, sex_of

LONGEST_NAME, LONGEST = 60, 200
"""Characters of a name, and of any other text of a register."""
_OF_LINES = frozenset({"note"})
"""Members whose text may have lines; all other texts of a register are one."""
_TRUTH = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Writing:
    """What an accepted correction writes: columns with their values, and the members of which the write grants are asked."""

    columns: Mapping[str, Any]
    members: frozenset[str]


class Unfit(Exception):  # noqa: N818 - not an error of the service: a proposal that the record cannot take
    """The proposal does not fit; `problem` says why, of the input field that the caller of this names."""

    def __init__(self, problem: TonghuError) -> None:
        super().__init__(problem.code)
        self.problem = problem


def _wrong(zh: str, en: str) -> Unfit:
    return Unfit(TonghuError("VALUE_INVALID", reason=Words(zh, en)))


async def readable(at: Work, entity: Entity, field: Field, text: str | None) -> Any:
    """The value that `text` stands for, in a form that the member takes. Raises Unfit.

    No other member is asked, so that it tells whoever proposes nothing of what he does not read.
    """
    value = _read(field, text)
    try:
        if field.name == "telephone" and value is not None:
            check_telephone(value)
        if field.name == "identityNumber" and value is not None:
            check_identity_number(value, today=at.today)
        if field.name == "birthDate" and value is not None:
            _check_born(at, value, entity.name == "Child")
    except TonghuError as error:
        raise Unfit(error) from None
    if isinstance(value, date) and (reason := at.too_far(field.name, value)) is not None:
        raise Unfit(TonghuError("VALUE_INVALID", reason=reason))
    if entity.name == "AttendanceDay" and field.name == "date" and value > at.today:
        raise _wrong("不能晚于今天", "must not be after today")
    if field.name == "disabilityGrade" and value is not None and not 1 <= value <= 4:
        raise _wrong("须为 1 至 4", "must be 1 to 4")
    if field.name == "registeredDivisionCode" and not await division_known(at, value):
        raise Unfit(TonghuError("DIVISION_UNKNOWN", division=value[:20]))
    return value


async def writing(at: Work, entity: Entity, field: Field, row: Found, text: str | None) -> Writing:
    """What writing `text` into the member of `row` comes to. Raises Unfit, also where it contradicts the row's other members."""
    value = await readable(at, entity, field, text)
    members, columns = frozenset({field.name}), {field.column: value}
    if entity.name in ("Child", "Guardian"):
        columns |= _of_person(at, entity.name == "Child", field, row, value)
        if field.name == "identityNumber" and value is not None:
            members |= {"birthDate", "sex"}
    if entity.name == "Guardianship":
        for _, reason in wrong_tie({**row, **columns}, at.today):
            raise Unfit(TonghuError("VALUE_INVALID", reason=reason))
    await _check_once(at, entity, row, columns)
    return Writing(columns, members)


def _read(field: Field, text: str | None) -> Any:
    """The value that the text stands for."""
    if text is None:
        if not field.nullable:
            raise _wrong("此项不得为空", "this member always holds something")
        return None
    if field.kind is Kind.TEXT:
        longest = LONGEST_NAME if field.name == "name" else LONGEST
        if len(text) > longest:
            raise _wrong(f"至多 {longest} 字", f"at most {longest} characters")
        if field.name not in _OF_LINES and any(c in "\r\n\t" for c in text):  # other controls are in no proposal
            raise _wrong("含控制字符", "holds control characters")
        return text
    if field.kind is Kind.BOOL and text in _TRUTH:
        return _TRUTH[text]
    if field.kind is Kind.ENUM and field.enum is not None and text in field.enum.values:
        return text
    if field.kind is Kind.INT and text.isascii() and text.isdigit() and len(text) <= 6:
        return int(text)
    if field.kind is Kind.DATE:
        with suppress(ValueError):
            if (day_read := date.fromisoformat(text)).isoformat() == text:  # Python reads weeks and dates without hyphens too
                return day_read
    raise _wrong("不是此项可取的值", "this member takes no such value")


def _of_person(at: Work, child: bool, field: Field, row: Found, value: Any) -> dict[str, Any]:
    """What follows from a person's name, birth date or number, in columns of the same row.

    The number says birth date and sex (GB 11643), so it brings them along.
    """
    number = row["identity_number"]
    if field.name == "name":
        return {"name_sort": sort_key(value), **({"given_name": given_name(value)} if child else {})}
    if field.name == "sex" and number is not None and sex_of(number) != value:
        raise _wrong("与身份证号码不符", "differs from the identity number")
    if field.name == "birthDate" and number is not None and birth_date_of(number) != value:
        raise _wrong("与身份证号码不符", "differs from the identity number")
    if field.name == "birthDate":
        return {"birth_year": value.year} if child else {}
    if field.name != "identityNumber" or value is None:
        return {}
    born = birth_date_of(value)
    try:
        _check_born(at, born, child)
    except TonghuError as error:
        raise Unfit(error) from None
    return {"birth_date": born, "sex": sex_of(value), **({"birth_year": born.year} if child else {})}


def _check_born(at: Work, born: date, child: bool) -> None:
    """Raises BIRTH_DATE_INVALID."""
    reason = wrong_birth_date(born, at.today, child=child)
    if reason is not None:
        raise TonghuError("BIRTH_DATE_INVALID", reason=reason)


async def _check_once(at: Work, entity: Entity, row: Found, columns: Mapping[str, Any]) -> None:
    """What a unique index holds once stays so (a school's day of a pupil): the index is of the holder's own rows."""
    for index in TABLES[entity.name].indexes:
        if index.unique and columns.keys() & index.columns.keys():
            its = {name: columns.get(name, row[name]) for name in index.columns.keys()}  # noqa: SIM118 - no mapping
            if await at.transaction.fetch(_others(index), {"but": row["id"], **its}):
                raise _wrong("已有这样的记录", "there is such a record already")


@cache
def _others(index: Index) -> Select[tuple[int]]:
    table = index.table
    assert table is not None  # noqa: S101 - an index of a table
    return select(table.c.id).where(table.c.id != bindparam("but"), *(c == bindparam(c.name) for c in index.columns))
