"""Coordination, evaluation, campus safety and justice (二(三), 二(四), 五(一), 五(四))."""

from schema import campus, coordination, justice
from schema.catalog import Entity

ENTITIES: tuple[Entity, ...] = (*coordination.ENTITIES, *campus.ENTITIES, *justice.ENTITIES)
