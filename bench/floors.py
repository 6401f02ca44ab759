"""The floors: one hand-written statement for each operation and database, no policy, the text of the answer returned.

Texts are concatenated, which both databases do faster than their JSON functions: the floor is the limit,
not a straw man. The logged floor writes the rows of design.md section 7 as well, from the same statement.
Parameters are numbered, `{1}` in the text below.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Floor:
    """`rows`: a WITH clause that ends in CTEs; `text`: the answer over them; `log`: (kind, key, flags) of persons."""

    rows: str
    text: str
    log: str
    count: str


class Words:
    """What the two databases write differently."""

    def __init__(self, dialect: str) -> None:
        self.postgresql = dialect == "postgresql"
        self.then = "JOIN" if self.postgresql else "CROSS JOIN"
        """A join that SQLite does not turn round."""

    def text(self, column: str) -> str:
        """A text as JSON."""
        return f"coalesce(to_json({column})::text, 'null')" if self.postgresql else f"json_quote({column})"

    def plain(self, column: str) -> str:
        """A text that needs no escape, quoted."""
        return f"('\"' || {column} || '\"')"

    def date(self, column: str) -> str:
        return self.plain(f"{column}::text" if self.postgresql else column)

    def number(self, column: str) -> str:
        return f"coalesce({column}::text, 'null')" if self.postgresql else f"coalesce(CAST({column} AS TEXT), 'null')"

    def truth(self, column: str) -> str:
        return f"{column}::text" if self.postgresql else f"CASE {column} WHEN 1 THEN 'true' ELSE 'false' END"

    def joined(self, expression: str) -> str:
        return f"{'string_agg' if self.postgresql else 'group_concat'}({expression}, ',')"

    def within(self, column: str, place: str) -> str:
        return f"{column} = ANY ({place})" if self.postgresql else f"{column} IN (SELECT value FROM json_each({place}))"


def _object(*entries: tuple[str, str]) -> str:
    """A JSON object's text of (key, expression)."""
    parts = []
    for n, (key, expression) in enumerate(entries):
        parts += [f"'{'{' if not n else ','}\"{key}\":'", expression]
    return "(" + " || ".join(parts) + " || '}')"


def _one(w: Words) -> Floor:
    ties = _object(
        ("cursor", w.plain("t.public_id")),
        ("node", _object(
            ("relationship", w.plain("t.relationship")), ("away", w.truth("t.away")),
            ("guardian", _object(("name", w.text("g.name")), ("telephone", w.text("g.telephone")))),
        )),
    )  # fmt: skip
    rows = (
        "WITH c AS MATERIALIZED (SELECT c.*, v.name AS village, h.number, h.address FROM child c "
        "LEFT JOIN village v ON v.id = c.village_id LEFT JOIN household h ON h.id = c.household_id "
        "WHERE c.public_id = {1} AND c.town_id = {2}), "
        "t AS MATERIALIZED (SELECT t.*, g.name, g.telephone FROM c " + w.then + " guardianship t ON t.child_id = c.id "
        "JOIN guardian g ON g.id = t.guardian_id ORDER BY t.id LIMIT 10)"
    )
    ties = ties.replace("g.name", "t.name").replace("g.telephone", "t.telephone")
    body = _object(
        ("id", w.plain("c.public_id")), ("name", w.text("c.name")), ("sex", w.plain("c.sex")),
        ("birthDate", w.date("c.birth_date")), ("category", w.plain("c.category")),
        ("village", _object(("name", w.text("c.village")))),
        ("household", "CASE WHEN c.number IS NULL THEN 'null' ELSE "
         + _object(("number", w.text("c.number")), ("address", w.text("c.address"))) + " END"),
        ("guardianships", f"'{{\"edges\":[' || coalesce((SELECT {w.joined(ties)} FROM t), '') || ']}}'"),
    )  # fmt: skip
    text = f"SELECT '{{\"data\":{{\"child\":' || {body} || '}}}}' FROM c"
    log = (
        "SELECT 1 AS kind, id AS key FROM c UNION ALL SELECT 2, guardian_id FROM t "
        "UNION ALL SELECT 3, household_id FROM c WHERE household_id IS NOT NULL"
    )
    return Floor(rows, text, log, "(SELECT count(*) FROM c) + (SELECT count(*) FROM t)")


def _page(w: Words) -> Floor:
    tie = _object(
        ("relationship", w.plain("t.relationship")),
        ("guardian", _object(("name", w.text("g.name")), ("telephone", w.text("g.telephone")))),
    )
    step = _object(("kind", w.plain("i.kind")), ("status", w.plain("i.status")), ("startedOn", w.date("i.started_on")))
    node = _object(
        ("id", w.plain("c.public_id")), ("name", w.text("c.name")), ("sex", w.plain("c.sex")),
        ("birthDate", w.date("c.birth_date")), ("identityNumber", w.text("c.identity_number")),
        ("category", w.plain("c.category")), ("inPoverty", w.truth("c.in_poverty")),
        ("keyTarget", w.truth("c.key_target")), ("disabilityGrade", w.number("c.disability_grade")),
        ("residenceAddress", w.text("c.residence_address")),
        ("registeredDivisionCode", w.text("c.registered_division_code")), ("onFileSince", w.date("c.on_file_since")),
        ("guardianships", f"'{{\"nodes\":[' || coalesce((SELECT {w.joined('x.j')} FROM (SELECT {tie} AS j FROM guardianship t "
         "JOIN guardian g ON g.id = t.guardian_id WHERE t.child_id = c.id ORDER BY t.id LIMIT 10) x), '') || ']}'"),
        ("household", "CASE WHEN c.number IS NULL THEN 'null' ELSE "
         + _object(("number", w.text("c.number")), ("address", w.text("c.address"))) + " END"),
        ("school", "CASE WHEN c.school IS NULL THEN 'null' ELSE " + _object(("name", w.text("c.school"))) + " END"),
        ("interventions", f"'{{\"nodes\":[' || coalesce((SELECT {w.joined('x.j')} FROM (SELECT {step} AS j FROM intervention i "
         "WHERE i.child_id = c.id AND NOT i.sealed ORDER BY i.started_on DESC"
         + (" NULLS LAST" if w.postgresql else "") + ", i.id LIMIT 3) x), '') || ']}'"),
    )  # fmt: skip
    rows = (
        "WITH c AS MATERIALIZED (SELECT c.*, h.number, h.address, s.name AS school, "
        "row_number() OVER (ORDER BY c.name_sort, c.id) AS rn FROM "
        f"(SELECT * FROM child WHERE town_id = {{1}} AND {w.within('category', '{2}')} ORDER BY name_sort, id LIMIT 51) c "
        "LEFT JOIN household h ON h.id = c.household_id LEFT JOIN school s ON s.id = c.school_id)"
    )
    edge = _object(("cursor", w.plain("c.public_id")), ("node", node))
    text = (
        f"SELECT '{{\"data\":{{\"children\":{{\"edges\":[' || coalesce((SELECT {w.joined('x.j')} FROM "
        f"(SELECT {edge} AS j FROM c WHERE rn <= 50 ORDER BY rn) x), '') || '],\"pageInfo\":{{\"endCursor\":' || "
        f"coalesce((SELECT {w.plain('c.public_id')} FROM c WHERE rn <= 50 ORDER BY rn DESC LIMIT 1), 'null') || "
        "',\"hasNextPage\":' || CASE WHEN (SELECT count(*) FROM c) > 50 THEN 'true' ELSE 'false' END || '}}}}'"
    )
    log = (
        "SELECT 1 AS kind, id AS key FROM c WHERE rn <= 50 UNION ALL "
        f"SELECT DISTINCT 2, t.guardian_id FROM c {w.then} guardianship t ON t.child_id = c.id WHERE rn <= 50 UNION ALL "
        "SELECT DISTINCT 3, household_id FROM c WHERE rn <= 50 AND household_id IS NOT NULL"
    )
    return Floor(rows, text, log, "(SELECT count(*) FROM c WHERE rn <= 50)")


def _reports(w: Words) -> Floor:
    step = _object(("kind", w.plain("i.kind")), ("status", w.plain("i.status")), ("startedOn", w.date("i.started_on")))
    last = " NULLS LAST" if w.postgresql else ""
    node = _object(
        ("id", w.plain("r.public_id")), ("kind", w.plain("r.kind")), ("status", w.plain("r.status")),
        ("reportedOn", w.date("r.reported_on")),
        ("child", "CASE WHEN r.name IS NULL THEN 'null' ELSE "
         + _object(("name", w.text("r.name")), ("birthDate", w.date("r.birth_date"))) + " END"),
        ("interventions", f"'{{\"nodes\":[' || coalesce((SELECT {w.joined('x.j')} FROM (SELECT {step} AS j FROM intervention i "
         f"WHERE i.report_id = r.id AND NOT i.sealed ORDER BY i.started_on DESC{last}, i.id LIMIT 3) x), '') || ']}}'"),
    )  # fmt: skip
    rows = (
        "WITH r AS MATERIALIZED (SELECT r.*, c.name, c.birth_date FROM "
        f"(SELECT * FROM report WHERE district_id = {{1}} AND respondent_organisation_id IS DISTINCT FROM {{2}} "
        f"ORDER BY reported_on DESC{last}, id LIMIT 20) r LEFT JOIN child c ON c.id = r.child_id)"
    ).replace("IS DISTINCT FROM", "IS DISTINCT FROM" if w.postgresql else "IS NOT")
    edge = _object(("cursor", w.plain("r.public_id")), ("node", node))
    text = (
        f"SELECT '{{\"data\":{{\"reports\":{{\"edges\":[' || coalesce((SELECT {w.joined('x.j')} FROM "
        f"(SELECT {edge} AS j FROM r ORDER BY r.reported_on DESC{last}, r.id) x), '') || ']}}}}}}'"
    )
    log = (
        "SELECT DISTINCT 1 AS kind, child_id AS key FROM r WHERE child_id IS NOT NULL UNION ALL "
        "SELECT 4, id FROM r WHERE child_id IS NULL"
    )
    return Floor(rows, text, log, "(SELECT count(*) FROM r)")


def _count(w: Words) -> Floor:
    node = _object(("id", w.plain("c.public_id")), ("name", w.text("c.name")), ("birthDate", w.date("c.birth_date")))
    edge = _object(("cursor", w.plain("c.public_id")), ("node", node))
    rows = (
        "WITH c AS MATERIALIZED (SELECT * FROM child WHERE town_id = {1} AND category = {2} "
        "ORDER BY name_sort, id LIMIT 10), n AS MATERIALIZED (SELECT count(*) AS n FROM "
        "(SELECT 1 FROM child WHERE town_id = {1} AND category = {2} LIMIT 10001) y)"
    )
    total = "(SELECT n FROM n)::text" if w.postgresql else "(SELECT n FROM n)"
    text = (
        f"SELECT '{{\"data\":{{\"children\":{{\"totalCount\":' || {total} || ',\"edges\":[' || "
        f"coalesce((SELECT {w.joined('x.j')} FROM (SELECT {edge} AS j FROM c ORDER BY name_sort, id) x), '') || ']}}}}}}'"
    )
    return Floor(rows, text, "SELECT 1 AS kind, id AS key FROM c", "(SELECT count(*) FROM c)")


def _days(w: Words) -> Floor:
    day = _object(("date", w.date("a.date")), ("status", w.plain("a.status")))
    last = " NULLS LAST" if w.postgresql else ""
    node = _object(
        ("id", w.plain("c.public_id")), ("name", w.text("c.name")),
        ("attendanceDays", f"'{{\"nodes\":[' || coalesce((SELECT {w.joined('x.j')} FROM (SELECT {day} AS j FROM attendance_day a "
         f"WHERE a.child_id = c.id AND a.school_id = {{1}} ORDER BY a.date DESC{last}, a.id LIMIT 30) x), '') || ']}}'"),
    )  # fmt: skip
    rows = (
        "WITH c AS MATERIALIZED (SELECT * FROM child WHERE school_id = {1} AND NOT sealed ORDER BY name_sort, id LIMIT 100)"
    )
    edge = _object(("cursor", w.plain("c.public_id")), ("node", node))
    text = (
        f"SELECT '{{\"data\":{{\"children\":{{\"edges\":[' || coalesce((SELECT {w.joined('x.j')} FROM "
        f"(SELECT {edge} AS j FROM c ORDER BY name_sort, id) x), '') || ']}}}}}}'"
    )
    return Floor(rows, text, "SELECT 1 AS kind, id AS key FROM c", "(SELECT count(*) FROM c)")


_MAKERS = {"i": _one, "ii": _page, "iii": _reports, "iv": _count, "v": _days}


def _placed(text: str, dialect: str) -> str:
    mark = "$" if dialect == "postgresql" else "?"
    for number in (1, 2):
        text = text.replace(f"{{{number}}}", f"{mark}{number}")
    return text


def bare(name: str, dialect: str) -> str:
    """The statement of the floor: one column, the answer's text."""
    floor = _MAKERS[name](Words(dialect))
    return _placed(f"{floor.rows} {floor.text}", dialect)


def logged(name: str, dialect: str, parameters: int) -> str:
    """The statement of the logged floor. PostgreSQL writes the log within it; SQLite gives count and rows as text."""
    floor = _MAKERS[name](Words(dialect))
    if dialect == "sqlite":
        persons = f"(SELECT group_concat('[' || (kind << 16) || ',' || key || ',1]', ',') FROM ({floor.log}))"
        return _placed(f"{floor.rows} SELECT ({floor.text}), {floor.count}, {persons}", dialect)
    n = parameters
    event = (
        f"e AS (INSERT INTO disclosure_event (id, recorded_at, person_id, organisation_id, role, subject, operation_hash, "
        f"policy_version, descriptor_hash, kind, rows_disclosed) SELECT ${n + 1}::bigint, ${n + 2}::timestamptz, "
        f"${n + 3}::bigint, ${n + 4}::bigint, 'officer', 'town', ${n + 5}::text, ${n + 5}::text, ${n + 5}::text, 'read', "
        f"{floor.count})"
    )
    persons = (
        f"s AS (INSERT INTO disclosure_subject (event_id, recorded_at, subject_kind, subject_key, slot, flags) "
        f"SELECT ${n + 1}::bigint, ${n + 2}::timestamptz, kind, key, 0, 1 FROM ({floor.log}) p)"
    )
    return _placed(f"{floor.rows}, {event}, {persons} {floor.text}", dialect)
