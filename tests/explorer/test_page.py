"""The page in a real browser: pick a caller, run his query, read why he sees what he sees."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
import yaml
from playwright.sync_api import expect

from server.ready_queries import QUERIES
from tests.architecture.sources import PROJECT
from tests.explorer.person import DOCS, EDITOR, Person

BASES = yaml.safe_load((Path(PROJECT) / "policies/legal_bases.yaml").read_text(encoding="utf-8"))


def test_the_court_sees_its_petitions_and_no_attendance(person: Person) -> None:
    person.pick("court")
    assert person.query() == QUERIES["court"]
    expect(person.page.locator("#label-zh")).to_have_text("区法院")
    expect(person.page.locator("#label-en")).to_have_text("Court")
    data = person.run()["data"]
    expect(person.page.locator("#organisation")).to_have_text(data["viewer"]["organisation"]["name"])
    assert data["petitions"]["totalCount"] > 0
    assert all(node["child"]["name"] and node["stage"] for node in data["petitions"]["nodes"])

    person.open_type("Child")
    fields = person.documented()
    assert "name" in fields
    assert "attendanceDays" not in fields
    assert person.page.locator(f"{DOCS} a").get_by_text("AttendanceDay").count() == 0

    person.type_query("{ children(first: 1) { nodes { name attendanceDays { totalCount } } } }")
    [error] = person.run()["errors"]
    assert error["extensions"]["code"] == "FIELD_NOT_AVAILABLE"
    assert "attendanceDays" in error["message"]


@pytest.mark.parametrize(("person", "language"), [("en-GB", "en"), ("zh-CN", "zh")], indirect=["person"])
def test_every_field_bears_the_grants_behind_it(person: Person, language: str, http: httpx.Client) -> None:
    offered = {one["subject"]: one for one in http.get("/explorer/callers").json()["callers"]}
    actions = {"read": "读取", "mask": "遮盖", "write": "写入"} if language == "zh" else {a: a for a in ("read", "mask", "write")}
    seen = set()
    for subject, entity in (("court", "Petition"), ("village", "Child"), ("school", "AttendanceDay")):
        document = f'{{ viewer {{ grants(entity: "{entity}") {{ member action door legalBasis }} }} }}'
        headers = {"authorization": f"Bearer {offered[subject]['token']}"}
        grants = http.post("/graphql", json={"query": document}, headers=headers).json()["data"]["viewer"]["grants"]
        person.pick(subject)
        person.open_type(entity)
        documented = person.documented()
        assert documented.keys() == {"id", "version"} | {g["member"] for g in grants if g["action"] != "write"}
        for member, quotes in documented.items():
            behind = [g for g in grants if g["member"] == member]
            assert len(quotes) == (len(behind) or 1), member
            for grant in behind:
                basis = BASES[grant["legalBasis"]]
                words = (
                    actions[grant["action"]], grant["door"], grant["legalBasis"], basis["instrument"], basis["article"],
                    basis[language],
                )  # fmt: skip
                assert any(all(word in quote for word in words) for quote in quotes), (member, grant)
                seen.add(grant["action"])
    assert seen == {"read", "mask", "write"}


def test_what_is_written_and_filtered_bears_its_grants_too(person: Person) -> None:
    person.pick("school")
    person.open_type("RecordAttendanceInput")
    written = person.documented()
    assert written["idempotencyKey"] == []
    [status] = written["status"]
    assert status.startswith("write")
    assert BASES["plan-2.4"]["en"] in status
    person.open_type("Mutation")
    assert any(BASES["plan-2.4"]["article"] in q for q in person.documented()["recordAttendance"])
    person.open_type("AttendanceDayFilter")
    assert all(quote.startswith("read") for quote in person.documented()["status"])
    person.open_type("Query")
    assert person.documented()["attendanceDays"][0] == "opens records of AttendanceDay"


@pytest.mark.parametrize("person", ["zh-CN"], indirect=True)
def test_a_chinese_browser_gets_a_chinese_page(person: Person) -> None:
    page = person.page
    assert page.title() == "童护 · 浏览器"
    assert page.locator("html").get_attribute("lang") == "zh"
    expect(page.get_by_label("调用者")).to_be_visible()
    expect(page.get_by_role("button", name="运行查询 (Ctrl-Enter)")).to_be_visible()
    expect(page.locator(DOCS)).to_contain_text("根类型")
    person.type_query("{ nonsense }")
    assert "未知" in person.run()["errors"][0]["message"]


def test_everything_goes_by_keyboard_alone(person: Person) -> None:
    page = person.page
    picker = page.locator("#caller")
    page.keyboard.press("Tab")
    skip = page.get_by_role("button", name="Skip to the query")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(picker).to_be_focused()
    for _ in range(20):
        if picker.input_value() == "court":
            break
        page.keyboard.press("c")  # the next whose name begins so
    expect(page.locator("main [data-subject]")).to_have_attribute("data-subject", "court")
    person.wait()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    inside = f"document.querySelector('{EDITOR}').contains(document.activeElement)"
    assert page.evaluate(inside), "the editor is not reached"
    page.keyboard.press("Control+Enter")
    assert person.shown()["data"]["petitions"]["nodes"]
    page.keyboard.press("Tab")
    assert not page.evaluate(inside), "the editor is not left"
    assert person.query() == QUERIES["court"]


def test_an_edited_query_can_be_had_back_and_nothing_is_stored(person: Person, http: httpx.Client) -> None:
    person.pick("village")
    person.type_query("{ viewer { subject } }")
    assert person.run()["data"] == {"viewer": {"subject": "village"}}
    person.page.get_by_role("button", name="Restore the ready query").click()
    expect(person.page.locator(EDITOR)).to_contain_text("guardianships")
    assert person.query() == QUERIES["village"]
    assert person.stored() == '[{},{},""]'
    person.page.goto(f"{person.address}/#development")
    person.page.reload()
    expect(person.page.locator("main [data-subject]")).to_have_attribute("data-subject", "development")
