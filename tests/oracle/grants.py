"""grants.csv and purposes.yaml, read line by line: which door of which entity shows which member to a subject."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from schema.catalog import Entity
from schema.entities import CATALOG

READ, MASK = "read", "mask"


@dataclass(frozen=True)
class Line:
    """One `p` line."""

    subject: str
    entity: str
    member: str
    action: str
    door: str
    effect: str
    basis: str


@dataclass(frozen=True)
class Purpose:
    """A purpose of referrals or emergencies: its door, who may hold it, the members it shows of each entity."""

    name: str
    kind: str
    subjects: frozenset[str]
    members: Mapping[str, frozenset[str]]

    @property
    def door(self) -> str:
        return f"{self.kind}:{self.name}"


def expand(entity: Entity, word: str) -> frozenset[str]:
    """Members that a line's fourth column names: a member, or a whole `@group`."""
    if word.startswith("@"):
        return frozenset(entity.groups[word[1:]])
    return frozenset({word}) if word in entity.members else frozenset()


class Grants:
    """All lines and purposes of a policies folder."""

    def __init__(
        self,
        lines: list[Line],
        parents: Mapping[str, frozenset[str]],
        purposes: list[Purpose],
        alone: frozenset[str] = frozenset(),
    ) -> None:
        self.lines = lines
        self.parents = parents
        self.purposes = purposes
        self.alone = alone
        """Subjects that act for no organisation and have no role."""

    @classmethod
    def read(cls, folder: Path) -> Grants:
        """Reads `grants.csv` and `purposes.yaml` of `folder`."""
        lines, parents = [], {}
        for raw in (folder / "grants.csv").read_text(encoding="utf-8").splitlines():
            parts = [p.strip() for p in raw.split("#", 1)[0].split(",")]
            if parts[0] == "p":
                lines.append(Line(*parts[1:]))
            elif parts[0] == "g":
                parents.setdefault(parts[1], set()).add(parts[2])
        listed = yaml.safe_load((folder / "subjects.yaml").read_text(encoding="utf-8"))
        alone = frozenset(name for name, of in listed.items() if of["is"] in ("person", "nobody"))
        return cls(lines, {k: frozenset(v) for k, v in parents.items()}, read_purposes(folder / "purposes.yaml"), alone)

    def names_of(self, subject: str) -> frozenset[str]:
        """The subject and all whom it inherits from."""
        out, todo = set(), [subject]
        while todo:
            name = todo.pop()
            if name not in out:
                out.add(name)
                todo.extend(self.parents.get(name, ()))
        return frozenset(out)

    def _lines(self, subject: str, entity: Entity, effect: str) -> list[Line]:
        names = self.names_of(subject)
        return [x for x in self.lines if x.subject in names and x.entity == entity.name and x.effect == effect]

    def _granted(self, subject: str, entity: Entity, door: str) -> dict[str, str]:
        """Member -> read or mask by the lines that name `door`, less what deny lines take away (rule 2)."""
        out: dict[str, str] = {}
        for line in self._lines(subject, entity, "allow"):
            if line.door == door and line.action in (READ, MASK):
                for member in expand(entity, line.member):
                    if out.get(member) != READ:
                        out[member] = line.action
        return {m: a for m, a in out.items() if not self.denied(subject, entity, door, m, a)}

    def denied(self, subject: str, entity: Entity, door: str, member: str, action: str) -> bool:
        """A deny line, the subject's own or inherited, names the member at this door or at all; of read: masks too."""
        closing = (READ, MASK) if action == MASK else (action,)
        return any(
            line.door in (door, "*") and member in expand(entity, line.member) and line.action in closing
            for line in self._lines(subject, entity, "deny")
        )

    def doors(self, subject: str, role: str | None, purpose: str | None, entity: Entity) -> dict[str, dict[str, str]]:
        """Door -> member -> read or mask. Doors that show nothing are left out; `id` is not listed."""
        if role not in ("reader", "officer") and (role is not None or subject not in self.alone):
            return {}
        out: dict[str, dict[str, str]] = {}
        anywhere: dict[str, str] = {}
        named = {line.door for line in self._lines(subject, entity, "allow")}
        for door in sorted(d for d in named if d.split(":")[0] == "duty"):
            out[door] = self._granted(subject, entity, door)
            for member, action in out[door].items():
                anywhere[member] = READ if READ in (action, anywhere.get(member)) else MASK
        for p in self.purposes:
            if not p.subjects & self.names_of(subject) or purpose not in (None, p.name):
                continue
            own = self._granted(subject, entity, p.door)
            both = {m: READ if READ in (own.get(m), anywhere.get(m)) else MASK for m in {*own, *anywhere}}
            out[p.door] = {
                m: a
                for m, a in both.items()
                if m in p.members.get(entity.name, ()) and not self.denied(subject, entity, p.door, m, a)
            }
        return {door: members for door, members in out.items() if members}


def read_purposes(file: Path) -> list[Purpose]:
    """The purposes of referrals and emergencies in `purposes.yaml`; its conditions of `duty` say nothing of members."""
    out = []
    for name, body in yaml.safe_load(file.read_text(encoding="utf-8")).items():
        if body["door"] == "duty":
            continue
        members = {
            entity: frozenset().union(*(expand(CATALOG[entity], w) for w in words))
            for entity, words in body["fields"].items()
        }
        out.append(Purpose(name, body["door"], frozenset(body["subjects"]), members))
    return out
