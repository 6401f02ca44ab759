"""The files of a policy: their text, their hash, and YAML that remembers its lines."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from authz.problems import PolicyError, Problem, refuse

MODEL = "model.conf"
GRANTS = "grants.csv"
SUBJECTS = "subjects.yaml"
BASES = "legal_bases.yaml"
PURPOSES = "purposes.yaml"
NUMBERS = "numbers.yaml"
DUTIES = "duties.yaml"
RETENTION = "retention.yaml"
FIXED = (MODEL, GRANTS, SUBJECTS, BASES, PURPOSES, NUMBERS, DUTIES, RETENTION)
SUFFIXES = {"rows": ".polar", "states": ".csv"}
"""Folders whose files decide, one an entity -> how their names end."""
BESIDE = ("cases", "effective")
"""Folders beside them that decide nothing: what is to hold, and what the policies give."""


@dataclass(frozen=True)
class Sources:
    """Text of every policy file that decides, by path relative to the policies folder."""

    texts: Mapping[str, str]

    @cached_property
    def version(self) -> str:
        """SHA-256 over names and texts, hexadecimal: equal versions decide equally."""
        digest = hashlib.sha256()
        for name in sorted(self.texts):
            for part in (name, self.texts[name]):
                data = part.encode()
                digest.update(len(data).to_bytes(8, "big") + data)
        return digest.hexdigest()

    @property
    def rows(self) -> Mapping[str, str]:
        """Text of `rows/*.polar` by file name, in order of name."""
        return {name: self.texts[name] for name in sorted(self.texts) if name.startswith("rows/")}

    @property
    def states(self) -> Mapping[str, str]:
        """Text of `states/*.csv` by file name, in order of name."""
        return {name: self.texts[name] for name in sorted(self.texts) if name.startswith("states/")}


def read_sources(folder: Path) -> Sources:
    """Reads the policies folder. Raises PolicyError where a fixed file is missing, one is there that nothing reads, or text
    is not UTF-8 without a BOM."""
    texts: dict[str, str] = {}
    problems = list(_strays(folder))
    found = (*sorted((folder / "rows").glob("*.polar")), *sorted((folder / "states").glob("*.csv")))
    for path in (*(folder / name for name in FIXED), *found):
        name = path.relative_to(folder).as_posix()
        try:
            texts[name] = path.read_text(encoding="utf-8")
        except FileNotFoundError:
            problems.append(Problem(name, 1, "the file is missing"))
        except UnicodeDecodeError as e:
            problems.append(Problem(name, 1, f"the file is not UTF-8: {e.reason}"))
        else:
            if texts[name].startswith("\ufeff"):
                problems.append(Problem(name, 1, "the file begins with a byte order mark (BOM); save it as UTF-8 without one"))
    if problems:
        raise PolicyError(problems)
    return Sources(texts)


def _strays(folder: Path) -> Iterator[Problem]:
    """Files that nothing reads: whoever put one there believes that it decides. Hidden ones are of tools."""
    for path in sorted((*folder.glob("*"), *(inner for name in SUFFIXES for inner in (folder / name).glob("*")))):
        name = path.relative_to(folder)
        suffix = SUFFIXES.get(name.parts[0])
        read = path.suffix == suffix and path.is_file() if len(name.parts) > 1 else name.name in (*FIXED, *SUFFIXES, *BESIDE)
        if not (read or path.name.startswith(".")):
            expected = f"{name.parts[0]}/*{suffix}" if len(name.parts) > 1 else f"{', '.join((*FIXED, *SUFFIXES, *BESIDE))}"
            yield Problem(name.as_posix(), 1, f"nothing reads this; expected here: {expected}. Rename it, or take it away")


@dataclass(frozen=True)
class Entry:
    """A top-level entry of a YAML mapping: its key, plain value and line; `lines` of the keys inside."""

    file: str
    key: str
    value: object
    line: int
    lines: Mapping[str, int]

    def problem(self, message: str, key: str | None = None) -> Problem:
        """A problem of this entry, at the line of `key` where given."""
        return Problem(self.file, self.lines.get(key or "", self.line), f"`{self.key}`: {message}")


def read_yaml(file: str, text: str) -> tuple[yaml.Node | None, Any]:
    """(the nodes, which know their lines, and the plain value) of a YAML text.

    Raises PolicyError on bad YAML, a key given twice in one mapping (PyYAML keeps the last in silence) and impossible dates.
    """
    try:
        loader = yaml.SafeLoader(text)
        root = loader.get_single_node()
        refuse(_silent_faults(file, root, set()))
        return root, None if root is None else loader.construct_document(root)
    except yaml.YAMLError as e:
        mark = getattr(e, "problem_mark", None)
        raise PolicyError([Problem(file, mark.line + 1 if mark else 1, f"not YAML: {getattr(e, 'problem', e)}")]) from e


def yaml_entries(file: str, text: str) -> Iterator[Entry]:
    """The entries of a YAML file that is one mapping. Raises PolicyError as `read_yaml`, and on names that are no text."""
    root, plain = read_yaml(file, text)
    if not isinstance(root, yaml.MappingNode):
        raise PolicyError([Problem(file, 1, "expected a mapping of entries")])
    for key_node, node in root.value:
        key = str(key_node.value)
        line = key_node.start_mark.line + 1
        if key not in plain:
            raise PolicyError([Problem(file, line, f"`{key}`: a name is a text, not a number or date")])
        inner = node.value if isinstance(node, yaml.MappingNode) else ()
        yield Entry(file, key, plain[key], line, {str(k.value): k.start_mark.line + 1 for k, _ in inner})


_CHINESE, _ENGLISH = r"[\u3400-\u9fff]", r"[A-Za-z]"
_TEXTS = {
    "label": (rf"[^/]*{_CHINESE}[^/]* / .*{_ENGLISH}.*", "is in Chinese and English, `中文 / English`"),
    "zh": (rf"(?s).*{_CHINESE}.*", "is the text in Chinese"),
    "en": (rf"(?s).*{_ENGLISH}.*", "is the text in English"),
}


def text_fault(key: str, text: str) -> str | None:
    """Why `text` may not stand under `key` of an entry, or None: it is empty, or a language is missing."""
    if not text.strip():
        return f"`{key}` is empty"
    if key in _TEXTS and not re.fullmatch(_TEXTS[key][0], text):
        return f"`{key}` {_TEXTS[key][1]}"
    return None


def _silent_faults(file: str, node: yaml.Node | None, walked: set[int]) -> Iterator[Problem]:
    """What PyYAML takes in silence, or ends on without a line. `walked`: nodes seen, as an alias may name one again."""
    if node is None or id(node) in walked:
        return
    walked.add(id(node))
    if isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:timestamp":
        try:
            yaml.safe_load(node.value)
        except ValueError as e:
            yield Problem(file, node.start_mark.line + 1, f"`{node.value}` is no date: {e}")
    elif isinstance(node, yaml.MappingNode):
        first: dict[tuple[str, str], int] = {}
        for key, value in node.value:
            name, line = (key.tag, str(key.value)), key.start_mark.line + 1
            if name in first:
                yield Problem(file, line, f"`{key.value}` is there twice, first on line {first[name]}")
            first.setdefault(name, line)
            yield from _silent_faults(file, key, walked)
            yield from _silent_faults(file, value, walked)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _silent_faults(file, item, walked)
