"""`make bench`: ratios to hand-written SQL, and how the service does as the data grows."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench import duties, report
from bench.compare import Result, compare
from bench.data import postgresql, postgresql_url, sqlite_url
from bench.inside import Inside, inside
from bench.operations import BARS, OPERATIONS
from bench.scale import BAR, SIZES, Grown, grow

PARTS = ["compare", "inside", "scale", "duties"]
RESULTS = Path("bench/results/latest.json")


def arguments() -> argparse.Namespace:
    """What may be asked for; without words, the whole at full size."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--children", type=int, default=100_000, help="children on file (default 100,000)")
    parser.add_argument("--seconds", type=float, default=4.0, help="seconds of each load (default 4)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of service and floors in turn (default 3)")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--write", action="store_true", help="put the figures into docs/performance.md")
    parser.add_argument("--database", choices=["sqlite", "postgresql", "both"], default="both")
    return parser.parse_args()


def table(results: list[Result]) -> Table:
    """The results beside their bars."""
    made = Table("database", "operation", "service/s", "logged floor/s", "floor/s", "p50 ms", "p99 ms", "of logged floor", "bar")
    titles = {o.name: o.title for o in OPERATIONS}
    for r in results:
        met = r.ratio >= BARS[r.operation]
        made.add_row(
            r.database, f"({r.operation}) {titles[r.operation]}", f"{r.server_rps:,.0f}", f"{r.logged_floor_rps:,.0f}",
            f"{r.floor_rps:,.0f}", f"{r.p50_ms:.2f}", f"{r.p99_ms:.2f}",
            f"[{'green' if met else 'red'}]{r.ratio:.2f}", f"{BARS[r.operation]}",
        )  # fmt: skip
    return made


def grown_table(grown: list[Grown]) -> Table:
    """p50 as the data grows, beside its bar."""
    small, large = SIZES
    made = Table("database", "operation", f"p50 ms at {small:,}", f"p50 ms at {large:,}", "ratio", "bar")
    for g in grown:
        colour = "green" if g.ratio <= BAR else "red"
        made.add_row(
            g.database, f"({g.operation})", f"{g.small_ms:.2f}", f"{g.large_ms:.2f}", f"[{colour}]{g.ratio:.2f}", f"{BAR}"
        )
    return made


def inside_table(found: Inside) -> Table:
    """What the process costs, beside its bars."""
    made = Table("what", "measured", "bar")
    made.add_row("views built, cold", f"{found.cold_s:.2f} s", "6 s")
    made.add_row("views built, warm", f"{found.warm_s:.2f} s", "1.5 s")
    made.add_row("worker at rest", f"{found.resident_mb:.0f} MB", "250 MB")
    made.add_row("warm Python, bytes to statement, (i)", f"{found.python_us:.0f} µs", "200 µs")
    return made


def duties_table(taken: list[duties.Taken]) -> Table:
    """What the duties of a district take, beside their bar."""
    made = Table("duties of the district, PostgreSQL", "rows", "s", "bar")
    for t in taken:
        met = t.bar is None or t.seconds <= t.bar
        made.add_row(t.what, f"{t.rows:,}", f"[{'green' if met else 'red'}]{t.seconds:.2f}", f"{t.bar} s" if t.bar else "")
    return made


def main() -> None:
    """Runs the bench, prints the tables, writes the results."""
    asked = arguments()
    databases = ("sqlite", "postgresql") if asked.database == "both" else (asked.database,)
    console = Console(width=160)
    parts: list[str] = []
    if "compare" in asked.parts:
        results: list[Result] = []
        if "sqlite" in databases:
            results += compare(sqlite_url(asked.children, False), "sqlite", asked.seconds, asked.rounds)
        if "postgresql" in databases:
            with postgresql() as server:
                results += compare(postgresql_url(server, asked.children, False), "postgresql", asked.seconds, asked.rounds)
        RESULTS.parent.mkdir(parents=True, exist_ok=True)
        RESULTS.write_text("\n".join(json.dumps(r.as_dict()) for r in results) + "\n")
        console.print(table(results))
        parts.append(report.compared(results))
    if "inside" in asked.parts:
        found = inside(sqlite_url(asked.children, False))
        console.print(inside_table(found))
        parts.append(report.costs(found))
        console.print(found.profile, markup=False, highlight=False)
    if "scale" in asked.parts:
        grown = grow(databases, asked.seconds, asked.rounds)
        console.print(grown_table(grown))
        parts.append(report.grown(grown))
    if "duties" in asked.parts and "postgresql" in databases:
        taken = duties.measure(asked.children, asked.rounds)
        console.print(duties_table(taken))
        parts.append(report.owed(asked.children, taken))
    if asked.write:
        report.write(parts)


if __name__ == "__main__":
    main()
