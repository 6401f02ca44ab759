"""Kinds of persons that the disclosure log names. A number, once used, is never used for another kind."""

from __future__ import annotations

from collections.abc import Mapping

SUBJECT_KINDS: Mapping[str, int] = {
    "Child": 1, "Guardian": 2, "Household": 3, "Report": 4, "HotlineCase": 40, "MigrationFiling": 110, "FamilyFile": 111,
    "EmploymentSupport": 140, "SupportRecord": 141, "ReliefDecision": 142, "Subsidy": 143, "Duty": 210,
    "Correction": 211, "LeadTask": 212,
}  # fmt: skip
"""Entity -> `subject_kind` of its rows in the log. A report, and a call to a hotline, stand for the child that they
name where none is on file."""
