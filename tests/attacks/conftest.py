"""The hand-made world of tests/mutations on both databases, and a small served service."""

from tests.mutations.conftest import place, world_stage
from tests.server.conftest import small_service

__all__ = ["place", "small_service", "world_stage"]
