"""Every table of the database: one per entity of the catalog, and those of the service."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from sqlalchemy import Table, TableClause, column, table

from db.tables.base import metadata
from db.tables.service import SERVICE_TABLES
from schema.catalog import Entity
from schema.entities import CATALOG


def _table(entity: Entity) -> Table:
    made = import_module(f"db.tables.{entity.table}").TABLE
    if not isinstance(made, Table):
        raise TypeError(f"db/tables/{entity.table}.py has no TABLE")
    return made


TABLES: Mapping[str, Table] = {entity.name: _table(entity) for entity in CATALOG}
"""The table of each entity by the entity's name, from the module named after it. An entity without one stops the import."""
READ: Mapping[str, TableClause] = {
    name: table(made.name, *(column(c.name, c.type) for c in made.columns)) for name, made in TABLES.items()
}
"""The same as statements read them: names and types of columns, without keys, defaults and checks. An alias copies every column
of its table, and these copies are a quarter of what a statement takes to compile where they are whole."""

__all__ = ["READ", "SERVICE_TABLES", "TABLES", "metadata"]
