"""Health of rural children and of children with a disability (二(三), 二(五))."""

from schema.catalog import Entity

ENTITIES: tuple[Entity, ...] = ()
