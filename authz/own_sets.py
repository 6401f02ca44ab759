"""Sets of keys that are the caller's own: what a row rule asks of them is found once for the statement, not for each row."""

from __future__ import annotations

from schema.catalog import Catalog
from schema.entities import CATALOG
from schema.predicate import And, Attribute, Compare, Exists, OwnColumn

OWN = frozenset({"organisation_id", "person_id", "guardian_id", "receipt_hash"})
"""Attributes that make a set of keys the caller's own: referrals to his organisation, his emergency accesses,
the report of his receipt."""


def is_own_set(exists: Exists, catalog: Catalog = CATALOG) -> bool:
    """Which keys meet the EXISTS depends on the caller alone, and they are his own: few, and worth finding once."""
    if not catalog[exists.entity].sparse:
        return False
    parts = exists.where.parts if isinstance(exists.where, And) else (exists.where,)
    plain = all(isinstance(p, Compare) and not isinstance(p.operand, OwnColumn) for p in parts)
    own = any(isinstance(p, Compare) and p.op == "eq" and isinstance(p.operand, Attribute) and p.operand.name in OWN for p in parts)
    return plain and own
