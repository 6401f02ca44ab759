"""`python -m tests.guards [WORDS]`: takes out each guard (those whose name holds WORDS), prints what noticed."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.table import Table

from tests.guards.guards import GUARDS
from tests.guards.taking_out import take_out


def main(words: str) -> int:
    """Exit code 0 where every guard's test noticed."""
    table = Table("guard", "file", "noticed by", title="Guards taken out one by one")
    unnoticed = 0
    for noticed in take_out([g for g in GUARDS if words in g.name]):
        said = noticed.by or f"[red]{noticed.fault or 'NOTHING'}"
        unnoticed += noticed.by is None
        table.add_row(noticed.guard.name, noticed.guard.file, said.replace("::", " :: "))
        sys.stderr.write(f"{noticed.guard.name}: {noticed.by or noticed.fault or 'NOTHING NOTICED'}\n")
    Console(width=200).print(table)
    return 1 if unnoticed else 0


if __name__ == "__main__":
    sys.exit(main(" ".join(sys.argv[1:])))
