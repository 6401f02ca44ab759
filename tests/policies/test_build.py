"""Loading: version, views, the cache of compiled rows."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from authz import build
from authz.build import Policies, build_policies, load_policies
from authz.caller import Role
from authz.casbin_table import model_faults
from authz.numbers import ASKED, COUNTED
from authz.problems import PolicyError
from authz.sources import Sources
from authz.view import Action
from tests.policies.conftest import FOLDER, TODAY

Edit = Callable[[str, Callable[[str], str]], Sources]


def _refuse_to_compile(*_: object) -> None:
    raise AssertionError("compiled although the cache holds the rows")


def test_a_warm_load_gives_the_same_views_without_oso(
    policies: Policies, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_policies(FOLDER, TODAY, tmp_path)
    monkeypatch.setattr(build, "RowCompiler", _refuse_to_compile)
    warm = load_policies(FOLDER, TODAY, tmp_path)
    for subject in policies.declared.concrete:
        for role in (None, *Role):
            assert warm.view(subject, role) == policies.view(subject, role)


@pytest.mark.parametrize("spoilt", ["", "{}", "[1", '{"format": 1, "key": "x", "rows": []}'])
def test_a_spoilt_cache_is_not_believed(policies: Policies, tmp_path: Path, spoilt: str) -> None:
    load_policies(FOLDER, TODAY, tmp_path)
    (path,) = tmp_path.iterdir()
    path.write_text(spoilt, encoding="utf-8")
    assert load_policies(FOLDER, TODAY, tmp_path).view("school", "reader") == policies.view("school", "reader")


def test_a_cache_of_other_policies_is_not_used(edited: Edit, tmp_path: Path) -> None:
    load_policies(FOLDER, TODAY, tmp_path)
    shut = edited(
        "rows/child.polar",
        lambda t: t + 'deny(caller: Caller, _, row: Child) if caller.subject = "school" and row.id > 0;\n',
    )
    changed = build_policies(shut, TODAY, tmp_path)
    assert len(changed.view("school", "reader").entities["Child"].doors[0].disjuncts) == 1
    assert len(list(tmp_path.iterdir())) == 2


def test_a_cache_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    load_policies(FOLDER, TODAY, tmp_path / "file" / "below")


def test_versions_tell_policies_apart(policies: Policies, edited: Edit) -> None:
    assert len(policies.version) == 64
    other = build_policies(edited("numbers.yaml", lambda t: t.replace("value: 90", "value: 60")), TODAY)
    assert other.version != policies.version
    assert other.view("school", "reader").key != policies.view("school", "reader").key


def test_views_are_made_once(policies: Policies) -> None:
    assert policies.view("school", "reader") is policies.view("school", "reader")


def test_an_unknown_subject_role_or_purpose_sees_nothing_and_is_not_kept(policies: Policies) -> None:
    before = len(policies._views)
    assert not policies.view("shool", "reader").entities
    assert not policies.view("organisation", "reader").entities
    assert not policies.view("school", "boss").entities
    assert not policies.view("school", None).entities
    unknown = policies.view("school", "reader", "curiosity")
    doors = {d.door.partition(":")[0] for of in unknown.entities.values() for d in of.doors}
    assert doors == {"duty"}
    assert len(policies._views) <= before + 1


def test_roles(policies: Policies) -> None:
    reader, officer = policies.view("town", Role.READER), policies.view("town", Role.OFFICER)
    for entity, of in officer.entities.items():
        assert reader.entities[entity].visible == of.visible
    assert not any(d.writes for of in reader.entities.values() for d in of.doors)
    assert any(d.writes for of in officer.entities.values() for d in of.doors)
    for role in (Role.AUDITOR, Role.POLICY_EDITOR, Role.POLICY_APPROVER, Role.OPERATOR):
        assert not policies.view("town", role).entities


def test_each_disjunct_knows_its_rule(policies: Policies) -> None:
    for subject in policies.declared.concrete:
        for of in policies.view(subject, Role.OFFICER).entities.values():
            for door in of.doors:
                assert len(door.sources) == len(door.disjuncts)
                assert all(s.startswith("rows/") for s in door.sources)


def test_public_reads_a_report_by_its_receipt_and_nothing_else(policies: Policies) -> None:
    view = policies.view("public")
    shown = {
        "Report": {"kind", "status", "reportedOn", "childDescription", "content", "feedback", "commendations"},
        "Commendation": {"kind", "status", "text", "amount", "decidedOn", "report"},
    }
    assert {e: set(of.visible) for e, of in view.entities.items()} == shown
    (door,), (blind,) = view.entities["Report"].doors, view.entities["Report"].blind
    assert (door.door, door.writes) == ("duty:receipt", {})
    assert set(blind.writes) == {
        "kind", "childDescription", "content", "discoveredAt", "reporterName", "reporterTelephone",
    }  # fmt: skip


def test_the_reporter_is_read_by_police_and_own_organisation_only(policies: Policies) -> None:
    group = policies.catalog["Report"].groups["reporter"]
    for subject in policies.declared.concrete:
        of = policies.view(subject, Role.READER).entities.get("Report")
        for door in of.doors if of else ():
            if set(group) & door.fields.keys():
                if (subject, door.door) == ("public", "duty:receipt"):
                    assert set(group) & door.fields.keys() == {"feedback"}  # told to the reporter (minors-11)
                    continue
                assert door.door == "duty:own_report" or (subject, door.door) == ("police", "duty")


def test_no_mask_and_read_of_one_member_at_one_door(policies: Policies) -> None:
    masked = {
        (subject, entity, name)
        for subject in policies.declared.concrete
        for entity, of in policies.view(subject, Role.READER).entities.items()
        for name, action in of.visible.items()
        if action is Action.MASK
    }
    assert masked == {
        ("school", "Child", "identityNumber"),
        ("education", "Child", "identityNumber"),
        ("kindergarten", "Child", "identityNumber"),
        ("village", "Child", "identityNumber"),
        ("health", "Child", "identityNumber"),
        ("hospital", "Child", "identityNumber"),
        ("rescue_station", "Child", "identityNumber"),
        ("welfare_home", "Child", "identityNumber"),
        ("temporary_shelter", "Child", "identityNumber"),
        ("civil_affairs", "Guardian", "telephone"),
    }


def _copied(folder: Path) -> None:
    for path in FOLDER.rglob("*"):
        if path.is_file() and "cases" not in path.parts:
            target = folder / path.relative_to(FOLDER)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())


def test_a_file_that_nothing_reads_is_refused_by_its_name(tmp_path: Path) -> None:
    _copied(tmp_path)
    strays = ("grants2.csv", "rows/child.txt", "rows/old/child.polar", "states/report.CSV", "state/report.csv")
    for name in (*strays, ".notes", "states/.report.csv.swp", "cases/own/x.txt", "effective/school.old"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    with pytest.raises(PolicyError) as refused:
        load_policies(tmp_path, TODAY)
    named = ["grants2.csv", "rows/child.txt", "rows/old", "state", "states/report.CSV"]
    assert [p.file for p in refused.value.problems] == named
    assert all("nothing reads this; expected here: " in p.message for p in refused.value.problems)
    assert "rows/*.polar" in refused.value.problems[1].message


def test_a_missing_or_undecodable_file_is_refused(tmp_path: Path) -> None:
    _copied(tmp_path)
    (tmp_path / "model.conf").unlink()
    (tmp_path / "grants.csv").write_bytes(b"p, \xff\n")
    numbers = tmp_path / "numbers.yaml"
    numbers.write_bytes(b"\xef\xbb\xbf" + numbers.read_bytes())
    with pytest.raises(PolicyError) as refused:
        load_policies(tmp_path, TODAY)
    assert [str(p) for p in refused.value.problems] == [
        "grants.csv:1: the file is not UTF-8: invalid start byte",
        "model.conf:1: the file is missing",
        "numbers.yaml:1: the file begins with a byte order mark (BOM); save it as UTF-8 without one",
    ]


MODELS = {
    "other columns": (("act, door, eft, basis", "act, door, basis, eft"), 7, "[policy_definition] must hold"),
    "matcher of everything": (("m = g(", "m = true || g("), 16, "[matchers] must hold"),
    "denials that close nothing": ((" && !some(where (p.eft == deny))", ""), 13, "[policy_effect] must hold"),
    "mask left open": ((' || p.eft == "deny" && p.act == "read" && r.act == "mask"', ""), 16, "[matchers] must hold"),
    "section misspelt": (("[policy_effect]", "[policy_efect]"), 12, "unknown section `[policy_efect]`"),
    "section twice": (("[matchers]", "[role_definition]"), 15, "`[role_definition]` is there twice"),
    "second line": (("g = _, _", "g = _, _\ng2 = _, _"), 11, "[role_definition] holds one line"),
    "line before any section": (("[request_definition]", "e = x\n[request_definition]"), 3, "`e = x` stands in no section"),
    "no matcher": (("[matchers]\nm", "# m"), 1, "[matchers] with its line is missing"),
}  # fmt: skip


@pytest.mark.parametrize("name", MODELS)
def test_a_casbin_model_by_which_no_view_is_built_is_refused(edited: Edit, name: str) -> None:
    (old, new), line, message = MODELS[name]
    with pytest.raises(PolicyError) as refused:
        build_policies(edited("model.conf", lambda t: t.replace(old, new)), TODAY)
    found = [p for p in refused.value.problems if message in p.message]
    assert [(p.file, p.line) for p in found] == [("model.conf", line)], str(refused.value)


def test_spaces_order_and_comments_of_the_casbin_model_are_free(edited: Edit) -> None:
    def otherwise(text: str) -> str:
        head, effect, matchers = text.partition("[policy_effect]")[0], *text.partition("[policy_effect]")[2].split("[matchers]")
        return f"{head}\n[matchers]\n# the rule\n  {matchers.strip()}  \n[policy_effect]{effect}".replace("r = sub,", "r =  sub,")

    changed = otherwise(edited("model.conf", str).texts["model.conf"])
    assert list(model_faults(changed)) == []


def _code(*folders: str, but: str) -> str:
    files = (path for folder in folders for path in (FOLDER.parent / folder).rglob("*.*"))
    return "\n".join(p.read_text(encoding="utf-8") for p in files if p.suffix in (".py", ".yaml") and p.name != but)


def test_every_number_is_asked_for_and_each_asked_for_by_name_is_required(policies: Policies) -> None:
    rules = (FOLDER / "duties.yaml").read_text(encoding="utf-8")
    code = _code("authz", "core", "db", "planner", "resolvers", "schema", "server", but="numbers.py")
    by_name = {name for name in policies.declared.numbers if f'"{name}"' in code}
    assert by_name | COUNTED.keys() == ASKED.keys()
    by_duties = {name for name in policies.declared.numbers if re.search(rf"\b{name}\b", rules)}
    assert ASKED.keys() | by_duties == policies.declared.numbers.keys()
    asked = set(re.findall(r"(?:\bnumber\(|\bnumbers\[)\"(\w+)\"", code))
    assert asked and asked <= ASKED.keys()
