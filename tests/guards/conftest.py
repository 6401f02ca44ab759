"""The hand-made world of tests/mutations on both databases."""

from tests.mutations.conftest import place, world_stage

__all__ = ["place", "world_stage"]
