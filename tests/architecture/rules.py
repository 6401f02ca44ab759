"""Rules over single files. Each gives what it finds in a source as `path:line what`."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from tests.architecture.sources import MIGRATIONS, Source

LONGEST_MODULE, LONGEST_FUNCTION = 400, 50
_SQL = re.compile(
    r"\b(SELECT\b|INSERT\s+INTO\b|UPDATE\s+\w+\s+SET\b|DELETE\s+FROM\b|(CREATE|ALTER|DROP)\s+(TABLE|INDEX)\b|PRAGMA\b"
    r"|ORDER\s+BY\b|GROUP\s+BY\b|\bWHERE\b|UNION\s+ALL\b)"
)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
Found = Iterator[tuple[int, str]]


@dataclass(frozen=True)
class Rule:
    """`applies` says of which files; `find` gives (line, what); `sample` is (path, text) that must be caught.

    `exceptions`: file -> why the rule is broken there; a file that breaks no rule any more must leave the list.
    """

    name: str
    applies: Callable[[Source], bool]
    find: Callable[[Source], Found]
    sample: Source
    exceptions: Mapping[str, str]


def _long_module(source: Source) -> Found:
    if source.lines > LONGEST_MODULE:
        yield source.lines, f"{source.lines} lines"


def _long_function(source: Source) -> Found:
    for node in ast.walk(source.tree):
        if isinstance(node, _FUNCTIONS):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines >= LONGEST_FUNCTION:
                yield node.lineno, f"`{node.name}` has {lines} lines"


def _sql_in_f_string(source: Source) -> Found:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.JoinedStr) and any(isinstance(v, ast.FormattedValue) for v in node.values):
            text = " ".join(v.value for v in node.values if isinstance(v, ast.Constant) and isinstance(v.value, str))
            if _SQL.search(text):
                yield node.lineno, "SQL text in an f-string"


def _execute(source: Source) -> Found:
    names = {"execute", "executemany", "executescript", "exec_driver_sql"}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in names:
            yield node.lineno, f"`{node.func.attr}` called"


def _present_time(source: Source) -> Found:
    wrong = {"datetime": {"now", "utcnow", "today"}, "date": {"today"}}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute):
            owner = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            if node.attr in wrong.get(owner, ()):
                yield node.lineno, f"`{owner}.{node.attr}` read"


def _broad_except(source: Source) -> Found:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ExceptHandler):
            names = [getattr(n, "id", "") for n in (node.type.elts if isinstance(node.type, ast.Tuple) else [node.type])]
            broad = node.type is None or {"Exception", "BaseException"} & set(names)
            if broad and not isinstance(node.body[-1], ast.Raise):
                yield node.lineno, "a broad except that goes on"


def _everywhere(source: Source) -> bool:
    service = ("core", "schema", "audit", "authz", "planner", "db", "resolvers", "server")
    return source.folder in (*service, "bench", "clients", "tests")


def _no_revision(source: Source) -> bool:
    return _everywhere(source) and not source.path.startswith(MIGRATIONS)


def _in_service(source: Source) -> bool:
    return _no_revision(source) and source.folder not in ("tests", "bench")


RULES = (
    Rule("no module of more than 400 lines", _everywhere, _long_module, Source("core/x.py", "x = 1\n" * 401), {}),
    Rule(
        "no function of 50 lines or more", _no_revision, _long_function,
        Source("core/x.py", "def f():\n" + "    x = 1\n" * 50), {},
    ),
    Rule(
        "no SQL text in f-strings", _in_service, _sql_in_f_string,
        Source("db/x.py", 'sql = f"SELECT * FROM child WHERE name = {name}"'),
        {
            "db/elements.py": "renders SQL of parts that SQLAlchemy has compiled",
            "db/migrations/log_file.py": "DDL and copies of tables named by a revision",
            "db/migrations/rebuild.py": "DDL and copies of tables named by a revision",
            "db/partitions.py": "DDL over names and dates of our own, which takes no bound values",
            "db/seed/targets.py": "bulk loading into tables named by our own metadata",
            "db/sqlite_file.py": "pragmas of a fixed list",
        },
    ),
    Rule(
        "statements run in db alone", lambda s: _in_service(s) and s.folder != "db", _execute,
        Source("resolvers/x.py", "connection.execute(statement)"), {},
    ),
    Rule(
        "time comes from core/clock.py alone", lambda s: _in_service(s) and s.path != "core/clock.py", _present_time,
        Source("authz/x.py", "from datetime import datetime\nnow = datetime.now()"), {},
    ),
    Rule(
        "no broad except in authz but to refuse", lambda s: s.folder == "authz", _broad_except,
        Source("authz/x.py", "try:\n    f()\nexcept Exception:\n    pass"), {},
    ),
)  # fmt: skip

# In pieces, so that this file does not hold what it looks for.
_HOSTS = tuple(
    a + b
    for a, b in (
        ("py", "pi.org"), ("python", "hosted.org"), ("registry.", "npmjs.org"), ("npm", "mirror"), ("tuna.", "tsinghua"),
        ("mirr", "ors."), ("index-", "url ="),
    )
)  # fmt: skip
_MACHINE = re.compile(r"(?<![\w.~-])/(work|root|home/\w+|Users/\w+)/")


def places(text: str) -> Found:
    """Registry hosts and paths of some machine, in any text."""
    for number, line in enumerate(text.splitlines(), 1):
        for host in _HOSTS:
            if host in line:
                yield number, f"names the host {host}"
        if _MACHINE.search(line):
            yield number, "holds a path of some machine"
