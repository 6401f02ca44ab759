"""When a member may be used: the predicate of a row under which an open door reads it."""

from __future__ import annotations

from authz.view import Action, EntityView
from schema.catalog import Cardinality, Field, Relation
from schema.entities import CATALOG
from schema.predicate import FALSE, TRUE, Attribute, Compare, Exists, Not, Operand, Predicate, all_of, any_of, negate


def granted(view: EntityView, name: str) -> Predicate:
    """Of a *visible* row of `view`: some open door reads the member and no rule hides its group.

    TRUE where every door reads it: the row would not be visible otherwise.
    """
    member = CATALOG[view.entity].members[name]
    reading = tuple(d for d in view.doors if (g := d.fields.get(name)) is not None and g.action is Action.READ)
    denial = view.group_denials.get(member.group, FALSE)
    if not reading:
        return FALSE
    opened = TRUE if len(reading) == len(view.doors) else any_of(tuple(d.predicate for d in reading))
    return all_of((opened, negate(denial)))


def usable(view: EntityView, name: str, atom: Predicate) -> Predicate:
    """`atom` (about the member's stored value) where the member is granted; false elsewhere."""
    return all_of((granted(view, name), atom))


def asked(field: Field) -> Predicate:
    """What a field that is not stored asks of a row. TypeError of one that is."""
    if field.asks is None:
        raise TypeError(f"{field.name} is stored")
    return Compare(field.asks.column, field.asks.op, Attribute(field.asks.attribute))


def compared(view: EntityView, field: Field, op: str, operand: Operand) -> Predicate:
    """The comparison of a field as the caller sees it."""
    return usable(view, field.name, Compare(field.column, op, operand))


def related(view: EntityView, relation: Relation, target: EntityView, where: Predicate) -> Predicate:
    """Some visible target of the relation meets `where`, and the relation is granted."""
    inner, outer = ("id", relation.key) if relation.cardinality is Cardinality.ONE else (relation.key, "id")
    exists = Exists(target.entity, inner, outer, all_of((target.predicate, where)))
    return usable(view, relation.name, exists)


def unrelated(view: EntityView, relation: Relation, target: EntityView, where: Predicate) -> Predicate:
    """No visible target of a to-many relation meets `where`, and the relation is granted."""
    exists = Exists(target.entity, relation.key, "id", all_of((target.predicate, where)))
    return usable(view, relation.name, Not(exists))
