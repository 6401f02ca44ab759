"""The parts of docs/ that are made from the code: the code map and the reference. `python -m tests.docs` rewrites them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer
import yaml

from core.settings import Settings
from db.tables.build import default_order
from schema.entities import CATALOG
from schema.published import PUBLISHED
from server.cli import app
from tests.docs.cases import cases
from tests.docs.mechanisms import page as mechanisms

PROJECT = Path(__file__).parents[2]
ARCHITECTURE, REFERENCE, CASES, STATISTICS, DUTIES, MECHANISMS = (
    PROJECT / f"docs/{name}.md" for name in ("architecture", "reference", "cases", "statistics", "duties", "mechanisms")
)
FOLDERS = ("core", "schema", "audit", "authz", "planner", "db", "resolvers", "server")
BEGIN, END = "<!-- made by `python -m tests.docs` -->", "<!-- end -->"


def modules() -> list[Path]:
    """Modules of the service, folder by folder; revisions of the database speak for themselves."""
    found = [p for f in FOLDERS for p in sorted((PROJECT / f).rglob("*.py"))]
    return [p for p in found if "versions" not in p.parts and "__pycache__" not in p.parts]


def sentence(path: Path) -> str:
    """The first sentence of a module's docstring. LookupError where it has none."""
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    if not text:
        raise LookupError(f"{path} does not say what it is for")
    return re.split(r"(?<=[.!?])(?<!e\.g\.)\s+(?=[A-Z`])", " ".join(text.split("\n\n")[0].split()))[0]


def code_map() -> str:
    """A table a folder, a sentence a module."""
    out: list[str] = []
    folder = None
    for path in modules():
        name = path.relative_to(PROJECT).as_posix()
        if path.parent != folder:
            folder = path.parent
            intro = sentence(path) if path.name == "__init__.py" else ""
            out += ["", f"### `{folder.relative_to(PROJECT).as_posix()}/`", "", intro, "", "| module | |", "|---|---|"]
        if path.name != "__init__.py":
            out.append(f"| `{name}` | {sentence(path).replace('|', chr(92) + '|')} |")
    return "\n".join(out).strip()


def settings_table() -> Iterator[str]:
    """Every setting."""
    yield "| variable | default | |"
    yield "|---|---|---|"
    for name, field in Settings.model_fields.items():
        default = field.default if field.default != "" else "(empty)"
        yield f"| `TONGHU_{name.upper()}` | `{default}` | {field.description} |"


def commands(command: Any = None, path: str = "tonghu") -> Iterator[tuple[str, str]]:
    """(command line, first line of its help)."""
    command = command or typer.main.get_command(app)
    inner = getattr(command, "commands", None)
    if inner is None:
        yield path, (command.help or "").split("\n")[0]
        return
    for name in sorted(inner):
        yield from commands(inner[name], f"{path} {name}")


def entities_table() -> Iterator[str]:
    """Every entity."""
    yield "| entity | ids | list | default order | logged as | |"
    yield "|---|---|---|---|---|---|"
    logged = {"self": "itself", "child": "its child", "none": "not"}
    for e in CATALOG:
        order = ", ".join(default_order(e)) or "key"
        yield f"| `{e.name}` | `{e.prefix}_` | `{e.plural}` | {order} | {logged[e.subject]} | {e.label} |"


def bases_table() -> Iterator[str]:
    """Every legal basis."""
    yield "| code | instrument | article | says, in our words |"
    yield "|---|---|---|---|"
    for code, basis in yaml.safe_load((PROJECT / "policies/legal_bases.yaml").read_text(encoding="utf-8")).items():
        yield f"| `{code}` | {basis['instrument']} | {basis['article']} | {basis['zh']} {basis['en']} |"


def reference() -> str:
    """The body of docs/reference.md."""
    parts = (
        ("Settings", settings_table()),
        ("Commands", ["| command | |", "|---|---|", *(f"| `{name}` | {text} |" for name, text in commands())]),
        ("Entities", entities_table()),
        ("Legal bases", bases_table()),
    )
    return "\n\n".join(f"## {title}\n\n" + "\n".join(lines) for title, lines in parts)


def published_tables() -> str:
    """The fixed list of published tables."""
    lines = ["| table | period | line | item | figure | at most | cells | legal basis |", "|---|---|---|---|---|---|---|---|"]
    for d in PUBLISHED.values():
        period = "year" if d.yearly else "month, as things stand" if d.stock else "month"
        of = "; ".join(dict.fromkeys(f"`{b.of}` {', '.join(b.of_items)}".strip() for b in d.at_most))
        shown = f"`{CATALOG[d.entity].plural}` | `{d.basis}`"
        lines.append(f"| `{d.name}` {d.label} | {period} | {d.lines} | {d.items} | {d.measure} | {of} | {shown} |")
    return "\n".join(lines)


def duties_table() -> str:
    """Every rule of duties.yaml: who owes what, from when, by when, until what."""
    rules = yaml.safe_load((PROJECT / "policies/duties.yaml").read_text(encoding="utf-8"))
    numbers = yaml.safe_load((PROJECT / "policies/numbers.yaml").read_text(encoding="utf-8"))
    rules.pop("superiors")
    out = ["| code | | clause | who owes | time runs from | due | until |", "|---|---|---|---|---|---|---|"]
    for code, rule in rules.items():
        cells = (_owing(rule["owes"]), _running(rule), _due(rule, numbers), _until(rule, numbers))
        out.append(f"| `{code}` | {rule['label']} | `{rule['basis']}` | {' | '.join(cells)} |")
    return "\n".join(out)


def _owing(owes: dict[str, str]) -> str:
    if "instead" in owes:
        return f"{owes['unit']} of the district, of what it did itself (`{owes['own']}`) {owes['instead']}"
    if "unit" in owes:
        return f"{owes['unit']} of the district"
    if "through" in owes:
        return f"`{owes['entity']}.{owes['column']}`"
    ((form, column),) = owes.items()
    return f"`{column}`" if form == "organisation" else f"{form} of the record"


def _running(rule: dict[str, Any]) -> str:
    where = ", ".join(f"{c} {' or '.join(map(str, v)) if isinstance(v, list) else v}" for c, v in rule.get("where", {}).items())
    latest = f", anew from `{rule['latest']['entity']}.{rule['latest']['column']}`" if "latest" in rule else ""
    start = f"`{rule['of']}.{rule['start']}`" if "start" in rule else f"1 January, of each `{rule['of']}`"
    return start + (f" ({where})" if where else "") + latest


def _number(code: str, numbers: dict[str, Any]) -> str:
    number = numbers[code]
    return f"{number['value']} {number['unit']}{' assumed' if number['assumed'] else ''} (`{code}`)"


def _due(rule: dict[str, Any], numbers: dict[str, Any]) -> str:
    if "yearly" in rule:
        return f"{rule['yearly']} of each year"
    if "within" in rule:
        return f"within {_number(rule['within'], numbers)}"
    return f"`{rule['due']}`" + (f", shown {_number(rule['ahead'], numbers)} ahead" if "ahead" in rule else "")


def _until(rule: dict[str, Any], numbers: dict[str, Any]) -> str:
    how = " since then" if "since" in rule.get("met", ()) else ""
    parts = [f"a {'later ' if 'later' in rule['met'] else ''}`{rule['met']['entity']}`{how}"] if "met" in rule else []
    parts += [f"`{rule['ends']}`"] if "ends" in rule else []
    parts += [f"the child is {_number(rule['under'], numbers)} old"] if "under" in rule else []
    return ", ".join(parts) or "the record no longer reads so"


GENERATED = {
    ARCHITECTURE: code_map, REFERENCE: reference, CASES: cases, STATISTICS: published_tables, DUTIES: duties_table,
    MECHANISMS: mechanisms,
}  # fmt: skip


def parts_of(path: Path) -> tuple[str, str, str]:
    """What stands before the generated part, the part itself, what follows."""
    before, _, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    part, end, after = rest.partition(END)
    if not end:
        raise LookupError(f"{path} has no generated part")
    return before, part.strip(), after


def rewrite() -> None:
    """Puts today's parts into the documents."""
    for path, make in GENERATED.items():
        before, _, after = parts_of(path)
        path.write_text(f"{before}{BEGIN}\n\n{make()}\n\n{END}{after}", encoding="utf-8")
