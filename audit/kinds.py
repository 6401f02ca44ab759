"""Kinds of persons that the disclosure log names. A number, once used, is never used for another kind."""

from __future__ import annotations

from collections.abc import Mapping

SUBJECT_KINDS: Mapping[str, int] = {
    "Child": 1,
    "Guardian": 2,
    "Household": 3,
    "Report": 4,
    "MigrationFiling": 110,
    "FamilyFile": 111,
}
"""Entity -> `subject_kind` of its rows in the log. A report stands for the child that it names where none is on file."""
