"""The same document with other variables: absent, null, flipped, longer, shorter. One plan must not serve another's."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random
from typing import Any

from tests.oracle.operations import Operation

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
