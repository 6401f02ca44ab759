"""Fixtures of tests/oracle/fixtures.py, and the counts at the end of a run."""

from tests.oracle.fixtures import policies, policy, report, stages

__all__ = ["policies", "policy", "report", "stages"]
