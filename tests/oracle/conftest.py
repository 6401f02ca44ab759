"""Fixtures of tests/oracle/fixtures.py, and the counts at the end of a run."""

import pytest

from tests.oracle.fixtures import policies, policy, rare_collections, report, stages, summary

__all__ = ["policies", "policy", "rare_collections", "report", "stages"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    summary(terminalreporter)
