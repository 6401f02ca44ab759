"""Group organisations, culture and public opinion (二(五), 五(三))."""

from schema.catalog import Entity

ENTITIES: tuple[Entity, ...] = ()
