"""What the demo serves beside `/graphql`, what `tonghu serve` does not, and that what is built is today's."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from tests.architecture.sources import PROJECT, tracked
from tests.explorer.conftest import served

EXPLORER = PROJECT / "explorer"
TYPES = {
    "/": "text/html; charset=utf-8",
    "/explorer/explorer.js": "text/javascript; charset=utf-8",
    "/explorer/explorer.css": "text/css; charset=utf-8",
    "/explorer/licences.txt": "text/plain; charset=utf-8",
    "/explorer/callers": "application/json",
    "/explorer/policy": "application/json",
}


def offered(http: httpx.Client) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = http.get("/explorer/callers").json()["callers"]
    return listed


def test_what_was_built_is_of_these_sources() -> None:
    built = json.loads((EXPLORER / "built.json").read_text())
    names = {n.removeprefix("explorer/") for n in tracked() if n.startswith("explorer/")} - {"built.json", ".npmrc"}
    assert names == built["sources"].keys() | built["dist"].keys(), "run: make explorer"
    for name, digest in (built["sources"] | built["dist"]).items():
        assert hashlib.sha256((EXPLORER / name).read_bytes()).hexdigest() == digest, f"{name}: run: make explorer"


def test_the_page_names_its_own_files_alone() -> None:
    page = (EXPLORER / "dist/index.html").read_text(encoding="utf-8")
    assert set(re.findall(r'(?:src|href)="([^"]*)"', page)) == {"data:,", "/explorer/explorer.css", "/explorer/explorer.js"}
    style = (EXPLORER / "dist/explorer.css").read_text(encoding="utf-8")
    assert {u[:5] for u in re.findall(r"url\(([^)]*)\)", style)} == {"data:"}


@pytest.mark.parametrize("path", TYPES)
def test_content_types_and_headers(http: httpx.Client, path: str) -> None:
    answer = http.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, TYPES[path])
    policy = dict(part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == ("no-store" if TYPES[path] == "application/json" else "no-cache")
    if tag := answer.headers.get("etag"):
        again = http.get(path, headers={"if-none-match": tag})
        assert (again.status_code, again.content) == (304, b"")


def test_tokens_are_for_the_page_alone(http: httpx.Client) -> None:
    for site in ("cross-site", "same-site"):
        refused = http.get("/explorer/callers", headers={"sec-fetch-site": site})
        assert (refused.status_code, refused.content) == (403, b"")
    assert "access-control-allow-origin" not in http.get("/explorer/callers").headers
    assert http.get("/explorer/callers", headers={"host": "elsewhere.example"}).status_code == 403
    assert http.post("/explorer/callers").status_code == 405


def test_every_subject_is_offered(http: httpx.Client) -> None:
    declared = yaml.safe_load((Path(PROJECT) / "policies/subjects.yaml").read_text(encoding="utf-8"))
    forms = {code: entry["is"] for code, entry in declared.items() if entry["is"] != "abstract"}
    listed = {one["subject"]: one for one in offered(http)}
    assert list(listed) == list(forms)
    for code, one in listed.items():
        assert f"{one['label']['zh']} / {one['label']['en']}" == declared[code]["label"]
        assert (one["token"] is None) == (code == "public")
        assert (one["organisation"] is not None) == (forms[code] in ("kind", "unit"))
        assert (one["guardian"] is not None) == (forms[code] == "person")


def test_every_ready_query_is_answered(http: httpx.Client) -> None:
    for one in offered(http):
        headers = {"authorization": f"Bearer {one['token']}"} if one["token"] else {}
        body = {"query": one["query"]} | ({"operationName": "Viewer"} if one["subject"] == "public" else {})
        answer = http.post("/graphql", json=body, headers=headers).json()
        assert "errors" not in answer, (one["subject"], answer["errors"])
        assert one["subject"] == "public" or any(listed.get("nodes") for listed in answer["data"].values()), one["subject"]
        asked = {"query": "{ viewer { subject } }"}
        assert http.post("/graphql", json=asked, headers=headers).json()["data"]["viewer"] == {"subject": one["subject"]}


def test_the_ready_report_of_the_public_is_filed(http: httpx.Client) -> None:
    [public] = [one for one in offered(http) if one["subject"] == "public"]
    body = {"query": public["query"], "operationName": "FileReport"}
    filed = http.post("/graphql", json=body).json()["data"]["fileReport"]
    assert filed["problems"] == []
    assert filed["receiptCode"]


def test_legal_bases_are_told_as_the_policies_have_them(http: httpx.Client) -> None:
    bases = yaml.safe_load((PROJECT / "policies/legal_bases.yaml").read_text(encoding="utf-8"))
    told = http.get("/explorer/policy").json()
    assert told["bases"].keys() == bases.keys()
    for code, basis in bases.items():
        assert {k: told["bases"][code][k] for k in ("instrument", "article", "zh", "en")} == {
            k: basis[k] for k in ("instrument", "article", "zh", "en")
        }
        assert told["bases"][code]["assumed"] == basis.get("assumed", False)
    assert told["writes"]["RecordAttendanceInput"]["status"] == ["AttendanceDay", "status"]


def test_serve_has_no_explorer(address: str, folder: Path) -> None:
    assert address
    for other in served(folder, "serve"):
        for path in TYPES:
            assert httpx.get(f"{other}{path}", trust_env=False).status_code == 404
