"""How a mutation is declared: without its body, which resolvers register under its name; `move` for a step of a case.

`writes` says which member of which entity an input field writes, so that write grants decide which
input fields a view has. Fields that write nothing of an entity (keys, versions) are always there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import strawberry

Input = tuple[str, Any, str]
"""(GraphQL name, annotation, description) of an input field."""


@dataclass(frozen=True)
class MutationSpec:
    """A mutation: its input fields, what they write, what it returns."""

    name: str
    label: str
    entity: str
    """The entity of which a row is written; its write grants make the mutation exist in a view."""
    result: str
    """The payload's field that holds the written record."""
    inputs: tuple[Input, ...]
    writes: Mapping[str, tuple[str, str]]
    receipt: bool = False
    """The payload has a receipt code (fileReport)."""
    seeks: Mapping[str, str] = field(default_factory=dict)
    """Input fields that look for a row which the caller does not see yet -> `Entity.member`: each use is counted under the
    quota of exact matches, and kept, hashed, in the log."""

    @property
    def payload(self) -> str:
        return self.name[0].upper() + self.name[1:] + "Payload"

    @property
    def result_entity(self) -> str:
        """The entity of the record that the payload shows."""
        return self.result[0].upper() + self.result[1:]

    @property
    def input_type(self) -> str:
        return self.name[0].upper() + self.name[1:] + "Input"

    def written(self, entity: str) -> frozenset[str]:
        """Members of `entity` that every call writes: those of the inputs that must be given."""
        needed = {name for name, annotation, _ in self.inputs if not is_optional(annotation)}
        return frozenset(m for name, (e, m) in self.writes.items() if e == entity and name in needed)


KEY = ("idempotencyKey", str, "幂等键,8 至 100 字符 / Idempotency key, 8 to 100 characters")
ID = strawberry.ID


def is_optional(annotation: object) -> bool:
    """The input field may be left out."""
    return "Optional" in str(annotation)


def same(entity: str, *names: str) -> dict[str, tuple[str, str]]:
    """Input fields that write the members of their names."""
    return {n: (entity, n) for n in names}


def move(
    name: str, label: str, entity: str, *inputs: Input, writes: Mapping[str, str | tuple[str, str] | None] | None = None
) -> MutationSpec:
    """A step of a case that is on file, allowed where the state table of `entity` has it.

    It takes `id`, `idempotencyKey`, `expectedVersion` and `inputs`. Each of these writes the member of its name, or what
    `writes` says: a member of `entity`, (another entity, its member), or None for nothing.
    The state and the clocks are the service's and no input.
    """
    targets: dict[str, str | tuple[str, str] | None] = {**{n: n for n, _, _ in inputs}, **(writes or {})}
    return MutationSpec(
        name=name,
        label=label,
        entity=entity,
        result=entity[0].lower() + entity[1:],
        inputs=(
            KEY,
            ("id", ID, "编号 / Id of the record"),
            ("expectedVersion", str, "所见的版本 / Version seen"),
            *inputs,
        ),
        writes={n: (entity, to) if isinstance(to, str) else to for n, to in targets.items() if to is not None},
    )
