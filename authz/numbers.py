"""What the service asks of numbers.yaml by name, in which unit, and which numbers make no sense."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from authz.caller import SCHOOL_AGE
from core.settings import Settings

if TYPE_CHECKING:
    from authz.declared import Number

LARGEST: Mapping[str, int] = {
    "minute": 100_000, "hour": 100_000, "day": 100_000, "workday": 100_000, "month": 1_200, "year": 100,
    "child": 100_000, "yuan": 100_000, "request": 100_000,
}  # fmt: skip
"""Unit -> the greatest number in it: a date so far ahead or back is still one."""

ASKED: Mapping[str, str] = {
    "referral_days": "day", "break_glass_hours": "hour", "report_latency_minutes": "minute", "published_base": "child",
    "published_minimum": "child", "published_amount_base": "yuan", "exact_matches_per_day": "request",
    "school_age_from": "year", "school_age_until": "year", "assistance_answer_hours": "hour", "assessment_days": "day",
    "assessment_part_days": "day", "emergency_barred_days": "day", "protection_order_hours": "hour",
    "protection_order_urgent_hours": "hour", "protection_order_months": "month", "warning_visit_days": "day",
    "petition_refused_months": "month", "child_until": "year", "record_retention_years": "year",
}  # fmt: skip
"""Code -> unit in which the service counts. What duties.yaml alone asks for is held to its own rules (`authz.duty_check`)."""

COUNTED: Mapping[str, int] = {
    "school_age_from": SCHOOL_AGE[0], "school_age_until": SCHOOL_AGE[1],
    "exact_matches_per_day": Settings.model_fields["exact_matches_per_day"].default,
}  # fmt: skip
"""Numbers that stand in the policies for their legal basis; the service counts by its own: another one here does nothing."""

_NAMED = {f"{unit}s": unit for unit in ("minute", "hour", "day", "workday", "month", "year")}


def number_faults(numbers: Mapping[str, Number]) -> Iterator[tuple[str, str, str]]:
    """(code, key of the entry, what is wrong) of each fault; the code is not in `numbers` where it is missing."""
    for code, unit in ASKED.items():
        if code not in numbers:
            yield code, "", f"the number is missing; the service asks for it by this name, in the unit {unit}"
    for code, n in numbers.items():
        named = ASKED.get(code) or _NAMED.get(code.rpartition("_")[2])
        if n.unit not in LARGEST:
            yield code, "unit", f"unknown unit `{n.unit}`, expected one of {', '.join(LARGEST)}"
            continue
        if named not in (None, n.unit):
            yield code, "unit", f"`unit` must be {named}: the service counts it so, or its name says so"
        if not 1 <= n.value <= LARGEST[n.unit]:
            yield code, "value", f"`value` must be from 1 to {LARGEST[n.unit]}"
        elif n.value != COUNTED.get(code, n.value):
            yield code, "value", f"the service counts by {COUNTED[code]}; another number here would change nothing"
    urgent, otherwise = numbers.get("protection_order_urgent_hours"), numbers.get("protection_order_hours")
    if urgent and otherwise and urgent.value > otherwise.value:
        yield urgent.code, "value", f"an urgent case has no more time than another one ({otherwise.value} {otherwise.unit})"
