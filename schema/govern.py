"""Coordination, evaluation, campus safety and justice (二(三), 二(四), 五(一), 五(四))."""

from schema.catalog import Entity

ENTITIES: tuple[Entity, ...] = ()
