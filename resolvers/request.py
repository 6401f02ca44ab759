"""What a transport hands to the pipeline and what it gets back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from core.errors import TonghuError


@dataclass(frozen=True, slots=True)
class GraphQLRequest:
    """A well-formed request; its texts hold neither NUL nor lone surrogates.

    `variables`: as parsed from JSON, None where not given; `allow_mutation` is false over GET.
    """

    document: str
    operation_name: str | None
    variables: dict[str, Any] | None
    allow_mutation: bool
    sought: str | None = None
    """The identity number of a person who is looked for, as `extensions.soughtIdentityNumber` gives it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`body` is the complete JSON response. `code` is None for data, else the error code (a key of
    `core.errors.TABLE`) whose entry gives the HTTP status. `retry_after`: seconds to wait before another try, where that helps."""

    body: bytes
    code: str | None
    retry_after: int | None = None


def refusal(errors: Sequence[TonghuError], language: str) -> Answer:
    """The answer that reports `errors` (never empty) and no data; the first one's code gives the status."""
    body = orjson.dumps({"errors": [error.as_dict(language) for error in errors]})
    return Answer(body, errors[0].code, errors[0].retry_after)
