"""The project's own policies, loaded once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from authz.build import Policies
from authz.sources import Sources, read_sources
from tests.compiled import project_policies

FOLDER = Path(__file__).parents[2] / "policies"
TODAY = date(2026, 3, 2)


@pytest.fixture(scope="session")
def policies() -> Policies:
    return project_policies(TODAY)


@pytest.fixture(scope="session")
def sources() -> Sources:
    return read_sources(FOLDER)


@pytest.fixture
def edited(sources: Sources) -> Callable[[str, Callable[[str], str]], Sources]:
    """The project's policies with one file changed."""

    def edit(file: str, change: Callable[[str], str]) -> Sources:
        return Sources({**sources.texts, file: change(sources.texts[file])})

    return edit
