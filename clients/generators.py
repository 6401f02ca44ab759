"""Runs the generators and the compilers over all subjects and says what was wrong with each."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

from server.policies import PROJECT

HERE = PROJECT / "clients"
PYTHON = PROJECT / "var/clients-python/bin"
"""The environment of the Python generator, which needs another graphql-core than the service."""

Wrong = dict[str, list[str]]
"""Subject -> lines that say what is wrong; none where nothing is."""
_TSC = re.compile(r"(?:^|/)(\w+)\.ts[(:]")
_MYPY = re.compile(r"(?:^|/)tonghu_(\w+)/.*: error: ")


def lay_out(folder: Path, schemas: Mapping[str, str], documents: Mapping[str, str]) -> None:
    """Writes each subject's schema and document where the generators look for them."""
    listed = []
    for place in ("schemas", "documents"):
        (folder / place).mkdir(parents=True)
    for subject in documents:
        schema, document = folder / f"schemas/{subject}.graphql", folder / f"documents/{subject}.graphql"
        schema.write_text(schemas[subject], encoding="utf-8")
        document.write_text(documents[subject], encoding="utf-8")
        typescript = folder / f"typescript/{subject}.ts"
        listed.append({"subject": subject, "schema": schema, "document": document, "typescript": typescript})
    (folder / "subjects.json").write_text(json.dumps(listed, default=str, ensure_ascii=False), encoding="utf-8")


def typescript(folder: Path) -> Wrong:
    """@graphql-codegen/cli over every subject, then one strict `tsc` over all that it made."""
    subprocess.run(["node", HERE / "generate.mjs", folder], check=True)
    wrong: Wrong = json.loads((folder / "typescript.json").read_text(encoding="utf-8"))
    if any((folder / "typescript").glob("*.ts")):
        tsc: list[str | Path] = [HERE / "node_modules/.bin/tsc", "--pretty", "false", "-p", HERE / "tsconfig.json"]
        _told(wrong, subprocess.run(tsc, capture_output=True, text=True, check=False), _TSC)
    return wrong


def python(folder: Path) -> Wrong:
    """ariadne-codegen over every subject, each package imported, then one strict mypy over all packages."""
    subprocess.run([PYTHON / "python", HERE / "generate_python.py", folder], check=True)
    wrong: Wrong = json.loads((folder / "python.json").read_text(encoding="utf-8"))
    if any((folder / "python").iterdir()):
        kept = PROJECT / "var/clients-python/mypy"
        mypy: list[str | Path] = [PYTHON / "mypy", "--config-file", HERE / "mypy.ini", "--cache-dir", kept, "."]
        checked = subprocess.run(mypy, cwd=folder / "python", capture_output=True, text=True, check=False)
        _told(wrong, checked, _MYPY)
    return wrong


def _told(wrong: Wrong, run: subprocess.CompletedProcess[str], of_subject: re.Pattern[str]) -> None:
    """Adds a compiler's lines to their subjects. Raises RuntimeError where it failed and named none of them."""
    if run.returncode == 0:
        return
    named: Iterable[tuple[str, str]] = [
        (found[1], line) for line in run.stdout.splitlines() if (found := of_subject.search(line)) and found[1] in wrong
    ]
    if not named:
        raise RuntimeError(run.stdout + run.stderr)
    for subject, line in named:
        wrong[subject].append(line)
