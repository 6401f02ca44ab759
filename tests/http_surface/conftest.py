"""Counts at the end of the run, as for the oracle's tests."""

import pytest

from tests.oracle.fixtures import report, summary

__all__ = ["report"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    summary(terminalreporter)
