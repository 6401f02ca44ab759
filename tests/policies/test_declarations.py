"""What is refused of the closed lists of the policies, and of what stands beside them, each by one sample."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from authz.build import build_policies
from authz.problems import PolicyError
from authz.sources import Sources
from tests.policies.conftest import TODAY

Edit = Callable[[str, Callable[[str], str]], Sources]

YAML_SAMPLES = {
    "expired basis": (
        "legal_bases.yaml",
        lambda t: t.replace("from: 2024-09-13", "from: 2024-09-13\n  until: 2025-12-31"),
        "numbers.yaml",
        "legal basis `statistics-28` is not in force on 2026-03-02",
    ),
    "basis not yet in force": (
        "legal_bases.yaml",
        lambda t: t.replace("from: 2024-01-01", "from: 2027-01-01"),
        "numbers.yaml",
        "legal basis `network-36` is not in force",
    ),
    "unknown key": (
        "legal_bases.yaml",
        lambda t: t.replace("  assumed: true", "  assumd: true"),
        "legal_bases.yaml",
        "unknown key `assumd`",
    ),
    "missing key": (
        "purposes.yaml",
        lambda t: t.replace("  basis: plan-4.2\n  subjects: [police, hospital, civil_affairs]", "  subjects: [police]"),
        "purposes.yaml",
        "`basis` is missing",
    ),
    "purpose for an unknown subject": (
        "purposes.yaml",
        lambda t: t.replace("subjects: [school, kindergarten]", "subjects: [shool]"),
        "purposes.yaml",
        "unknown subject `shool`",
    ),
    "purpose with an unknown member": (
        "purposes.yaml",
        lambda t: t.replace("Child: [name, ", "Child: [nam, ", 1),
        "purposes.yaml",
        "unknown member or group `nam` of Child",
    ),
    "purpose with an unknown entity": (
        "purposes.yaml",
        lambda t: t.replace("Enrolment: [", "Enrollment: [", 1),
        "purposes.yaml",
        "unknown entity `Enrollment`",
    ),
    "purpose of an unknown door": (
        "purposes.yaml",
        lambda t: t.replace("door: break_glass", "door: brake_glass"),
        "purposes.yaml",
        "unknown door `brake_glass`",
    ),
    "consent to what is no referral": (
        "purposes.yaml",
        lambda t: t.replace("door: break_glass\n", "door: break_glass\n  consent: true\n"),
        "purposes.yaml",
        "only a purpose of referrals takes `consent`",
    ),
    "consent neither true nor false": (
        "purposes.yaml",
        lambda t: t.replace("\n  consent: true", "\n  consent: perhaps", 1),
        "purposes.yaml",
        "`consent` must be bool",
    ),
    "entry twice": (
        "purposes.yaml",
        lambda t: t + "lead:\n  door: duty\n  label: x\n  basis: plan-5.2\n",
        "purposes.yaml",
        "`lead` is there twice",
    ),
    "key twice in an entry": (
        "numbers.yaml",
        lambda t: t.replace("{value: 90, unit: day,", "{value: 90, unit: day, value: 60,"),
        "numbers.yaml",
        "`value` is there twice, first on line 2",
    ),
    "key twice deep in an entry": (
        "purposes.yaml",
        lambda t: t.replace("    Child: [name, ", "    Child: [name]\n    Child: [name, ", 1),
        "purposes.yaml",
        "`Child` is there twice",
    ),
    "key twice in a rule of duties": (
        "duties.yaml",
        lambda t: t.replace("  where: {status: OPEN}\n", "  where: {status: OPEN, status: CLOSED}\n", 1),
        "duties.yaml",
        "`status` is there twice",
    ),
    "number of the wrong type": (
        "numbers.yaml",
        lambda t: t.replace("{value: 90,", "{value: many,"),
        "numbers.yaml",
        "`value` must be int",
    ),
    "number that is none": (
        "numbers.yaml",
        lambda t: t.replace("{value: 90,", "{value: 0,"),
        "numbers.yaml",
        "`value` must be from 1 to",
    ),
    "number beyond any date": (
        "numbers.yaml",
        lambda t: t.replace("{value: 90,", "{value: 99999999999,"),
        "numbers.yaml",
        "`value` must be from 1 to",
    ),
    "number renamed": (
        "numbers.yaml",
        lambda t: t.replace("\nreferral_days:", "\nreferal_days:"),
        "numbers.yaml",
        "`referral_days`: the number is missing; the service asks for it by this name, in the unit day",
    ),
    "unit misspelt": (
        "numbers.yaml",
        lambda t: t.replace("{value: 90, unit: day", "{value: 90, unit: dya"),
        "numbers.yaml",
        "`referral_days`: unknown unit `dya`",
    ),
    "unit in which the service does not count": (
        "numbers.yaml",
        lambda t: t.replace("{value: 90, unit: day", "{value: 90, unit: hour"),
        "numbers.yaml",
        "`referral_days`: `unit` must be day",
    ),
    "unit that is not that of the name": (
        "numbers.yaml",
        lambda t: t.replace("first_visit_days: {value: 30, unit: day", "first_visit_days: {value: 30, unit: month"),
        "numbers.yaml",
        "`first_visit_days`: `unit` must be day",
    ),
    "years beyond any date": (
        "numbers.yaml",
        lambda t: t.replace("record_retention_years: {value: 3,", "record_retention_years: {value: 9000,"),
        "numbers.yaml",
        "`record_retention_years`: `value` must be from 1 to 100",
    ),
    "school age that begins after its end": (
        "numbers.yaml",
        lambda t: t.replace("school_age_from: {value: 6,", "school_age_from: {value: 17,"),
        "numbers.yaml",
        "`school_age_from`: the service counts by 6; another number here would change nothing",
    ),
    "quota that is not the default": (
        "numbers.yaml",
        lambda t: t.replace("exact_matches_per_day: {value: 60,", "exact_matches_per_day: {value: 30,"),
        "numbers.yaml",
        "`exact_matches_per_day`: the service counts by 60",
    ),
    "urgent order later than another one": (
        "numbers.yaml",
        lambda t: t.replace("urgent_hours: {value: 24,", "urgent_hours: {value: 96,"),
        "numbers.yaml",
        "`protection_order_urgent_hours`: an urgent case has no more time than another one (72 hour)",
    ),
    "figures that give counts away": (
        "numbers.yaml",
        lambda t: t.replace("published_base: {value: 5,", "published_base: {value: 1,"),
        "numbers.yaml",
        "would stand for 10 to 10 alone",
    ),
    "label in one language": (
        "subjects.yaml",
        lambda t: t.replace("区法院 / Court", "Court"),
        "subjects.yaml",
        "`court`: `label` is in Chinese and English",
    ),
    "label without its English": (
        "purposes.yaml",
        lambda t: t.replace("监护指导 / Guardianship guidance", '"监护指导 / "'),
        "purposes.yaml",
        "`guardianship_guidance`: `label` is in Chinese and English",
    ),
    "label of two in English": (
        "numbers.yaml",
        lambda t: t.replace("转介默认期限 / How", "Term / How"),
        "numbers.yaml",
        "`referral_days`: `label` is in Chinese and English",
    ),
    "label of a duty in one language": (
        "duties.yaml",
        lambda t: t.replace("台账每月更新 / Monthly", "Ledger / Monthly"),
        "duties.yaml",
        "`ledger_review`: `label` is in Chinese and English",
    ),
    "legal text that is empty": (
        "legal_bases.yaml",
        lambda t: re.sub(r"(?m)^  zh: .*$", '  zh: " "', t, count=1),
        "legal_bases.yaml",
        "`plan-2.2`: `zh` is empty",
    ),
    "legal text in the other language": (
        "legal_bases.yaml",
        lambda t: re.sub(r"(?m)^  zh: .*$", "  zh: The town", t, count=1),
        "legal_bases.yaml",
        "`plan-2.2`: `zh` is the text in Chinese",
    ),
    "article that is empty": (
        "legal_bases.yaml",
        lambda t: t.replace("article: 二(二)", 'article: ""', 1),
        "legal_bases.yaml",
        "`plan-2.2`: `article` is empty",
    ),
    "name that is a number": (
        "subjects.yaml",
        lambda t: t + "1: {label: x / y, is: unit}\n",
        "subjects.yaml",
        "`1`: a name is a text",
    ),
    "month that is none": (
        "legal_bases.yaml",
        lambda t: t.replace("from: 2016-01-01", "from: 2016-13-01", 1),
        "legal_bases.yaml",
        "`2016-13-01` is no date",
    ),
    "empty Casbin model": ("model.conf", lambda _: "", "model.conf", "[matchers] with its line is missing"),
    "Casbin model that is none": ("model.conf", lambda t: t + "nonsense\n", "model.conf", "[matchers] holds one line"),
    "no YAML": ("subjects.yaml", lambda t: t + "a: b: c\n", "subjects.yaml", "not YAML"),
    "unknown form of subject": (
        "subjects.yaml",
        lambda t: t.replace("is: nobody", "is: somebody"),
        "subjects.yaml",
        "`is` must be one of",
    ),
}


@pytest.mark.parametrize("name", YAML_SAMPLES)
def test_a_declaration_is_refused(edited: Edit, name: str) -> None:
    file, change, at, message = YAML_SAMPLES[name]
    with pytest.raises(PolicyError) as refused:
        build_policies(edited(file, change), TODAY)
    assert any(p.file == at and message in p.message for p in refused.value.problems), str(refused.value)


def test_a_repeated_key_is_told_at_its_line_and_before_what_it_would_say(edited: Edit, sources: Sources) -> None:
    said = "  article: 二(二)"
    number = sources.texts["legal_bases.yaml"].splitlines().index(said) + 2
    with pytest.raises(PolicyError) as refused:
        build_policies(edited("legal_bases.yaml", lambda t: t.replace(said, f"{said}\n  article: 一", 1)), TODAY)
    assert [(p.file, p.line) for p in refused.value.problems] == [("legal_bases.yaml", number)]
    assert refused.value.problems[0].message == f"`article` is there twice, first on line {number - 1}"
