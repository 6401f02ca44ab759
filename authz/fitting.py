"""What fits what: lines of a state table that say which values of a field of the case go with which of another field.

`# fitting: kind for Incident.kind` names the two fields, then a line a value of the second: `# fits MISSING: SEARCH|...`.
Every value of the second has its line, so that nothing is left to the code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from schema.catalog import Catalog, Enum, Field

_HEAD = re.compile(r"# fitting: *(\w+) for (\w+)\.(\w+) *")
_LINE = re.compile(r"# fits (\w+): *([\w|]+) *")

Fitting = Mapping[str, tuple[str, ...]]
"""Value -> values of the case's field that fit it. Empty where the table says nothing."""


def read_fitting(lines: Iterable[str], entity: str, catalog: Catalog) -> tuple[Fitting, list[tuple[int, str]]]:
    """(what fits, faults with their lines) of the text of a state table of `entity`."""
    fits: dict[str, tuple[str, ...]] = {}
    faults: list[tuple[int, str]] = []
    head: tuple[Enum, Enum, int] | None = None
    for number, line in enumerate(lines, 1):
        if found := _HEAD.fullmatch(line):
            ours, theirs = enum_of(catalog, entity, found[1]), enum_of(catalog, found[2], found[3])
            if ours is None or theirs is None:
                faults.append((number, "fitting: both fields must have a closed list of values"))
            else:
                head = (ours, theirs, number)
        elif line.startswith("# fits "):
            read = _LINE.fullmatch(line)
            if head is None or read is None:
                faults.append((number, "expected `# fitting: field for Entity.field`, then `# fits VALUE: VALUE|VALUE`"))
                continue
            values = tuple(v for v in read[2].split("|") if v)
            unknown = [*({read[1]} - head[1].values.keys()), *(v for v in values if v not in head[0].values)]
            faults += [(number, f"fits: unknown value `{v}`") for v in unknown]
            if read[1] in fits:
                faults.append((number, f"`{read[1]}` has a line already"))
            fits[read[1]] = values
    if head is not None:
        faults += [(head[2], f"nothing says what fits `{v}`") for v in head[1].values if v not in fits]
    return fits, faults


def enum_of(catalog: Catalog, entity: str, name: str) -> Enum | None:
    """The closed list of a field, if there is such a field and it has one."""
    member = catalog[entity].members.get(name) if entity in catalog else None
    return member.enum if isinstance(member, Field) else None
