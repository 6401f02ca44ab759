"""SQLite's memory statistics are switched off in a process of its own, where no connection is open."""

from __future__ import annotations

import subprocess
import sys

_TRIES = """
import ctypes, sqlite3, _sqlite3
from db.sqlite_memory import without_memory_statistics
done = without_memory_statistics()
connection = sqlite3.connect(":memory:")
connection.execute("CREATE TABLE t AS SELECT 1 AS a")
used = ctypes.CDLL(_sqlite3.__file__).sqlite3_memory_used
used.restype = ctypes.c_int64
print(done, used() == 0, connection.execute("SELECT a FROM t").fetchone())
"""


def test_they_are_off_where_the_library_can_be_reached_and_sqlite_works_either_way() -> None:
    made = subprocess.run([sys.executable, "-c", _TRIES], capture_output=True, text=True, check=False)
    assert made.stdout.strip() in ("True True (1,)", "False False (1,)"), made.stderr
