"""Where the policies of this installation lie."""

from __future__ import annotations

from pathlib import Path

from authz.build import Policies, load_policies
from authz.check import check_policies
from authz.problems import refuse
from core.clock import Clock, work_date
from core.settings import Settings
from db.tables.indexes import index_columns

PROJECT = Path(__file__).resolve().parent.parent


def policy_folder(s: Settings, given: Path | None = None) -> Path:
    """The folder of policy files: as given, else by the settings."""
    return given or PROJECT / s.policies


def open_policies(s: Settings, clock: Clock, given: Path | None = None) -> Policies:
    """The policies as of today; raises `authz.problems.PolicyError` listing every fault."""
    return load_policies(policy_folder(s, given), work_date(clock.now()), Path(s.policy_cache))


def served_policies(s: Settings, clock: Clock) -> Policies:
    """The policies as of today, fit to be served. Raises PolicyError also for what `tonghu policy check` finds."""
    policies = open_policies(s, clock)
    refuse(check_policies(policies, index_columns()))
    return policies
