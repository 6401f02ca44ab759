"""The rows of an entity of revisions, from those of its record (combination rule 12).

A revision says what a member of a record held before. It stands at each door at which its record is open and that reads the
member in this very row, and nowhere else: what hides a member from a caller hides that it ever changed. No row rule is written
for it, so none can be wider than the record's; denials of its own take away further.
"""

from __future__ import annotations

from collections.abc import Iterator

from authz.rows import Alternative, EntityRows
from authz.view import Action, DoorView, EntityView
from schema.catalog import Catalog, Entity, Field, key_of
from schema.history import kept
from schema.predicate import FALSE, Compare, Constant, Exists, Listed, Predicate, all_of, negate


def revision_rows(record: EntityView | None, rows: EntityRows, catalog: Catalog) -> EntityRows:
    """The row rules of revisions of `record`, as the same caller has it, whatever the purpose, and their own denials in `rows`."""
    if record is None:
        return EntityRows({}, rows.denies, rows.group_denials)
    kind = catalog[record.entity]
    allows = {d.door: tuple(_alternatives(d, record, kind)) for d in record.doors}
    return EntityRows({door: found for door, found in allows.items() if found}, rows.denies, rows.group_denials)


def _alternatives(door: DoorView, record: EntityView, kind: Entity) -> Iterator[Alternative]:
    """One for each way to the record and each condition under which members are hidden in it."""
    by_denial: dict[Predicate, list[Field]] = {}
    for member in kept(kind):
        grant = door.fields.get(member.name)
        if grant is not None and grant.action is Action.READ:
            by_denial.setdefault(record.group_denials.get(member.group, FALSE), []).append(member)
    for denial, members in by_denial.items():
        named = Compare("member", "in", Listed(tuple(Constant(m.name) for m in members)))
        for disjunct, source in zip(door.disjuncts, door.sources, strict=True):
            where = all_of((disjunct, negate(denial)))
            if where != FALSE:
                yield Alternative(all_of((named, Exists(kind.name, "id", key_of(kind.name), where))), source)
