"""`tonghu sdl`: what is committed is what the policies give, and a change is named by what it does to clients."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from graphql import build_schema, get_introspection_query, graphql_sync, lexicographic_sort_schema

from authz.build import Policies
from authz.caller import WRITING_ROLES, Role
from authz.surface import view_schema
from schema.changes import Change, Severity, compare_all
from server.policies import PROJECT
from server.views import (
    FOLDER,
    all_sdl,
    differences,
    read_either,
    read_folder,
    read_ref,
    subject_schema,
    subject_sdl,
    write_folder,
)
from tests.oracle.fixtures import how_many
from tests.policies.conftest import FOLDER as POLICIES

OLD = """
type Query { a: Int, b(first: Int = 5): Colour, c: String }
enum Colour { RED GREEN }
input Wanted { x: Int }
"""
NEW = '''
type Query { a: Int, "said" b(first: Int = 5, after: ID): Colour, d: Int }
enum Colour { RED GREEN BLUE }
input Wanted { x: Int, y: Int! }
type Wide { w: Wanted2 }
type Wanted2 { z: Int }
'''


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`tonghu sdl` with a folder of its own for what it keeps."""
    kept = {n: v for n, v in os.environ.items() if not n.startswith("TONGHU_")} | {"PYTHONPATH": str(PROJECT)}
    command = [sys.executable, "-c", "from server.cli import main; main()", "sdl", *arguments]
    return subprocess.run(command, cwd=folder, env=kept, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture(scope="module")
def without_names(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The policies, less the grant that shows a child's name to its school."""
    folder = tmp_path_factory.mktemp("edited") / "policies"
    subprocess.run(["cp", "-r", POLICIES, folder], check=True)
    grants = folder / "grants.csv"
    lines = grants.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("p, school, Child, name, read, duty,")]
    assert len(kept) == len(lines) - 1
    grants.write_text("".join(kept), encoding="utf-8")
    return folder


# -- what is committed --------------------------------------------------------------------------------------------------


def test_the_committed_schemas_are_what_the_policies_give(policies: Policies) -> None:
    made = all_sdl(policies, policies.declared.concrete)
    assert list(differences(read_folder(PROJECT / FOLDER), made)) == []


@pytest.mark.soak
def test_a_committed_schema_is_the_view_of_an_officer(policies: Policies, request: pytest.FixtureRequest) -> None:
    kept = sorted(read_folder(PROJECT / FOLDER).items())
    count = how_many(request.config, sample=10, soak=len(kept))
    for subject, text in Random(policies.version).sample(kept, count):
        view = policies.view(subject, policies.widest_role(subject))
        whole = get_introspection_query(descriptions=True)
        served, committed = lexicographic_sort_schema(view_schema(view)), lexicographic_sort_schema(build_schema(text))
        assert graphql_sync(committed, whole).data == graphql_sync(served, whole).data
        # Who acts for himself reports without a token, as anybody may.
        assert ("fileReport" in text) == (subject not in policies.declared.persons)
        assert f"`{subject}`" in text.splitlines()[0]
        assert policies.version[:8] not in text


def test_a_schema_is_sorted_and_reads_the_same_twice(policies: Policies) -> None:
    text = subject_sdl(policies, "court")
    kinds = [line.split()[1] for line in text.splitlines() if line.startswith(("type ", "input ", "enum ", "scalar "))]
    assert len(kinds) > 30
    assert kinds == sorted(kinds)
    assert text == subject_sdl(policies, "court")
    reader = subject_sdl(policies, "court", "reader")
    assert ("type Mutation" in text, "type Mutation" in reader) == (True, False)
    assert "reader of subject `court`" in reader


def test_who_only_reads_has_no_mutation_whatever_the_state_tables_say(policies: Policies) -> None:
    for subject in policies.declared.concrete:
        if not policies.declared.alone(subject):
            for role in set(Role) - WRITING_ROLES:
                assert subject_schema(policies, subject, role).mutation_type is None, (subject, role)


def test_writing_touches_only_what_differs_and_removes_what_is_gone(tmp_path: Path) -> None:
    assert write_folder(tmp_path, {"a": "1\n", "b": "2\n"}) == ["a.graphql", "b.graphql"]
    assert write_folder(tmp_path, {"a": "1\n", "b": "2\n"}) == []
    assert write_folder(tmp_path, {"a": "1\n", "c": "3\n"}) == ["b.graphql", "c.graphql"]
    assert read_folder(tmp_path) == {"a": "1\n", "c": "3\n"}
    assert list(differences(read_folder(tmp_path), {"a": "1\n"}))[:2] == [
        f"--- {FOLDER}/c.graphql (committed)", "+++ (no subject)",
    ]  # fmt: skip


# -- what changed -------------------------------------------------------------------------------------------------------


def test_changes_are_named_by_what_they_do_to_clients() -> None:
    changes = compare_all({"x": OLD, "gone": OLD, "same": OLD}, {"x": NEW, "new": NEW, "same": OLD})
    named = {(c.subject, c.severity, c.code) for c in changes}
    assert named == {
        ("gone", Severity.BREAKING, "SUBJECT_REMOVED"), ("new", Severity.SAFE, "SUBJECT_ADDED"),
        ("x", Severity.BREAKING, "FIELD_REMOVED"), ("x", Severity.BREAKING, "REQUIRED_INPUT_FIELD_ADDED"),
        ("x", Severity.DANGEROUS, "VALUE_ADDED_TO_ENUM"), ("x", Severity.DANGEROUS, "OPTIONAL_ARG_ADDED"),
        ("x", Severity.SAFE, "FIELD_ADDED"), ("x", Severity.SAFE, "TYPE_ADDED"),
        ("x", Severity.SAFE, "DESCRIPTION_CHANGED"),
    }  # fmt: skip
    assert [c.severity for c in changes if c.subject == "x"] == sorted(c.severity for c in changes if c.subject == "x")
    assert Change("x", Severity.BREAKING, "FIELD_REMOVED", "Field Query.c was removed.") in changes


def test_a_git_ref_gives_what_was_committed_there(tmp_path: Path) -> None:
    def git(*words: str) -> None:
        named = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", "-C", tmp_path, *named, *words], check=True, capture_output=True)

    git("init", "--quiet")
    write_folder(tmp_path / FOLDER, {"school": "# 学校\n", "court": "# 法院\n"})
    git("add", "."), git("commit", "--quiet", "-m", "x")
    write_folder(tmp_path / FOLDER, {"school": "changed\n"})
    assert read_ref("HEAD", tmp_path) == {"school": "# 学校\n", "court": "# 法院\n"}
    assert read_either(str(tmp_path / FOLDER)) == {"school": "changed\n"}
    for wrong in ("nowhere", "--help", "HEAD~9"):
        with pytest.raises(LookupError):
            read_either(wrong, tmp_path)
    with pytest.raises(LookupError, match="holds no"):
        read_either(str(tmp_path), tmp_path)


# -- the command --------------------------------------------------------------------------------------------------------


def test_the_check_passes_and_shows_a_diff_where_it_does_not(tmp_path: Path, without_names: Path) -> None:
    good = run(tmp_path, "--check")
    assert (good.returncode, good.stderr) == (0, "")
    assert "are what the policies give" in good.stdout
    bad = run(tmp_path, "--check", "--policies", str(without_names))
    assert bad.returncode == 1
    assert f"--- {FOLDER}/school.graphql (committed)" in bad.stdout
    assert "-  name: StringEqInFilter" in bad.stdout
    assert "court" not in bad.stdout
    assert "tonghu sdl --all --write" in bad.stderr


def test_a_withdrawn_grant_is_reported_as_breaking(tmp_path: Path, without_names: Path) -> None:
    asked = ("--against", str(PROJECT / FOLDER))
    same = run(tmp_path, *asked)
    assert (same.returncode, same.stdout.splitlines()[-1][:9]) == (0, "0 breakin")
    told = run(tmp_path, *asked, "--policies", str(without_names))
    assert told.returncode == 1
    assert "BREAKING" in told.stdout
    as_json = run(tmp_path, *asked, "--policies", str(without_names), "--json")
    changes = json.loads(as_json.stdout)
    assert as_json.returncode == 1
    assert {c["subject"] for c in changes} == {"school"}
    removed = {"subject": "school", "severity": "breaking", "code": "FIELD_REMOVED", "text": "Field Child.name was removed."}
    assert removed in changes
    other = run(tmp_path, *asked, "--policies", str(without_names), "--subject", "court")
    assert other.returncode == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--check", "--write"), "name one"),
        (("--policies", "/nosuch"), "name a --subject, or --all"),
        (("--all", "--subject", "court"), "leave out --subject"),
        (("--json",), "--against"),
        (("--subject", "nobody"), "no subject 'nobody'"),
        (("--subject", "court", "--role", "king"), "no role 'king'"),
        (("--against", "no-such-ref"), "no-such-ref"),
    ],
)
def test_what_cannot_be_meant_is_said(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    failed = run(tmp_path, *arguments)
    assert (failed.returncode, failed.stdout) == (1, "")
    assert words in failed.stderr
    assert "Traceback" not in failed.stderr
