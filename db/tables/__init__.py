"""Every table of the database: one per entity of the catalog, and those of the service."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from sqlalchemy import Table

from db.tables.base import metadata
from db.tables.service import SERVICE_TABLES
from schema.catalog import Entity
from schema.entities import CATALOG


def _table(entity: Entity) -> Table:
    table = import_module(f"db.tables.{entity.table}").TABLE
    if not isinstance(table, Table):
        raise TypeError(f"db/tables/{entity.table}.py has no TABLE")
    return table


TABLES: Mapping[str, Table] = {entity.name: _table(entity) for entity in CATALOG}
"""The table of each entity by the entity's name, from the module named after it. An entity without one stops the import."""

__all__ = ["SERVICE_TABLES", "TABLES", "metadata"]
