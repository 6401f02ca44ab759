"""The information ledger, visits, filings and agreements: M1 to M4 of the plan's second part (二(一), 二(二), 五(二))."""

from schema.catalog import Entity

ENTITIES: tuple[Entity, ...] = ()
