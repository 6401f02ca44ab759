"""`policy check`: what is wrong with a policy beyond what stops it from loading, and named warnings for poor policy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from authz.build import Policies
from authz.caller import PUBLIC
from authz.indexes import Indexes, serving_faults
from authz.masks import completing
from authz.problems import Problem
from authz.sources import BASES, PURPOSES
from authz.view import Action, View
from schema.catalog import Kind, Relation


@dataclass(frozen=True, order=True, slots=True)
class PolicyWarning:
    """A legal but poor piece of policy. `name` is stable, e.g. `idle-rule`."""

    name: str
    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: [{self.name}] {self.message}"


def _at(source: str) -> tuple[str, int]:
    file, _, line = source.rpartition(":")
    return file, int(line)


def views_of(policies: Policies) -> Iterator[View]:
    """The widest view of each subject: an officer's, or that of who acts for no organisation."""
    for subject in policies.declared.concrete:
        yield policies.view(subject, policies.widest_role(subject))


def check_policies(policies: Policies, indexes: Indexes | None = None) -> tuple[Problem, ...]:
    """Faults of loaded policies: masks that can be completed, write doors that nobody reads by, histories that tell of clocks
    not read, disjuncts that no index serves. `indexes`: entity -> the column lists of its table's indexes (None: not checked)."""
    found: list[Problem] = []
    for view in views_of(policies):
        found.extend(_mask_problems(view))
        found.extend(_blind_write_problems(view))
        found.extend(_clock_problems(view, policies))
        if indexes is not None:
            found.extend(_index_problems(view, policies, indexes))
    return tuple(sorted(set(found)))


def _mask_problems(view: View) -> Iterator[Problem]:
    for entity, of in view.entities.items():
        read = frozenset(name for name, action in of.visible.items() if action is Action.READ)
        for door in of.doors:
            for name, grant in door.fields.items():
                by = completing(entity, name, read) if grant.action is Action.MASK else ()
                if by:
                    message = f"`{view.subject}`: the mask of {entity}.{name} is completed by {', '.join(by)}"
                    yield Problem(*_at(grant.source), message)


def _blind_write_problems(view: View) -> Iterator[Problem]:
    """A door that only writes lets its writer check nothing of what was written; only `public` may have one."""
    for entity, of in view.entities.items():
        for door in of.blind if view.subject != PUBLIC else ():
            grant = next(iter(door.writes.values()))
            message = f"`{view.subject}` writes {entity} through `{door.door}` but reads nothing by it"
            yield Problem(*_at(grant.source), message)


def _clock_problems(view: View, policies: Policies) -> Iterator[Problem]:
    """When a member changed is when the step was taken that changed it: whoever reads it must read the record's clocks."""
    for entity, of in view.entities.items():
        record = policies.catalog[entity].revises
        if record is None:
            continue
        clocks = [f.name for f in policies.catalog[record].fields if f.kind is Kind.DATETIME]
        doors = {d.door: d for d in view.entities[record].doors} if record in view.entities else {}
        for door in of.doors:
            known = doors[door.door].fields
            unread = [c for c in clocks if c not in known or known[c].action is not Action.READ]
            if unread and "changedAt" in door.fields:
                message = f"`{view.subject}` reads when a {record} changed at `{door.door}`, but not its clocks {', '.join(unread)}"
                yield Problem(*_at(door.fields["changedAt"].source), message)


def _index_problems(view: View, policies: Policies, indexes: Indexes) -> Iterator[Problem]:
    for entity, of in view.entities.items():
        for door in of.doors:
            for disjunct, source in zip(door.disjuncts, door.sources, strict=True):
                for fault in serving_faults(policies.catalog, entity, disjunct, indexes):
                    yield Problem(*_at(source), f"`{view.subject}` at `{door.door}`: {fault}")


# -- warnings ---------------------------------------------------------------------------------------------------------


def warn_policies(policies: Policies) -> tuple[PolicyWarning, ...]:
    """Named warnings: unused-basis, unused-purpose, closed-grant, idle-rule, nobody, dangling-relation."""
    views = tuple(views_of(policies))
    parts = (
        _unused_bases(policies),
        _unused_purposes(policies, views),
        _closed_grants(policies),
        _idle_rules(policies),
        _granted_to_nobody(policies, views),
        _dangling_relations(policies, views),
    )
    return tuple(sorted({w for part in parts for w in part}))


def _unused_bases(policies: Policies) -> Iterator[PolicyWarning]:
    declared = policies.declared
    cited = {g.basis for g in policies.grants.lines} | {p.basis for p in declared.purposes.values()}
    cited |= {n.basis for n in declared.numbers.values()}
    cited |= {m.basis for table in policies.states.values() for m in table.moves}
    for code in declared.bases.keys() - cited:
        yield PolicyWarning("unused-basis", BASES, declared.lines[BASES][code], f"nothing cites `{code}`")


def _unused_purposes(policies: Policies, views: tuple[View, ...]) -> Iterator[PolicyWarning]:
    used = {door.door for view in views for of in view.entities.values() for door in of.all_doors}
    for p in policies.declared.purposes.values():
        if p.door not in used:
            line = policies.declared.lines[PURPOSES][p.code]
            yield PolicyWarning("unused-purpose", PURPOSES, line, f"no subject has the door `{p.door}`")


def _closed_grants(policies: Policies) -> Iterator[PolicyWarning]:
    """Rule 6: a grant at a door that no row rule opens for the subject. Inherited lines are told with the subject."""
    for subject, of in policies.cells.items():
        for entity, doors in of.items():
            rows = policies.rows_of(subject, policies.widest_role(subject), entity)
            for door, cells in doors.items():
                if door not in rows.allows:
                    grant = next(iter((*cells.fields.values(), *cells.writes.values())))
                    message = f"no row rule opens {entity} to `{subject}` at `{door}`"
                    yield PolicyWarning("closed-grant", *_at(grant.source), message)


def _idle_rules(policies: Policies) -> Iterator[PolicyWarning]:
    """An allow rule that opens nothing to anybody. A denial may stand for subjects yet to come."""
    used = {
        a.source
        for rows in policies.rows.values()
        for part in (rows.allows, rows.denies, rows.group_denials)
        for found in part.values()
        for a in found
    }
    for rules in policies.rules.values():
        for rule in rules:
            if rule.kind == "allow" and rule.source not in used:
                yield PolicyWarning("idle-rule", rule.file, rule.line, "the rule concerns no subject that has a grant")


def _granted_to_nobody(policies: Policies, views: tuple[View, ...]) -> Iterator[PolicyWarning]:
    """A member that no subject sees, unless a deny line for `organisation` says that this is meant."""
    meant = {
        (g.entity, name)
        for g in policies.grants.lines
        if g.effect == "deny" and g.subject == "organisation" and g.action == "read"
        for name in g.members
    }
    for entity in policies.catalog:
        seen = {name for view in views if entity.name in view.entities for name in view.entities[entity.name].visible}
        for name in entity.members:
            if name not in seen and (entity.name, name) not in meant:
                file = f"rows/{entity.table}.polar"
                yield PolicyWarning("nobody", file, 1, f"{entity.name}.{name} is granted to nobody")


def _dangling_relations(policies: Policies, views: tuple[View, ...]) -> Iterator[PolicyWarning]:
    for view in views:
        for entity, of in view.entities.items():
            for door in of.doors:
                for name, grant in door.fields.items():
                    member = policies.catalog[entity].members[name]
                    if isinstance(member, Relation) and not _reads(view, member.target):
                        message = f"`{view.subject}` has {entity}.{name} but reads no {member.target}"
                        yield PolicyWarning("dangling-relation", *_at(grant.source), message)


def _reads(view: View, entity: str) -> bool:
    return entity in view.entities and bool(view.entities[entity].visible)
