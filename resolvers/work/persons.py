"""What registering a person checks, child and guardian alike."""

from __future__ import annotations

from datetime import date

from core.errors import TonghuError, Words
from resolvers.work.base import Work
from schema.identity import birth_date_of, check_identity_number, check_telephone, sex_of

OF_AGE = 18
"""Years of age from which nobody is registered as a child, and nobody younger as a guardian (未成年人保护法 二, 民法典 十七)."""


def check_person(work: Work, *, child: bool) -> None:
    """Notes what is wrong with identity number, birth date, sex and telephone, each against the others."""
    number, born, sex = work.given("identityNumber"), work.given("birthDate"), work.given("sex")
    if born is not None and (reason := wrong_birth_date(born, work.today, child=child)) is not None:
        work.problem("BIRTH_DATE_INVALID", "birthDate", reason=reason)
    if number is not None:
        try:
            check_identity_number(number, today=work.today)
        except TonghuError as error:
            error.field = "identityNumber"
            work.problems.append(error)
        else:
            _agrees(work, number, born, sex)
    if (telephone := work.given("telephone")) is not None:
        try:
            check_telephone(telephone)
        except TonghuError as error:
            error.field = "telephone"
            work.problems.append(error)


def wrong_birth_date(born: date, today: date, *, child: bool) -> Words | None:
    """Why nobody born that day is on file as a child, or else as a guardian."""
    if born > today or today.year - born.year > 120:
        return Words("须在 120 年内且不晚于今天", "must lie within 120 years and not after today")
    if child and age_on(born, today) >= OF_AGE:
        return Words("已满十八周岁", "eighteen years of age or older")
    if not child and age_on(born, today) < OF_AGE:
        return Words("监护人须为成年人", "a guardian must be of full age")
    return None


def _agrees(work: Work, number: str, born: date | None, sex: str | None) -> None:
    if born is not None and birth_date_of(number) != born:
        reason = Words("与身份证号码不符", "differs from the identity number")
        work.problem("BIRTH_DATE_INVALID", "birthDate", reason=reason)
    if sex is not None and sex_of(number) != sex:
        work.problem("VALUE_INVALID", "sex", reason=Words("与身份证号码不符", "differs from the identity number"))


def age_on(born: date, day: date) -> int:
    """Completed years of age."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
