"""What policies may name: subjects, legal bases, purposes and numbers, each a closed list in a file of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from authz.numbers import number_faults
from authz.problems import PolicyError, Problem, refuse
from authz.sources import BASES, NUMBERS, PURPOSES, RETENTION, SUBJECTS, Entry, Sources, text_fault, yaml_entries
from schema.catalog import Cardinality, Enum, Field, Kind
from schema.entities import CATALOG

DUTY = "duty"
REFERRAL = "referral"
DOOR_KINDS = (DUTY, REFERRAL, "break_glass")
SUBJECT_FORMS = ("abstract", "kind", "unit", "person", "nobody")
ALONE = frozenset({"person", "nobody"})
"""Forms of subjects that act for no organisation and so have no role."""


@dataclass(frozen=True, slots=True)
class SubjectEntry:
    """A subject. `form`: `kind` or `unit` of an organisation, `person` (acts for himself), `nobody` (no token), or `abstract`
    (inherited only)."""

    code: str
    label: str
    form: str


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """Instrument and article, in words of our own; in force from `start` to `end` (both included, None = open).

    `assumed`: the clause names the unit or the aim but not the duty.
    """

    code: str
    instrument: str
    article: str
    zh: str
    en: str
    start: date
    end: date | None
    assumed: bool

    def in_force(self, today: date) -> bool:
        return self.start <= today and (self.end is None or today <= self.end)


@dataclass(frozen=True)
class Purpose:
    """A door other than plain `duty`. `fields`: entity -> members, for `referral` and `break_glass` only.

    `consent`: a referral for it is accepted only with the consent of a guardian.
    """

    code: str
    kind: str
    label: str
    basis: str
    subjects: tuple[str, ...]
    fields: Mapping[str, tuple[str, ...]]
    source: str
    consent: bool = False

    @property
    def door(self) -> str:
        return f"{self.kind}:{self.code}"


@dataclass(frozen=True, slots=True)
class Number:
    """A number that the plan gives, or that is `assumed` where it gives none."""

    code: str
    value: int
    unit: str
    basis: str
    assumed: bool
    label: str


@dataclass(frozen=True, slots=True)
class Outlasting:
    """A kind of record about a child that goes on when the child's record ends, and so keeps the child on file.

    It runs while `field` holds one of `open`, where they are said, and the date `until` is missing or not past, where it is said.
    `over`: states in which it runs no more though its state table still lets an event lead out of them.
    """

    entity: str
    basis: str
    field: str | None
    open: tuple[str, ...]
    until: str | None
    over: tuple[str, ...] = ()


@dataclass(frozen=True)
class Declared:
    """All closed lists of a policy, by code."""

    subjects: Mapping[str, SubjectEntry]
    bases: Mapping[str, LegalBasis]
    purposes: Mapping[str, Purpose]
    numbers: Mapping[str, Number]
    outlasting: Mapping[str, Outlasting]
    lines: Mapping[str, Mapping[str, int]]
    """File -> code -> line."""

    @property
    def doors(self) -> tuple[str, ...]:
        return (DUTY, *(p.door for p in self.purposes.values()))

    @property
    def concrete(self) -> tuple[str, ...]:
        """Subjects that a caller may be, in order."""
        return tuple(s.code for s in self.subjects.values() if s.form != "abstract")

    def alone(self, subject: str) -> bool:
        """The subject acts for no organisation: it has no role, and its own lines serve it."""
        return subject in self.subjects and self.subjects[subject].form in ALONE

    @property
    def persons(self) -> tuple[str, ...]:
        """Subjects that act for themselves, in order."""
        return tuple(s.code for s in self.subjects.values() if s.form == "person")


_KEYS: Mapping[str, Mapping[str, type | tuple[type, ...]]] = {
    SUBJECTS: {"label": str, "is": str},
    BASES: {"instrument": str, "article": str, "zh": str, "en": str, "from": date},
    PURPOSES: {"door": str, "label": str, "basis": str},
    NUMBERS: {"value": int, "unit": str, "basis": str, "assumed": bool, "label": str},
    RETENTION: {"basis": str},
}
_OPTIONAL: Mapping[str, Mapping[str, type | tuple[type, ...]]] = {
    SUBJECTS: {},
    BASES: {"until": date, "assumed": bool},
    PURPOSES: {"subjects": list, "fields": dict, "consent": bool},
    NUMBERS: {},
    RETENTION: {"field": str, "open": list, "until": str, "over": list},
}


def _shape_problems(entry: Entry) -> Iterator[Problem]:
    required, optional = _KEYS[entry.file], _OPTIONAL[entry.file]
    if not isinstance(entry.value, dict):
        yield entry.problem("expected a mapping")
        return
    for key in required.keys() - entry.value.keys():
        yield entry.problem(f"`{key}` is missing")
    for key, value in entry.value.items():
        kind = required.get(key, optional.get(key))
        if kind is None:
            yield entry.problem(f"unknown key `{key}`", key)
        elif not isinstance(value, kind) or (isinstance(value, bool) and kind is int):
            yield entry.problem(f"`{key}` must be {getattr(kind, '__name__', kind)}", key)
        elif isinstance(value, str) and (fault := text_fault(key, value)):
            yield entry.problem(fault, key)


def _text(value: dict[str, Any], *keys: str) -> tuple[str, ...]:
    return tuple(str(value[k]) for k in keys)


def _subject(entry: Entry, value: dict[str, Any]) -> SubjectEntry:
    return SubjectEntry(entry.key, *_text(value, "label", "is"))


def _basis(entry: Entry, value: dict[str, Any]) -> LegalBasis:
    instrument, article, zh, en = _text(value, "instrument", "article", "zh", "en")
    start, end, assumed = value["from"], value.get("until"), bool(value.get("assumed", False))
    return LegalBasis(entry.key, instrument, article, zh, en, start, end, assumed)


def _purpose(entry: Entry, value: dict[str, Any]) -> Purpose:
    fields = {str(e): tuple(map(str, names or ())) for e, names in value.get("fields", {}).items()}
    kind, label, basis = _text(value, "door", "label", "basis")
    subjects = tuple(map(str, value.get("subjects", ())))
    consent = value.get("consent") is True
    return Purpose(entry.key, kind, label, basis, subjects, fields, f"{entry.file}:{entry.line}", consent)


def _number(entry: Entry, value: dict[str, Any]) -> Number:
    unit, basis, label = _text(value, "unit", "basis", "label")
    return Number(entry.key, int(value["value"]), unit, basis, bool(value["assumed"]), label)


def _outlasting(entry: Entry, value: dict[str, Any]) -> Outlasting:
    running, over = (tuple(map(str, value.get(key, ()))) for key in ("open", "over"))
    return Outlasting(entry.key, str(value["basis"]), value.get("field"), running, value.get("until"), over)


_READERS: Mapping[str, Callable[[Entry, dict[str, Any]], Any]] = {
    SUBJECTS: _subject,
    BASES: _basis,
    PURPOSES: _purpose,
    NUMBERS: _number,
    RETENTION: _outlasting,
}


def load_declared(sources: Sources, today: date) -> Declared:
    """Reads the closed lists. Raises PolicyError with every fault of shape, unknown code or expired basis."""
    problems: list[Problem] = []
    entries: dict[str, dict[str, Entry]] = {}
    made: dict[str, dict[str, Any]] = {}
    for file, reader in _READERS.items():
        made[file], entries[file] = {}, {}
        try:
            for entry in yaml_entries(file, sources.texts[file]):
                found = list(_shape_problems(entry))
                problems.extend(found)
                entries[file][entry.key] = entry
                if not found and isinstance(entry.value, dict):
                    made[file][entry.key] = reader(entry, entry.value)
        except PolicyError as e:
            problems.extend(e.problems)
    refuse(problems)
    lines = {file: {key: e.line for key, e in of.items()} for file, of in entries.items()}
    declared = Declared(made[SUBJECTS], made[BASES], made[PURPOSES], made[NUMBERS], made[RETENTION], lines)
    refuse(_code_problems(declared, entries, today))
    return declared


def _code_problems(declared: Declared, entries: Mapping[str, Mapping[str, Entry]], today: date) -> Iterator[Problem]:
    for s in declared.subjects.values():
        if s.form not in SUBJECT_FORMS:
            yield entries[SUBJECTS][s.code].problem(f"`is` must be one of {', '.join(SUBJECT_FORMS)}", "is")
    for code, key, message in number_faults(declared.numbers):
        at = entries[NUMBERS].get(code)
        yield at.problem(message, key) if at else Problem(NUMBERS, 1, f"`{code}`: {message}")
    for n in declared.numbers.values():
        yield from _basis_problems(declared, entries[NUMBERS][n.code], n.basis, today)
    for o in declared.outlasting.values():
        yield from _basis_problems(declared, entries[RETENTION][o.entity], o.basis, today)
        yield from _outlasting_problems(o, entries[RETENTION][o.entity])
    for p in declared.purposes.values():
        entry = entries[PURPOSES][p.code]
        yield from _basis_problems(declared, entry, p.basis, today)
        if p.kind not in DOOR_KINDS:
            yield entry.problem(f"unknown door `{p.kind}`, expected one of {', '.join(DOOR_KINDS)}", "door")
        if p.kind == DUTY and (p.subjects or p.fields):
            yield entry.problem("a condition of `duty` takes its subjects and fields from grants.csv")
        if p.kind != DUTY and not (p.subjects and p.fields):
            yield entry.problem("a purpose needs `subjects` and `fields`")
        if p.consent and p.kind != REFERRAL:
            yield entry.problem("only a purpose of referrals takes `consent`", "consent")
        for s_code in p.subjects:
            if s_code not in declared.concrete:
                yield entry.problem(f"unknown subject `{s_code}`", "subjects")


def _about_a_child(entity: str) -> bool:
    """By its own column, or by the record that it refers to."""
    targets = [r.target for r in CATALOG[entity].relations if r.cardinality is Cardinality.ONE]
    return any("child_id" in CATALOG[name].storage for name in (entity, *targets))


def _outlasting_problems(o: Outlasting, entry: Entry) -> Iterator[Problem]:
    if o.entity not in CATALOG or not _about_a_child(o.entity):
        yield entry.problem(f"`{o.entity}` is no record about a child")
        return
    members = CATALOG[o.entity].members
    if o.field is None and o.until is None:
        yield entry.problem("`field` with `open`, or `until`, says how long it runs")
    if (o.field is None) is bool(o.open):
        yield entry.problem("`field` and `open` go together", "field")
    if o.field is not None:
        member = members.get(o.field)
        enum: Enum | None = member.enum if isinstance(member, Field) else None
        if enum is None:
            yield entry.problem(f"`{o.entity}` has no closed list `{o.field}`", "field")
        for key, states in (("open", o.open), ("over", o.over)):
            for state in states:
                if enum is not None and state not in enum.values:
                    yield entry.problem(f"`{o.field}` is never `{state}`", key)
    until = members.get(o.until) if o.until is not None else None
    if o.until is not None and not (isinstance(until, Field) and until.kind is Kind.DATE):
        yield entry.problem(f"`{o.entity}` has no date `{o.until}`", "until")


def _basis_problems(declared: Declared, entry: Entry, code: str, today: date) -> Iterator[Problem]:
    message = basis_fault(declared, code, today)
    if message:
        yield entry.problem(message, "basis")


def basis_fault(declared: Declared, code: str, today: date) -> str | None:
    """Why the legal basis `code` cannot be cited on `today`, or None where it can."""
    basis = declared.bases.get(code)
    if basis is None:
        return f"unknown legal basis `{code}`"
    if not basis.in_force(today):
        return f"legal basis `{code}` is not in force on {today} (from {basis.start} until {basis.end})"
    return None
