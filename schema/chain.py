"""The emergency chain beside reports and petitions: response, assessment, sanctions, rulings (四(一) to 四(四))."""

from schema.catalog import Entity

ENTITIES: tuple[Entity, ...] = ()
