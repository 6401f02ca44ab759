"""State tables: what is read of them, and what is refused, each by one sample, with file and line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from authz.build import Policies, build_policies, states_of
from authz.problems import PolicyError
from authz.sources import Sources
from authz.state_table import BEGINNING
from authz.states import grant_problems
from authz.surface import surface_of
from schema.mutations import MUTATIONS
from tests.policies.conftest import TODAY

Edit = Callable[[str, Callable[[str], str]], Sources]

FILE = "states/report.csv"
RECEIVE = "FILED, receiveReport, RECEIVED, police, plan-4.2, report_dispatched|report_feedback, report_received"


def _line(sources: Sources, text: str) -> int:
    return sources.texts[FILE].splitlines().index(text) + 1


FAULTS: dict[str, tuple[str, str, int | None, str]] = {
    "unknown entity": ("# entity: Report", "# entity: Rapport", 1, "unknown entity `Rapport`"),
    "no entity": ("# entity: Report\n", "", 1, "unknown entity ``"),
    "another's file": ("# entity: Report", "# entity: Incident", 1, "belongs into states/incident.csv"),
    "unknown field": ("# field: status", "# field: state", 1, "`state` is no field of Report"),
    "field of no states": ("# field: status", "# field: content", 1, "`content` is no field of Report with a closed list"),
    "said twice": ("# field: status", "# field: status\n# field: kind", 3, "`field` is there twice"),
    "unknown final state": ("# final: CLOSED", "# final: CLOSED|SHUT", 1, "final: unknown state `SHUT`"),
    "other columns": ("state, event, next", "state, mutation, next", 4, "expected the columns"),
    "too few columns": (RECEIVE, RECEIVE.rpartition(",")[0], None, "6 columns, expected 7"),
    "unknown state": (RECEIVE, RECEIVE.replace("FILED", "NEW"), None, "unknown state `NEW` of ReportStatus"),
    "unknown next": (RECEIVE, RECEIVE.replace("RECEIVED", "TAKEN"), None, "unknown state `TAKEN` of ReportStatus"),
    "no next": (RECEIVE, RECEIVE.replace("RECEIVED", ""), None, "`next` is missing"),
    "unknown event": (RECEIVE, RECEIVE.replace("receiveReport", "takeReport"), None, "unknown event `takeReport`"),
    "unknown subject": (RECEIVE, RECEIVE.replace("police", "police|sheriff"), None, "unknown subject `sheriff`"),
    "no subject": (RECEIVE, RECEIVE.replace("police", ""), None, "`subjects` is missing"),
    "unknown basis": (RECEIVE, RECEIVE.replace("plan-4.2", "plan-9.9"), None, "unknown legal basis `plan-9.9`"),
    "unknown duty that starts": (RECEIVE, RECEIVE.replace("report_feedback", "send_them"), None, "unknown duty `send_them`"),
    "unknown duty that ends": (RECEIVE, RECEIVE + "|send_them", None, "unknown duty `send_them`"),
    "repeated line": (RECEIVE, f"{RECEIVE}\n{RECEIVE}", 7, "already says what `police` does by `receiveReport`"),
    "repeated for one of several": (
        RECEIVE, f"{RECEIVE}\n{RECEIVE.replace('police', 'court|police')}", 7, "already says what `police` does"),
    "unreachable": (RECEIVE, RECEIVE.replace("RECEIVED", "FILED"), 1, "no event leads to `RECEIVED`"),
    "no way out": (RECEIVE + "\n", "", 1, "no event leads out of `FILED`, which is not marked as final"),
    "end that is none": ("# final: CLOSED", "# final: CLOSED|RECEIVED", None, "`RECEIVED` is marked as final and"),
    "end not marked": ("# final: CLOSED\n", "", 1, "no event leads out of `CLOSED`, which is not marked as final"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_with_file_and_line(edited: Edit, sources: Sources, name: str) -> None:
    old, new, line, message = FAULTS[name]
    assert old in sources.texts[FILE]
    with pytest.raises(PolicyError) as refused:
        states_of(edited(FILE, lambda text: text.replace(old, new, 1)), TODAY)
    found = [p for p in refused.value.problems if message in p.message]
    assert found, str(refused.value)
    assert found[0].file == FILE
    expected = line if line is not None else _line(sources, RECEIVE) + ("marked as final and" in message)
    assert found[0].line == expected


def test_a_basis_that_is_over_is_refused(edited: Edit) -> None:
    def ended(text: str) -> str:
        entry = text.index("minors-11:")
        return text[:entry] + text[entry:].replace("from: 2021-06-01", "from: 2021-06-01\n  until: 2022-01-01", 1)

    sources = edited("legal_bases.yaml", ended)
    kept = "\n".join(line for line in sources.texts["grants.csv"].splitlines() if not line.endswith("minors-11"))
    with pytest.raises(PolicyError, match="not in force"):
        states_of(Sources({**sources.texts, "grants.csv": kept}), TODAY)


def test_who_may_do_what_when(policies: Policies) -> None:
    table = policies.states["Report"]
    assert table.events("FILED", "police") == ("receiveReport",)
    assert table.events("RECEIVED", "police") == ("dispatchReport", "giveFeedback", "closeReport")
    assert table.events("FILED", "school") == ()
    filed = table.move(BEGINNING, "fileReport", "school")
    assert filed is not None
    assert filed.next == ("FILED",)
    assert table.move(BEGINNING, "fileReport", "guardian") is None
    assert {s for s in policies.declared.concrete if table.moves_at_all("closeReport", s)} == {"police"}


def test_a_state_table_is_part_of_the_version(edited: Edit, sources: Sources) -> None:
    assert edited(FILE, lambda t: t + "# a note\n").version != sources.version


def test_a_move_is_in_the_view_of_those_whom_the_table_names(policies: Policies) -> None:
    offered = {s: surface_of(policies.view(s, policies.widest_role(s))).inputs.keys() for s in policies.declared.concrete}
    moves = {m.event for m in policies.states["Report"].moves} - {"fileReport"}
    assert {s for s, of in offered.items() if moves & of} == {"police"}
    assert moves <= offered["police"]
    assert not moves & surface_of(policies.view("police", "reader")).inputs.keys()


def test_a_subject_without_the_grant_for_what_the_event_writes_is_told(policies: Policies) -> None:
    table = policies.states["Report"]
    assert list(grant_problems([table], policies.cells)) == []
    named = [replace(m, subjects=m.subjects | {"court"}, named=(*m.named, "court")) for m in table.moves]
    found = list(grant_problems([replace(table, moves=tuple(named))], policies.cells))
    needed = {"receiveReport": "status", "dispatchReport": "status", "closeReport": "status", "giveFeedback": "feedback"}
    assert [p.line for p in found] == [m.line for m in table.moves if m.event in needed]
    for problem, move in zip(found, (m for m in table.moves if m.event in needed), strict=True):
        assert f"`court` has no write grant for {needed[move.event]} of Report" in problem.message
    assert needed.keys() <= MUTATIONS.keys()


def test_a_withdrawn_grant_stops_the_start(edited: Edit, sources: Sources) -> None:
    line = "p, police, Report, status, write, duty, allow, plan-4.1\n"
    with pytest.raises(PolicyError) as refused:
        build_policies(edited("grants.csv", lambda t: t.replace(line, "")), TODAY)
    lines: list[Any] = sources.texts[FILE].splitlines()
    moving = [n for n, text in enumerate(lines, 1) if ", police," in text and "giveFeedback" not in text]
    assert [(p.file, p.line) for p in refused.value.problems] == [(FILE, n) for n in moving]


def test_a_kind_of_case_without_its_table_is_refused(sources: Sources) -> None:
    without = Sources({name: text for name, text in sources.texts.items() if name != FILE})
    with pytest.raises(PolicyError) as refused:
        states_of(without, TODAY)
    assert [(p.file, p.line) for p in refused.value.problems] == [(FILE, 1)]
    assert "the file is missing" in refused.value.problems[0].message


OPEN = "[FILED, RECEIVED, DISPATCHED]"
RETAINED = {
    "final and open": (OPEN, "[FILED, RECEIVED, DISPATCHED, CLOSED]", "`CLOSED` is final by states/report.csv"),
    "running and left out": (OPEN, "[FILED, RECEIVED]", "`DISPATCHED` is not final by states/report.csv"),
    "open and over": ("over: [EXECUTED]", "over: [EXECUTED, DECIDED]", "`DECIDED` is both `open` and `over`"),
    "final and over": ("over: [EXECUTED]", "over: [EXECUTED, LIFTED]", "`LIFTED` is final by states/sanction.csv and need not"),
    "over and unknown": ("over: [EXECUTED]", "over: [DONE]", "`status` is never `DONE`"),
    "another field": (f"{{field: status, open: {OPEN}", "{field: kind, open: [MISSING]", "is `status` by states/report.csv"),
}  # fmt: skip


@pytest.mark.parametrize("name", RETAINED)
def test_what_outlasts_a_record_is_held_to_the_state_table(edited: Edit, sources: Sources, name: str) -> None:
    old, new, message = RETAINED[name]
    number = next(n for n, line in enumerate(sources.texts["retention.yaml"].splitlines(), 1) if old in line)
    with pytest.raises(PolicyError) as refused:
        states_of(edited("retention.yaml", lambda t: t.replace(old, new)), TODAY)
    assert {(p.file, p.line) for p in refused.value.problems} == {("retention.yaml", number)}
    assert any(message in p.message for p in refused.value.problems), str(refused.value)
