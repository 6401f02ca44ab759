"""Generates a Python client of each subject's document with ariadne-codegen; runs in that generator's own environment.

usage: python generate_python.py <folder>, where <folder>/subjects.json lists {subject, schema, document}. Writes the
packages <folder>/python/tonghu_<subject>, and <folder>/python.json: subject -> what was wrong, empty where nothing was.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import sys
from pathlib import Path
from typing import Any

from ariadne_codegen.exceptions import CodeGenException
from ariadne_codegen.main import client
from graphql import GraphQLError


def package(subject: str) -> str:
    """The package's name; the prefix keeps `statistics` apart from the module of that name."""
    return f"tonghu_{subject}"


def settings(one: dict[str, str], target: Path) -> dict[str, Any]:
    """What a `pyproject.toml` of the client would say."""
    said = {
        "schema_path": one["schema"],
        "queries_path": one["document"],
        "target_package_name": package(one["subject"]),
        "target_package_path": str(target),
        "async_client": True,
        "include_comments": "none",
        "include_all_inputs": False,
        "include_all_enums": False,
        "scalars": {"Date": {"type": "datetime.date"}, "DateTime": {"type": "datetime.datetime"}},
    }
    return {"tool": {"ariadne-codegen": said}}


def generate(one: dict[str, str], target: Path) -> list[str]:
    """What was wrong with one subject's document, or with the package that was made of it."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            client(settings(one, target))
        importlib.import_module(package(one["subject"]))
    except (CodeGenException, GraphQLError, ImportError, SyntaxError, NameError, TypeError) as error:
        return [line for line in f"{type(error).__name__}: {error}".splitlines() if line.strip()]
    return []


def main(folder: Path) -> None:
    """All subjects, one after the other."""
    target = folder / "python"
    target.mkdir(parents=True, exist_ok=True)
    sys.path.insert(0, str(target))
    subjects = json.loads((folder / "subjects.json").read_text(encoding="utf-8"))
    results = {one["subject"]: generate(one, target) for one in subjects}
    (folder / "python.json").write_text(json.dumps(results, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
