"""Purchased services, relief and funds, work at home, bodies that care (二(三), 二(五), 四(三), 五(二))."""

from schema.catalog import Entity

ENTITIES: tuple[Entity, ...] = ()
