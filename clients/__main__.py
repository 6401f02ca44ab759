"""`make clients`: compiles every subject's document against its view's schema, in TypeScript and in Python.

With `--without "p, school, Child, name, read, duty, allow, plan-2.4"` (`make clients WITHOUT="..."`) the schemas are those of the
policies less that line, and what is checked is that exactly the documents that use what it granted fail.
"""

from __future__ import annotations

import argparse
import shutil
import sys

from rich.console import Console
from rich.table import Table
from rich.text import Text

from authz.build import Policies, build_policies
from authz.problems import PolicyError
from authz.sources import read_sources
from clients.documents import EXAMPLES, read_documents
from clients.generators import Wrong, lay_out, python, typescript
from clients.withdrawn import missing, without
from core.clock import SystemClock, work_date
from core.settings import settings
from server.policies import PROJECT, policy_folder
from server.views import all_sdl

FOLDER = PROJECT / "var/clients"


def policies_less(line: str | None) -> Policies:
    """The policies as of today, without `line`. Raises LookupError and PolicyError."""
    sources = read_sources(policy_folder(settings()))
    return build_policies(sources if line is None else without(sources, line), work_date(SystemClock().now()))


def compiled(policies: Policies, documents: dict[str, str]) -> dict[str, Wrong]:
    """Generator -> what was wrong with each subject; prints each step as it begins."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    lay_out(FOLDER, all_sdl(policies, documents), documents)
    out = {}
    for name, run in (("TypeScript", typescript), ("Python", python)):
        print(f"{name}: generating and checking {len(documents)} subjects", flush=True)
        out[name] = run(FOLDER)
    return out


def report(policies: Policies, documents: dict[str, str], results: dict[str, Wrong], line: str | None) -> bool:
    """Prints the table and what was wrong; whether every generator agrees with what the grants say."""
    expected = {s for s, lost in missing(policies, documents).items() if lost}
    table = Table("subject", *results, *(["uses it"] if line else []))
    for subject in policies.declared.concrete:
        if subject not in documents:
            table.add_row(subject, *(["no document"] * len(results)))
            continue
        cells = ["failed" if wrong[subject] else "ok" for wrong in results.values()]
        table.add_row(subject, *cells, *((["yes" if subject in expected else ""]) if line else []))
    console = Console()
    console.print(table)
    for name, wrong in results.items():
        for subject, lines in wrong.items():
            for said in lines[:8]:
                console.print(Text(f"{subject}, {name}: {said}"), soft_wrap=True)
    failed = [{s for s, lines in wrong.items() if lines} for wrong in results.values()]
    without_document = set(policies.declared.concrete) - documents.keys()
    for subject in sorted(without_document):
        print(f"{subject}: {EXAMPLES.name}/{subject}.graphql is missing")
    return not without_document and all(f == expected for f in failed) and (line is not None or not expected)


def main() -> int:
    """Exit code 0 where everything compiles, or with `--without` where exactly what had to fail did."""
    form = argparse.RawTextHelpFormatter
    parser = argparse.ArgumentParser(prog="python -m clients", description=__doc__, formatter_class=form)
    parser.add_argument("--without", metavar="LINE", help="a line of policies/grants.csv to withdraw first")
    line: str | None = parser.parse_args().without
    try:
        policies = policies_less(line)
    except (LookupError, PolicyError) as error:
        print(f"clients: {error}", file=sys.stderr)
        return 1
    documents = {s: text for s, text in read_documents().items() if s in policies.declared.concrete}
    good = report(policies, documents, compiled(policies, documents), line)
    if line:
        print("as the grants say" if good else "NOT as the grants say", f"without: {line}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
