"""Every operation as every subject: plan, both statements, values, answer and disclosure are those on file.

`make golden` rewrites the files; read the diff before you commit it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.golden.conftest import Stages
from tests.golden.stage import written
from tests.golden.world import CALLERS

CASES = sorted(p for p in (Path(__file__).parent / "cases").iterdir() if p.is_dir())
WRITE = os.environ.get("TONGHU_GOLDEN") == "write"


def operation(case: Path, subject: str) -> tuple[str, dict[str, object]]:
    """The document for a subject (its own, else the common one) and the variables."""
    own, common = case / f"{subject}.graphql", case / "operation.graphql"
    variables = case / "variables.json"
    return (own if own.exists() else common).read_text(), json.loads(variables.read_text()) if variables.exists() else {}


def _files(case: Path, subject: str) -> list[Path]:
    return [p for p in case.glob(f"{subject}.*") if p.suffix != ".graphql"]


def read(case: Path, subject: str) -> dict[str, str]:
    """The files of a case and subject: name -> text."""
    return {p.name: p.read_text() for p in _files(case, subject)}


def rewrite(case: Path, subject: str, texts: dict[str, str]) -> None:
    """Puts `texts` (name -> text) in place of the files of a case and subject."""
    for old in _files(case, subject):
        old.unlink()
    for name, text in texts.items():
        (case / name).write_text(text)


@pytest.mark.parametrize("subject", CALLERS)
@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
async def test_every_stage_is_as_on_file(case: Path, subject: str, stages: Stages) -> None:
    document, variables = operation(case, subject)
    made = {dialect: await stage.run(document, variables, subject) for dialect, stage in stages.items()}
    texts = {f"{subject}.{suffix}": text for suffix, text in written(made).items()}
    if WRITE:
        rewrite(case, subject, texts)
    on_file = read(case, subject)
    assert sorted(on_file) == sorted(texts)
    for name, text in texts.items():
        assert on_file[name] == text, f"{case.name}/{name} differs; `make golden` if it is meant to"


def test_there_are_at_least_twelve_operations() -> None:
    assert len(CASES) >= 12
    assert len(CALLERS) == 3
