"""Every table of the database: one per entity of the catalog, and those of the service."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Table

from db.tables import (
    attendance_day,
    child,
    emergency_access,
    enrolment,
    guardian,
    guardianship,
    household,
    incident,
    intervention,
    organisation,
    petition,
    published_count,
    referral,
    report,
    school,
    town,
    unit,
    village,
)
from db.tables.base import metadata
from db.tables.service import SERVICE_TABLES
from schema.entities import CATALOG

_MODULES = (
    unit, town, village, organisation, school, household, child, guardian, guardianship, enrolment, attendance_day,
    report, incident, intervention, petition, referral, emergency_access, published_count,
)  # fmt: skip

_BY_NAME = {module.TABLE.name: module.TABLE for module in _MODULES}

TABLES: Mapping[str, Table] = {entity.name: _BY_NAME[entity.table] for entity in CATALOG}
"""The table of each entity by the entity's name. An entity without a module stops the import."""

__all__ = ["SERVICE_TABLES", "TABLES", "metadata"]
