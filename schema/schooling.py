"""What schools and kindergartens keep beside enrolment and attendance (二(四))."""

from schema.catalog import Entity

ENTITIES: tuple[Entity, ...] = ()
