"""Whatever a caller reads is there in Chinese and in English: labels of all kinds, and every reason that the work gives.

The texts of codes: tests/server/test_errors.py.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
import yaml

from schema.entities import CATALOG
from schema.mutations import MUTATIONS
from tests.architecture.sources import PROJECT

HAN = re.compile(r"[\u4e00-\u9fff]")
LATIN = re.compile(r"[A-Za-z]")


def labels() -> Iterator[tuple[str, str]]:
    """(where, "中文 / English") of enums, their values, entities, members, mutations and inputs."""
    for entity in CATALOG:
        yield entity.name, entity.label
        for field in entity.fields:
            yield f"{entity.name}.{field.name}", field.label
            if field.enum is not None:
                yield field.enum.name, field.enum.label
                yield from ((f"{field.enum.name}.{value}", label) for value, label in field.enum.values.items())
        yield from ((f"{entity.name}.{r.name}", r.label) for r in entity.relations)
    for spec in MUTATIONS.values():
        yield spec.name, spec.label
        yield from ((f"{spec.name}.{name}", label) for name, _, label in spec.inputs)
    rules = yaml.safe_load((PROJECT / "policies/duties.yaml").read_text(encoding="utf-8"))
    yield from ((f"duty {code}", rule["label"]) for code, rule in rules.items() if code != "superiors")


def faulty(label: str) -> bool:
    """Not Chinese, then English."""
    chinese, between, english = label.partition(" / ")
    return not (between and HAN.search(chinese) and LATIN.search(english) and not HAN.search(english))


def test_every_label_is_in_both_languages() -> None:
    found = dict(labels())
    assert len(found) > 1000
    assert {where: label for where, label in found.items() if faulty(label)} == {}


@pytest.mark.parametrize("label", ["已受理", "Received", "已受理 / ", "Received / 已受理", "已受理/Received"])
def test_half_a_label_is_caught(label: str) -> None:
    assert faulty(label)


def _text(node: ast.expr) -> str | None:
    """The constant text of a literal or of a formatted one; None of anything else."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(str(v.value) for v in node.values if isinstance(v, ast.Constant))
    return None


def reasons(source: str) -> Iterator[tuple[int, str, str]]:
    """(line, Chinese, English) of each `Words(...)`, `not_so(...)`, `other_person(...)` with texts of its own."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("Words", "not_so", "other_person"):
            texts = [_text(a) for a in node.args[-2:]]
            if len(texts) == 2 and texts[0] is not None and texts[1] is not None:
                yield node.lineno, texts[0], texts[1]


def test_every_reason_is_in_both_languages() -> None:
    count, wrong = 0, []
    for folder in ("core", "schema", "authz", "planner", "db", "resolvers", "server"):
        for path in sorted((PROJECT / folder).rglob("*.py")):
            for line, chinese, english in reasons(path.read_text(encoding="utf-8")):
                count += 1
                if not HAN.search(chinese) or HAN.search(english) or not LATIN.search(english):
                    wrong.append(f"{path.relative_to(PROJECT)}:{line}")
    assert count > 100
    assert wrong == []


def test_a_reason_in_one_language_is_caught() -> None:
    assert list(reasons('Words("甲", "a")\nnot_so("Words", f"b {x}")')) == [(1, "甲", "a"), (2, "Words", "b ")]
