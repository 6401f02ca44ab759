"""The same document with other variables: absent, null, flipped, longer, shorter. One plan must not serve another's.

And with other values in the same form, asked by others too: one plan must serve them all, and making it is what costs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Any

from tests.oracle.operations import Operation
from tests.oracle.samples import Samples

_DECLARED = re.compile(r"\$(\w+): ([\w\[\]!]+)( = )?")


def _other(value: Any, rng: Random) -> Any:
    """Another value of the same type, near this one."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return rng.randint(1, 6)
    if isinstance(value, list):
        if not value or rng.random() < 0.4:
            return value[:1] * rng.randrange(0, 3)
        return [_other(v, rng) for v in rng.sample(value, rng.randint(1, len(value)))]
    if isinstance(value, dict):
        kept = [k for k in value if rng.random() < 0.8]
        return {k: _other(value[k], rng) if rng.random() < 0.5 else value[k] for k in kept}
    return value


def varied(operation: Operation, rng: Random) -> Operation:
    """The operation with some of its variables changed; valid for its types."""
    variables = dict(operation.variables)
    for name, kind, default in _DECLARED.findall(_heading(operation.document)):
        if rng.random() < 0.4:
            continue
        if not kind.endswith("!") and rng.random() < 0.3:
            variables.pop(name, None)
            if rng.random() < 0.3:
                variables[name] = None
        elif name in variables and variables[name] is not None:
            variables[name] = _other(variables[name], rng)
        elif default and kind.endswith("!"):
            variables.pop(name, None)
    return replace(operation, variables=variables)


def redrawn(operation: Operation, samples: Samples) -> Operation:
    """The operation with most of its values drawn anew, in the form that they have."""
    variables = dict(operation.variables)
    for name, again in operation.again.items():
        if variables.get(name) is not None and samples.rng.random() < 0.8:
            variables[name] = again(samples)
    return replace(operation, variables=variables)


class Asked:
    """What has been asked of a world: what is asked again does not count."""

    def __init__(self) -> None:
        self._seen: set[tuple[object, ...]] = set()

    def first_time(self, samples: Samples, operation: Operation) -> bool:
        """Nobody of these eyes has asked this document with these variables before."""
        variables = json.dumps(operation.variables, sort_keys=True)
        before = len(self._seen)
        self._seen.add((samples.eyes.caller, operation.document, operation.operation_name, variables))
        return len(self._seen) > before


def forms_of(operation: Operation, rng: Random, most: int) -> list[Operation]:
    """The operation as drawn and, up to `most`, with its variables varied: each form mostly needs its own statement."""
    others = most - 1 if operation.variables and not operation.hidden else 0
    return [operation, *(varied(operation, rng) for _ in range(others))]


def cases_of(
    forms: Sequence[Operation], audience: Sequence[Samples], most: int, asked: Asked
) -> list[tuple[Samples, Operation]]:
    """Each form as it is before all of the audience (who share a view), then with values drawn anew for one after
    another, `most` times a form at most. Nothing that was asked before."""
    out = []
    for form in forms:
        fresh = [(samples, form) for samples in audience]
        if not form.hidden and any(form.variables.get(name) is not None for name in form.again):
            fresh += [(s, redrawn(form, s)) for s in (list(audience) * most)[: most - len(audience)]]
        out += [case for case in fresh if asked.first_time(*case)]
    return out


def _heading(document: str) -> str:
    """The variable definitions of the operation `Q`, brackets within strings and objects of defaults included."""
    if not document.startswith("query Q("):
        return ""
    depth, quoted = 0, False
    for at, character in enumerate(document):
        if character == '"' and document[at - 1] != "\\":
            quoted = not quoted
        elif not quoted:
            depth += (character == "(") - (character == ")")
            if depth == 0 and character == ")":
                return document[: at + 1]
    return ""
