"""The view: all that one (subject, role, purpose) may see and write under one policy version, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from authz.state_table import StateTable
from schema.predicate import Predicate, any_of

BREAK_GLASS = "break_glass"
"""The kind of the doors that a person opened for himself in an emergency."""


class Action(StrEnum):
    """What a grant allows with a field. A masked field shows its mask and serves no filter and no order."""

    READ = "read"
    MASK = "mask"
    WRITE = "write"


@dataclass(frozen=True, slots=True)
class CellGrant:
    """A field of a door: READ or MASK, with the code of its legal basis and the policy line (`file:line`)."""

    action: Action
    basis: str
    source: str


@dataclass(frozen=True)
class DoorView:
    """One door of an entity for this view.

    `disjuncts` are the alternatives of its row rules, each complete (denials already taken away);
    a row is visible through the door when any of them holds.
    """

    door: str
    disjuncts: tuple[Predicate, ...]
    fields: Mapping[str, CellGrant]
    writes: Mapping[str, CellGrant]
    sources: tuple[str, ...] = ()
    """The row rule (`file:line`) of each disjunct."""

    @property
    def kind(self) -> str:
        """`duty`, `referral` or `break_glass`: what stands before the colon."""
        return self.door.partition(":")[0]

    @cached_property
    def predicate(self) -> Predicate:
        return any_of(self.disjuncts)


@dataclass(frozen=True)
class EntityView:
    """The doors of an entity that show something, in the order of the policies. `group_denials`: field group -> rows
    that hide it. `blind`: doors that only write; they open no row, so nothing that reads asks them."""

    entity: str
    doors: tuple[DoorView, ...]
    group_denials: Mapping[str, Predicate]
    blind: tuple[DoorView, ...] = ()

    @cached_property
    def all_doors(self) -> tuple[DoorView, ...]:
        """Every door, whether it shows or only writes."""
        return (*self.doors, *self.blind)

    @cached_property
    def predicate(self) -> Predicate:
        """The row is visible: some door is open."""
        return any_of(tuple(d for door in self.doors for d in door.disjuncts))

    @cached_property
    def visible(self) -> Mapping[str, Action]:
        """Member name -> READ where some door reads it, else MASK. `id` is visible with the row and not listed."""
        out: dict[str, Action] = {}
        for door in self.doors:
            for name, grant in door.fields.items():
                if grant.action is Action.READ or name not in out:
                    out[name] = grant.action
        return out

    def readable_everywhere(self, name: str, group: str) -> bool:
        """Every door reads the member and no row rule hides its group: the stored column is what any caller sees."""
        return group not in self.group_denials and all(
            (g := d.fields.get(name)) is not None and g.action is Action.READ for d in self.doors
        )


@dataclass(frozen=True)
class View:
    """What a caller of this subject, role and purpose may see and write. Equal keys mean equal views."""

    subject: str
    role: str | None
    purpose: str | None
    policy_version: str
    entities: Mapping[str, EntityView]
    cases: Mapping[str, StateTable] = field(default_factory=dict)
    """The state tables of the policy version, by entity."""

    numbers: Mapping[str, int] = field(default_factory=dict)
    """The numbers of the policy version, by code."""

    @cached_property
    def key(self) -> tuple[str, str | None, str | None, str]:
        return (self.subject, self.role, self.purpose, self.policy_version)
