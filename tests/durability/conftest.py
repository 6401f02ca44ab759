"""The counts at the end of a run."""

import pytest

from tests.oracle.fixtures import report, summary

__all__ = ["report"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    summary(terminalreporter)
