"""The project's own policies and documents, and clients that ask as each subject."""

from __future__ import annotations

import pytest

from authz.build import Policies
from clients.documents import read_documents
from tests.compiled import project_policies
from tests.http_surface.test_surface import surfaces
from tests.policies.conftest import TODAY

__all__ = ["surfaces"]


@pytest.fixture(scope="session")
def policies() -> Policies:
    return project_policies(TODAY)


@pytest.fixture(scope="session")
def documents() -> dict[str, str]:
    """Subject -> its document in `examples/`."""
    return read_documents()
