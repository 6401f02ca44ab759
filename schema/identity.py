"""Resident identity numbers (GB 11643-1999) and telephone numbers: what is accepted, and why not.

An identity number is 18 characters: division of 6 digits, birth date of 8, sequence of 3 (odd: male), and a
check character (ISO 7064 MOD 11-2, `X` for ten). Of the division only the province is checked: a number is kept for
life, so numbers of counties that were abolished long ago are valid, and no list of them is complete.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from core.errors import TonghuError, Words

LENGTH = 18
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"
PROVINCES = frozenset(
    str(number)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83))
    for number in range(first, last + 1)
)
"""First two digits of a division code (GB/T 2260; 83: residence permits of Taiwan residents)."""

_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE = re.compile(r"0(?:10|2[0-9]|[3-9][0-9]{2})-?[0-9]{7,8}")
_HOTLINE = re.compile(r"1[0-9]{4}|[48]00[0-9]{7}")


def check_character(first_seventeen: str) -> str:
    """The last character that belongs to 17 ASCII digits."""
    total = sum(int(digit) * weight for digit, weight in zip(first_seventeen, _WEIGHTS, strict=True))
    return _CHECK_CHARACTERS[total % 11]


def check_identity_number(text: str, *, today: date) -> None:
    """Raises IDENTITY_NUMBER_INVALID with the reason where `text` is no identity number of somebody born by `today`."""
    reason = _characters_wrong(text) or _parts_wrong(text, today)
    if reason is not None:
        raise TonghuError("IDENTITY_NUMBER_INVALID", reason=reason)


def birth_date_of(number: str) -> date:
    """The birth date in a checked identity number; ValueError where it is no date."""
    return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


def sex_of(number: str) -> str:
    """`MALE` or `FEMALE`, by the sequence of a checked identity number."""
    return "MALE" if int(number[16]) % 2 else "FEMALE"


def check_telephone(text: str) -> None:
    """Raises TELEPHONE_INVALID unless `text` is a mobile number (11 digits), an area code with 7 or 8 digits
    (a hyphen between them or not), or a service number (5 digits, or 400/800 and 7)."""
    if not any(shape.fullmatch(text) for shape in (_MOBILE, _LANDLINE, _HOTLINE)):
        raise TonghuError("TELEPHONE_INVALID")


def _characters_wrong(text: str) -> Words | None:
    for at, character in enumerate(text, 1):
        if character in "0123456789" or (character == "X" and at == LENGTH):
            continue
        if character == "x" and at == LENGTH:
            return Words("校验码须为大写 X，不能是小写 x", "the check character must be an upper-case X, not x")
        if character.isdecimal() or (unicodedata.normalize("NFKC", character) in "Xx" and not character.isascii()):
            return Words(f"第 {at} 位“{character}”是全角或其他数字，须为半角",
                         f"character {at}, \"{character}\", is full-width; ASCII is needed")  # fmt: skip
        shown = character if character.isprintable() else f"U+{ord(character):04X}"
        return Words(f"第 {at} 位“{shown}”不是数字", f"character {at}, \"{shown}\", is no digit")
    if len(text) != LENGTH:
        return Words(f"须为 {LENGTH} 位，现为 {len(text)} 位", f"it must have {LENGTH} characters, not {len(text)}")
    return None


def _parts_wrong(number: str, today: date) -> Words | None:
    if number[:2] not in PROVINCES:
        return Words(f"区划“{number[:6]}”不属于任何省份", f"division {number[:6]} is in no province")
    written = number[6:14]
    try:
        born = birth_date_of(number)
    except ValueError:
        return Words(f"出生日期“{written}”不存在", f"there is no date {written}")
    if born > today:
        return Words(f"出生日期“{written}”在将来", f"the birth date {written} is in the future")
    if born.year < 1900:
        return Words(f"出生日期“{written}”早于 1900 年", f"the birth date {written} is before 1900")
    if check_character(number[:17]) != number[17]:
        return Words("校验码不符", "the check character does not fit the other characters")
    return None
