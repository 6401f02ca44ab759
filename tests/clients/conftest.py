"""The project's own policies and documents, and clients that ask as each subject."""

from __future__ import annotations

import pytest

from authz.build import Policies, load_policies
from clients.documents import read_documents
from tests.http_surface.test_surface import surfaces
from tests.policies.conftest import FOLDER, TODAY

__all__ = ["surfaces"]


@pytest.fixture(scope="session")
def policies() -> Policies:
    return load_policies(FOLDER, TODAY)


@pytest.fixture(scope="session")
def documents() -> dict[str, str]:
    """Subject -> its document in `examples/`."""
    return read_documents()
