"""Casbin loads the text that the strict loader read: its model gives the effective table, `enforce` is the oracle."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import casbin
from casbin.model.model import Model
from casbin.persist.adapter import Adapter, load_policy_line

from authz.grants import Grant, Grants, expand
from authz.problems import PolicyError, Problem, refuse
from authz.sources import GRANTS, MODEL
from schema.catalog import Catalog
from schema.entities import CATALOG

_new_model: Any = Model
_load_line: Any = load_policy_line

logging.getLogger("casbin").setLevel(logging.WARNING)


FORM: Mapping[str, str] = {
    "[request_definition]": "r = sub, obj, member, act, door",
    "[policy_definition]": "p = sub, obj, member, act, door, eft, basis",
    "[role_definition]": "g = _, _",
    "[policy_effect]": "e = some(where (p.eft == allow)) && !some(where (p.eft == deny))",
    "[matchers]": (
        "m = g(r.sub, p.sub) && r.obj == p.obj && covers(r.obj, p.member, r.member)"
        ' && (r.door == p.door || p.eft == "deny" && p.door == "*")'
        ' && (r.act == p.act || p.eft == "deny" && p.act == "read" && r.act == "mask")'
    ),
}
"""Section of model.conf -> the line that it must hold: `authz.combine` builds the views by just these rules."""


def model_faults(text: str) -> Iterator[Problem]:
    """Lines of model.conf by which Casbin would decide otherwise than the views are built. Spaces and order are free."""
    section, seen = "", dict[str, bool]()
    for number, raw in enumerate(text.split("\n"), start=1):
        line = " ".join(raw.split())
        if not line or line.startswith("#"):
            continue
        if line in FORM and line not in seen:
            section, seen[line] = line, False
        elif line.startswith("["):
            message = f"`{line}` is there twice" if line in FORM else f"unknown section `{line}`, expected {', '.join(FORM)}"
            yield Problem(MODEL, number, message)
            section = ""
        elif not section:
            yield Problem(MODEL, number, f"`{line}` stands in no section")
        elif seen[section]:
            yield Problem(MODEL, number, f"{section} holds one line, and a second one is here")
        else:
            seen[section] = True
            if line != FORM[section]:
                yield Problem(MODEL, number, f"{section} must hold `{FORM[section]}`: the views are built by this rule alone")
    for name in FORM:
        if not seen.get(name, False):
            yield Problem(MODEL, 1, f"{name} with its line is missing")


class _TextAdapter(Adapter):
    """Gives Casbin the text of grants.csv as it stands."""

    def __init__(self, text: str) -> None:
        self.text = text

    def load_policy(self, model: Model) -> None:
        for line in self.text.split("\n"):
            _load_line(line.strip(), model)


@dataclass(frozen=True)
class Decision:
    """Casbin's own answer for one cell. Not a truth value: read `allowed`."""

    allowed: bool
    deciding: Grant | None

    def __bool__(self) -> bool:
        raise TypeError("a Decision has no truth value; read `allowed`")


class CasbinTable:
    """The loaded Casbin model of one policy version, with the strict loader's lines beside it."""

    def __init__(self, model_text: str, grants_text: str, grants: Grants, catalog: Catalog = CATALOG) -> None:
        refuse(model_faults(model_text))
        try:
            model: Any = _new_model()
            model.load_model_from_text(model_text)
            enforcer: Any = casbin.Enforcer(model, _TextAdapter(grants_text))
        except Exception as e:  # Casbin raises what comes, a TypeError for an empty file; whatever it is, the policy is refused
            raise PolicyError([Problem(MODEL, 1, f"Casbin does not load it: {e}")]) from e
        self._enforcer = enforcer
        covered = {(g.entity, g.member, name) for g in grants.lines for name in expand(catalog[g.entity], g.member)}
        enforcer.add_function("covers", lambda entity, column, name: (entity, column, name) in covered)
        self._grants = grants
        held = enforcer.model.model["p"]["p"].policy
        if [tuple(values) for values in held] != [g.values for g in grants.lines]:
            raise PolicyError([Problem(GRANTS, 1, "Casbin reads other lines than the strict loader")])

    def lines_of(self, subject: str) -> Iterator[Grant]:
        """Lines of `subject` and of all that it inherits from, its own first, as the loaded model has them."""
        family = (subject, *sorted(self._enforcer.get_implicit_roles_for_user(subject)))
        for name in family:
            for index, values in enumerate(self._enforcer.model.model["p"]["p"].policy):
                if values[0] == name:
                    yield self._grants.lines[index]

    def enforce(self, subject: str, entity: str, member: str, action: str, door: str) -> Decision:
        """Casbin's decision on one cell and the line that decided it. Slow: for tests and explanations."""
        allowed, values = self._enforcer.enforce_ex(subject, entity, member, action, door)
        deciding = next((g for g in self._grants.lines if g.values == tuple(values)), None) if values else None
        return Decision(bool(allowed), deciding)

