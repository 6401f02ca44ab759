"""A story: steps of named callers, each asked of a running service and held against what the step says of its answer.

A step that is not answered as it says raises `UnexpectedAnswerError`, so that a story that was told to its end is true.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Protocol

import orjson

from core.clock import Clock, utc_text, work_date
from schema.mutations import MUTATIONS

_NAME = re.compile(r"\$(\w+)")
_NOBODY = "0" * 32
UNKNOWN = "FIELD_NOT_AVAILABLE"
"""What one hears of a field or mutation that there is not, for him."""


class UnexpectedAnswerError(AssertionError):
    """An answer is not what the story says of it."""


class Ask(Protocol):
    """Sends an operation for a caller of the story, by name. With a `receipt` it is whoever holds that code, without a token."""

    def __call__(
        self, who: str, document: str, variables: Mapping[str, Any], receipt: str | None, sought: str | None
    ) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Told:
    """A step that was played. `kind`: `does`, `refused`, `sees`, `hidden` or `unknown`; `what`: the mutation, else empty.

    Of the kind `chapter` nobody asks anything; `what` is its heading, Chinese / English.
    """

    kind: str
    who: str
    what: str
    document: str
    variables: Mapping[str, Any]
    answer: Mapping[str, Any]


def _ignore(_: Told) -> None:
    """Listens to no step."""


@dataclass
class Story:
    """The steps so far. `ids`: what a `$name` in a query or an input stands for, by name; a record made is named after its kind."""

    ask: Ask
    clock: Clock
    ids: dict[str, str]
    hear: Callable[[Told], None] = _ignore
    receipts: dict[str, str] = field(default_factory=dict)

    def does(
        self, who: str, mutation: str, on: str | None = None, named: str | None = None, show: str = "",
        sought: str | None = None, **given: Any,
    ) -> dict[str, Any]:  # fmt: skip
        """The caller runs a mutation, on the case `on` if it moves one, and succeeds. Gives what he is shown of the record.

        The record has the name `named` from then on, else that of its kind (`incident`). `sought`: the identity number of the
        person who is looked for. A refusal raises UnexpectedAnswerError.
        """
        spec = MUTATIONS[mutation]
        document, variables, answer = self._run(who, mutation, on, show, given, sought)
        payload = (answer.get("data") or {}).get("done")
        if payload is None or payload["problems"] or (payload[spec.result] is None and not spec.receipt):
            raise _unexpected(f"{who} should have done {mutation}", answer)
        name = named or on or spec.result
        if spec.receipt:
            self.receipts[name] = payload["receiptCode"]
        shown: dict[str, Any] = payload[spec.result] or self._received(name, show)
        self.ids[name] = shown["id"]
        self.hear(Told("does", who, mutation, document, variables, answer))
        return shown

    def refused(self, who: str, mutation: str, code: str, at: str | None = None, on: str | None = None, **given: Any) -> str:
        """The mutation is refused with `code`, at the input field `at` if one is said, and nothing else. Gives the message."""
        document, variables, answer = self._run(who, mutation, on, "", given)
        payload = (answer.get("data") or {}).get("done") or {}
        found = [(p["code"], p["field"], p["message"]) for p in payload.get("problems", ())]
        found += [(e["extensions"]["code"], None, e["message"]) for e in answer.get("errors", ())]
        if not found or any((c, f) != (code, at) for c, f, _ in found):
            raise _unexpected(f"{who} should have been refused {mutation} with {code} at {at}", answer)
        self.hear(Told("refused", who, mutation, document, variables, answer))
        return str(found[0][2])

    def sees(self, who: str, query: str, expected: Any, receipt: str | None = None, sought: str | None = None) -> dict[str, Any]:
        """The answer's data hold `expected`: each member of an object, each element of a list somewhere in the list."""
        document = f"{{ {self.filled(query)} }}"
        answer = self._asked(who, document, {}, receipt, sought)
        if answer.get("data") is None or "errors" in answer or not holds(self._ids(expected), answer["data"]):
            raise _unexpected(f"{who} should have seen {expected} by {query}", answer)
        self.hear(Told("sees", who, "", document, {}, answer))
        data: dict[str, Any] = answer["data"]
        return data

    def hidden(self, who: str, *queries: str) -> None:
        """Each query answers with null or an empty list, the same as for ids that no row has."""
        for query in queries:
            document = f"{{ {self.filled(query)} }}"
            answer = self._asked(who, document, {}, None, None)
            other = self._asked(who, f"{{ {self.filled(query, issued=False)} }}", {}, None, None)
            if answer != other or "errors" in answer or not all(map(_nothing, (answer.get("data") or {"": 1}).values())):
                raise _unexpected(f"{who} should have seen nothing by {query}", answer)
            self.hear(Told("hidden", who, "", document, {}, answer))

    def unknown(self, who: str, *queries: str) -> None:
        """Each query names what there is not for the caller, and nothing is answered."""
        for query in queries:
            document = f"{{ {self.filled(query)} }}"
            answer = self._asked(who, document, {}, None, None)
            codes = {e["extensions"]["code"] for e in answer.get("errors", ())}
            if codes != {UNKNOWN} or answer.get("data") is not None:
                raise _unexpected(f"{who} should not have known {query}", answer)
            self.hear(Told("unknown", who, "", document, {}, answer))

    def chapter(self, heading: str) -> None:
        """What comes next is headed so, Chinese / English."""
        self.hear(Told("chapter", "", heading, "", {}, {}))

    def ago(self, **before: float) -> str:
        """The instant so much before now, as a `timedelta` is given."""
        return utc_text(self.clock.now() - timedelta(**before))

    def day(self, days: int = 0) -> str:
        """The date so many days from today."""
        return (work_date(self.clock.now()) + timedelta(days=days)).isoformat()

    def filled(self, text: str, issued: bool = True) -> str:
        """The text with each `$name` replaced by the id of that name, or by one of its kind that no row has."""

        def named(found: re.Match[str]) -> str:
            known = self.ids[found[1]]
            return known if issued else known.partition("_")[0] + "_" + _NOBODY

        return _NAME.sub(named, text)

    def _ids(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {k: self._ids(v) for k, v in value.items()}
        if isinstance(value, list):
            return [self._ids(v) for v in value]
        return self.filled(value) if isinstance(value, str) else value

    def _run(
        self, who: str, mutation: str, on: str | None, show: str, given: Mapping[str, Any], sought: str | None = None
    ) -> tuple[str, Mapping[str, Any], dict[str, Any]]:
        spec = MUTATIONS[mutation]
        values = {"idempotencyKey": uuid.uuid4().hex, **({} if on is None else self._seen(who, spec.entity, on)), **given}
        record = f"{spec.result} {{ id {show} }}"
        receipt = " receiptCode" if spec.receipt else ""
        document = (
            f"mutation ($input: {spec.input_type}!) {{\n  done: {mutation}(input: $input) "
            f"{{ {record}{receipt} problems {{ field code message }} }}\n}}"
        )
        variables = {"input": self._ids(values)}
        return document, variables, self._asked(who, document, variables, None, sought)

    def _received(self, name: str, show: str) -> dict[str, Any]:
        """What the holder of a receipt is shown of the report: without a token nobody is shown it but by its code."""
        answer = self._asked("", f"{{ reports {{ nodes {{ id {show} }} }} }}", {}, name, None)
        found: dict[str, Any] = answer["data"]["reports"]["nodes"][0]
        return found

    def _seen(self, who: str, entity: str, on: str) -> dict[str, str]:
        """What names a case that is moved: its id, and its version as the caller sees it. Of a hidden case any version."""
        answer = self._asked(who, self.filled(f'{{ {entity[0].lower()}{entity[1:]}(id: "${on}") {{ version }} }}'), {}, None, None)
        found = next(iter((answer.get("data") or {"": None}).values()))
        return {"id": self.ids[on], "expectedVersion": found["version"] if found else _NOBODY}

    def _asked(
        self, who: str, document: str, variables: Mapping[str, Any], receipt: str | None, sought: str | None
    ) -> dict[str, Any]:
        return self.ask(who, document, variables, None if receipt is None else self.receipts[receipt], sought)


def holds(part: Any, whole: Any) -> bool:
    """`whole` has every member of `part`, and in its lists every element, in whatever order; leaves are equal."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(k in whole and holds(v, whole[k]) for k, v in part.items())
    if isinstance(part, list):
        same = isinstance(whole, list) and (bool(part) or not whole)
        return same and all(any(holds(p, w) for w in whole) for p in part)
    return type(part) is type(whole) and bool(part == whole)


def _nothing(root: Any) -> bool:
    return root is None or (isinstance(root, dict) and (root.get("nodes") == [] or root.get("totalCount") == 0))


def _unexpected(said: str, answer: Mapping[str, Any]) -> UnexpectedAnswerError:
    return UnexpectedAnswerError(f"{said}: {orjson.dumps(answer).decode()}")
