"""The service's own log of a defect: what it was and where, and no value of a row, a variable or an exception."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from core.observe import configure
from resolvers import pipeline
from tests.mutations.place import Place, codes

pytestmark = pytest.mark.asyncio(loop_scope="session")

SECRETS = ("露", "张三", "500112201509010016", "13800001234", "secret-argument")


class LeakyError(Exception):
    """An exception that quotes a row, as drivers do."""


@pytest.fixture
def log_of_the_service(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What the service writes, configured as it is served."""
    before, text = structlog.get_config(), io.StringIO()
    monkeypatch.setattr(sys, "stderr", text)
    configure("debug")
    monkeypatch.setattr(pipeline, "log", structlog.get_logger())  # the module's own may keep an earlier stream
    yield text
    structlog.configure(**before)


def _fail(*values: object, **named: object) -> Any:
    name = SECRETS[0]
    try:
        raise ValueError(f"value {SECRETS[1]} of {name} {values} {named}")
    except ValueError as error:
        raise LeakyError(f"Key (identity_number)=({SECRETS[2]}) already exists: {SECRETS[3]}") from error


QUERY = '{ children(filter: {name: {eq: "secret-argument"}}) { totalCount } }'
MUTATION = (
    'mutation { fileReport(input: {idempotencyKey: "secret-argument", kind: OTHER, childDescription: "secret-argument", '
    'content: "露"}) { report { id } } }'
)


@pytest.mark.parametrize(
    ("document", "where"),
    [(QUERY, "read"), (QUERY, "describe"), (QUERY, "assembled"), (QUERY, "planned"), (MUTATION, "transaction"),
     (MUTATION, "describe"), (MUTATION, "assembled")],
)  # fmt: skip
async def test_a_defect_is_logged_without_values(
    place: Place, monkeypatch: pytest.MonkeyPatch, log_of_the_service: io.StringIO, document: str, where: str
) -> None:
    service = place.stage.service
    owner = service.database if where in ("read", "transaction") else service
    with monkeypatch.context() as patched:
        patched.setattr(owner, where, _fail)
        answer = await place.run(document, place.ground.caller("town"))
    logged = log_of_the_service.getvalue()
    assert codes(answer) == ["INTERNAL"]
    assert {"message": "Internal error", "extensions": {"code": "INTERNAL"}}.items() <= answer["errors"][0].items()
    assert "LeakyError" in logged
    assert [json.loads(line) for line in logged.splitlines()]
    for secret in (*SECRETS, "identity_number"):
        assert secret not in logged
        assert secret not in json.dumps(answer, ensure_ascii=False)
