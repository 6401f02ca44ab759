"""Worlds keep the rules of the tables: what is loaded is what is read back."""

from random import Random

import pytest
from sqlalchemy import create_engine

from db.tables import TABLES, metadata
from tests.oracle.loader import Loader
from tests.oracle.worlds import make_world


@pytest.mark.parametrize("seed", range(5))
async def test_a_world_is_read_back_as_it_was(tmp_path, seed):
    url = f"sqlite:///{tmp_path}/w.db"
    engine = create_engine(url)
    metadata.create_all(engine)
    loader = Loader(url)
    for n in range(3):
        world = make_world(Random(seed * 10 + n))
        await loader.load(world)
        stored = await loader.read()
        for name in TABLES:
            assert [r.values for r in stored.rows[name]] == [r.values for r in world.rows[name]]
    await loader.close()
    engine.dispose()
