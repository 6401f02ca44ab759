"""Text that would be SQL, JSON or a format string, in every place that takes text: it is a value and nothing else."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.mutations.place import WRITERS, Place, added, codes, good, problems, wrote

pytestmark = pytest.mark.asyncio(loop_scope="session")

TEXTS = (
    "'; DROP TABLE child; --", "' OR '1'='1", '" OR ""="', "\\'; SELECT pg_sleep(10); --", "x' UNION SELECT name FROM child --",
    "$1", "%(name)s", ":name", "?", "{0}", "%s%s%n", "$$; DROP TABLE child; $$", "/* */", "--", "';", "\\", "\\\\", '\\"',
    '","name":"露', "</script>", "\u2028", "\ufeff", "𠮷", "e\u0301", "\x1f", "[1]", "{}", "null", "0x00", "${name}", "$.name",
)  # fmt: skip


async def _whole(place: Place) -> dict[str, list[tuple[Any, ...]]]:
    return await place.tables()


@pytest.mark.parametrize("text", TEXTS)
async def test_text_in_an_operand_an_id_or_a_cursor_matches_itself_alone(place: Place, text: str) -> None:
    before, caller = await _whole(place), place.ground.caller("town")
    document = """query($t: String!, $s: [String!]!) {
      eq: children(filter: {name: {eq: $t}}) { totalCount } in: children(filter: {name: {in: $s}}) { totalCount }
      exact: children(filter: {identityNumber: {eq: $t}}) { totalCount }
      related: children(filter: {village: {name: {eq: $t}}}) { totalCount }
      __type(name: $t) { name } }"""
    variables = {"t": text, "s": [text, text]}
    answer = await place.run(document, caller, variables)
    zero = {"totalCount": 0}
    assert answer == {
        "data": {"eq": zero, "in": zero, "exact": zero, "related": zero, "__type": None}
    }
    for ids in ("child(id: $i) { name }", "node(id: $i) { id }", "nodes(ids: [$i, $i]) { id }"):
        for given in (text, f"chd_{text}", f"chd_{'0' * 32}{text}"):
            assert codes(await place.run(f"query($i: ID!) {{ {ids} }}", caller, {"i": given})) == ["ID_INVALID"]
    quoted = '"' + "".join(f"\\u{{{ord(c):x}}}" for c in text) + '"'
    literal = await place.run(f"{{ children(filter: {{name: {{in: [{quoted}]}}}}) {{ totalCount }} }}", caller)
    assert literal == {"data": {"children": zero}}
    cursor = await place.run("query($c: ID) { children(after: $c) { totalCount } }", caller, {"c": text})
    assert codes(cursor) == ["CURSOR_EXPIRED"]
    assert await _whole(place) == before


@pytest.mark.parametrize("text", TEXTS)
async def test_text_that_is_written_comes_back_as_it_was(place: Place, text: str) -> None:
    caller = place.ground.caller("town")
    given = {"childDescription": text, "content": text, "reporterName": text, "idempotencyKey": f"12345678{text}"}
    before = await place.tables()
    answer = await place.write("fileReport", caller, show="childDescription content reporterName", **given)
    if text in ("\x1f", "\u2028", "\ufeff"):  # control characters; a text that shows nothing, which is none
        assert {code for _, code in problems(answer)} == {"VALUE_INVALID"}
        return
    kept = text.strip()
    shown = {"childDescription": kept, "content": kept, "reporterName": kept}
    assert answer["data"]["done"] == {"report": shown, "receiptCode": answer["data"]["done"]["receiptCode"], "problems": []}
    assert added(before, await place.tables()) == wrote(report=1)


@pytest.mark.parametrize("mutation", WRITERS)
async def test_text_in_every_input_field_of_a_mutation_is_a_value(place: Place, mutation: str) -> None:
    caller = place.ground.caller(WRITERS[mutation])
    for name, value in good(mutation, place.ground).items():
        if isinstance(value, str):
            answer = await place.write(mutation, caller, **{name: "'; DROP TABLE child; --"})
            assert "INTERNAL" not in codes(answer), name
    assert (await place.run("{ children { totalCount } }", place.ground.caller("town")))["data"]["children"]["totalCount"]


async def test_names_that_the_document_chooses_are_no_part_of_the_statement(place: Place) -> None:
    """Aliases, operation, fragment and variable names: as long as one likes, and words of SQL."""
    caller, long = place.ground.caller("town"), "a" * 5_000
    for name in ("select", "SELECT", "b0", "b0_q", "x1", "rn", "k", "value", "__x", "drop_table_child", "r0", "log", long):
        document = (
            f"query {name}($ {name}: String) {{ {name}: children(first: 1, filter: {{name: {{in: [\"child\"]}}}}) "
            f"{{ {name}: nodes {{ ...{name} }} }} again: children(first: 1, filter: {{not: {{name: {{eq: ${name}}}}}}}) "
            f"{{ totalCount }} }} fragment {name} on Child {{ {name}: name x: {name}x }}"
        ).replace(f"$ {name}", f"${name}").replace(f" x: {name}x", "")  # fmt: skip
        answer = await place.run(document.replace(f"${name}: String", f"${name}: String!"), caller, {name: "x"}, name)
        assert answer == {"data": {name: {name: [{name: "child"}]}, "again": {"totalCount": 3}}}, name
    assert codes(await place.run("query A { __typename }", caller, None, "'; DROP TABLE child; --")) == ["OPERATION_UNKNOWN"]


async def test_no_value_of_a_request_stands_in_a_statement(place: Place) -> None:
    """The texts that go to the driver hold binds in place of whatever a request states."""
    service, marker = place.stage.service, "7391" * 8
    document = f"""query($a: String!, $i: ID!) {{
      a: children(first: 3, filter: {{name: {{in: ["{marker}", $a]}}}}) {{ nodes {{ name }} }}
      b: child(id: "chd_{marker}") {{ name }} c: node(id: $i) {{ id }} d: nodes(ids: ["chd_{marker}"]) {{ id }} }}"""
    assert codes(await place.run(document, place.ground.caller("town"), {"a": f"{marker}v", "i": f"vlg_{marker}"})) == []
    texts = [
        statement.sql
        for prepared in service._prepared.values() if marker in prepared.text
        for operation in prepared.operations.values()
        for _, statement in operation.statements.values()
    ]  # fmt: skip
    assert texts
    assert not [t for t in texts if re.search(marker, t)]
