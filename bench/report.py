"""The figures of docs/performance.md, written between its marks by `python -m bench --write`."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from bench.compare import Result
from bench.duties import Taken
from bench.inside import Inside
from bench.operations import BARS, OPERATIONS
from bench.scale import BAR, SIZES, Grown

PAGE = Path("docs/performance.md")
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"


def _table(head: list[str], rows: list[list[str]]) -> str:
    return "\n".join("| " + " | ".join(r) + " |" for r in [head, ["---"] * len(head), *rows])


def compared(results: list[Result]) -> str:
    """The service beside its floors."""
    titles = {o.name: o.title for o in OPERATIONS}
    head = ["database", "operation", "service/s", "logged floor/s", "floor/s", "p50 ms", "p99 ms", "of logged floor", "bar"]
    rows = [
        [
            r.database, f"({r.operation}) {titles[r.operation]}", f"{r.server_rps:,.0f}", f"{r.logged_floor_rps:,.0f}",
            f"{r.floor_rps:,.0f}", f"{r.p50_ms:.2f}", f"{r.p99_ms:.2f}", f"{r.ratio:.2f}", f"{BARS[r.operation]}",
        ]
        for r in results
    ]  # fmt: skip
    return f"{results[0].children:,} children.\n\n{_table(head, rows)}"


def grown(found: list[Grown]) -> str:
    """p50 as the data grows, the caller's visible set held."""
    head = ["database", "operation", f"p50 ms at {SIZES[0]:,}", f"p50 ms at {SIZES[1]:,}", "ratio", "bar"]
    rows = [[g.database, f"({g.operation})", f"{g.small_ms:.2f}", f"{g.large_ms:.2f}", f"{g.ratio:.2f}", f"{BAR}"] for g in found]
    return f"One request in hand, a town of 3,000 children in either.\n\n{_table(head, rows)}"


def costs(found: Inside) -> str:
    """What the process itself costs."""
    rows = [
        ["views built, cold", f"{found.cold_s:.2f} s", "6 s"],
        ["views built, warm", f"{found.warm_s:.2f} s", "1.5 s"],
        ["worker at rest", f"{found.resident_mb:.0f} MB", "250 MB"],
        ["warm Python, bytes to statement, (i)", f"{found.python_us:.0f} µs", "200 µs"],
    ]
    return _table(["what", "measured", "bar"], rows)


def owed(children: int, taken: list[Taken]) -> str:
    """What the duties of a district take."""
    rows = [[t.what, f"{t.rows:,}", f"{t.seconds:.2f}", f"{t.bar}" if t.bar else ""] for t in taken]
    return f"Duties of a district of {children:,} children, PostgreSQL.\n\n{_table(['what', 'rows', 's', 'bar'], rows)}"


def write(parts: list[str]) -> None:
    """Puts the parts, with machine and date, between the page's marks."""
    text = PAGE.read_text()
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    said = f"Measured {datetime.now(UTC).date().isoformat()} on {os.cpu_count()} cores."
    PAGE.write_text(f"{before}{BEGIN}\n" + "\n\n".join([said, *parts]) + f"\n{END}{after}")
