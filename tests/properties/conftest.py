"""Fixtures of tests/oracle/fixtures.py, and the counts at the end of a run."""

import pytest

from tests.oracle.fixtures import policies, policy, report, stages, summary

__all__ = ["policies", "policy", "report", "stages"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    summary(terminalreporter)
