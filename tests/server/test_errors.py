"""The table of error codes: complete in both languages, documented, used, and silent about what is private."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from core.errors import TABLE, Entry, RequestRefusedError, TonghuError, Words

PROJECT = Path(__file__).parents[2]
_ROW = re.compile(r"^\| `([A-Z_]+)` \| (\d{3}) \| (\d{3}) \|", re.MULTILINE)
_RAISED = re.compile(r"TonghuError\(\s*\"([A-Z_]+)\"|\"([A-Z]+(?:_[A-Z]+)+)\" if .* else \"([A-Z]+(?:_[A-Z]+)+)\"")
FOLDERS = ("audit", "authz", "core", "db", "planner", "resolvers", "schema", "server")


def test_the_page_documents_every_code_with_its_statuses_and_no_other() -> None:
    page = (PROJECT / "docs/errors.md").read_text(encoding="utf-8")
    documented = [(code, int(status), int(json)) for code, status, json in _ROW.findall(page)]
    assert len(documented) == len({code for code, _, _ in documented})
    assert sorted(documented) == sorted((e.code, e.status, e.json_status) for e in TABLE.values())


@pytest.mark.parametrize("entry", TABLE.values(), ids=lambda e: e.code)
def test_both_texts_need_the_same_parameters(entry: Entry) -> None:
    chinese = {name for _, name, _, _ in string.Formatter().parse(entry.zh) if name}
    assert chinese == entry.parameters
    assert re.search(r"[\u4e00-\u9fff]", entry.zh)
    assert not re.search(r"[\u4e00-\u9fff]", entry.en)


def test_the_source_raises_codes_of_the_table_only_and_leaves_none_unused() -> None:
    source = "\n".join(p.read_text(encoding="utf-8") for f in FOLDERS for p in (PROJECT / f).rglob("*.py"))
    raised = {code for groups in _RAISED.findall(source) for code in groups if code}
    assert raised <= TABLE.keys()
    quoted = set(re.findall(r"\"([A-Z][A-Z_]+)\"", source.replace((PROJECT / "core/errors.py").read_text(), "")))
    assert TABLE.keys() <= quoted


def test_an_error_takes_exactly_its_parameters() -> None:
    with pytest.raises(TypeError, match="limit"):
        TonghuError("BODY_TOO_LARGE")
    with pytest.raises(TypeError, match="row"):
        TonghuError("NOT_FOUND", row=3)
    with pytest.raises(KeyError):
        TonghuError("NO_SUCH_CODE")


def test_the_shape_of_an_error() -> None:
    error = TonghuError(
        "FIELD_NOT_AVAILABLE", path=["a", 0], locations=[(1, 2)], detail="private", member="x", subject="school"
    )
    assert error.as_dict("en") == {
        "message": '"x" is unknown or not granted to "school"',
        "locations": [{"line": 1, "column": 2}],
        "path": ["a", 0],
        "extensions": {"code": "FIELD_NOT_AVAILABLE", "member": "x", "subject": "school"},
    }
    assert "private" not in str(error.as_dict("zh"))


def test_prose_follows_the_language_and_stays_out_of_extensions() -> None:
    error = TonghuError("VALUE_INVALID", field="guardian.name", reason=Words("太长", "too long"))
    assert error.as_problem("zh") == {"field": "guardian.name", "code": "VALUE_INVALID", "message": "值无效：太长"}
    assert error.as_dict("en") == {"message": "A value is invalid: too long", "extensions": {"code": "VALUE_INVALID"}}


def test_long_values_are_cut() -> None:
    shown = TonghuError("ID_INVALID", id="x" * 5_000).as_dict("en")
    assert len(shown["message"]) < 300
    assert shown["extensions"]["id"] == "x" * 200 + "…"


def test_braces_in_values_are_no_format() -> None:
    assert "{limit}" in TonghuError("ID_INVALID", id="{limit}").message("en")


def test_several_errors_report_the_first_ones_code() -> None:
    assert RequestRefusedError([TonghuError("NOT_FOUND"), TonghuError("INTERNAL")]).code == "NOT_FOUND"
    with pytest.raises(ValueError, match="no error"):
        RequestRefusedError([])
