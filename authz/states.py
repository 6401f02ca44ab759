"""State tables, `policies/states/<entity>.csv`: which event moves a case from which state to which, by whom, under which clause.

A file begins with `# entity: Report`, `# field: status`, where a case may end `# final: CLOSED|...`, and where no event but
the service itself puts a case `# begun: OPEN|...`; then the line of column names and a line a move. `-` as state: the event
makes the case. Several next states, subjects or duties stand apart by `|`; the event's own work chooses between next states.
A subject that is only inherited from stands for its heirs. What goes with what may stand in the header too (`authz.fitting`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set

from authz.combine import DoorGrants
from authz.declared import Declared
from authz.fitting import read_fitting
from authz.problems import Problem
from authz.sources import RETENTION
from authz.state_table import BEGINNING, Move, StateTable
from schema.catalog import Catalog, Enum, Field
from schema.mutations import MUTATIONS

COLUMNS = ("state", "event", "next", "subjects", "basis", "starts", "ends")
STEP = ("idempotencyKey", "id", "expectedVersion")
"""The inputs with which a step of a case on file begins (`schema.mutations.declare.move`)."""
HEADER = re.compile(r"# (entity|field|begun|final): *(\S+) *")
Cells = Mapping[str, Mapping[str, Mapping[str, DoorGrants]]]
"""Subject -> entity -> door -> cells."""



def load_states(
    texts: Mapping[str, str], declared: Declared, basis_fault: Mapping[str, str], heirs: Mapping[str, frozenset[str]],
    duties: Set[str], catalog: Catalog,
) -> tuple[dict[str, StateTable], list[Problem]]:  # fmt: skip
    """(tables by entity, faults of the files `texts`). `basis_fault`: code -> why it cannot be cited; `heirs`: subject ->
    concrete subjects that it stands for; `duties`: codes of duties."""
    tables: dict[str, StateTable] = {}
    problems: list[Problem] = []
    for file, text in texts.items():
        reader = _Reader(file, text, declared, basis_fault, heirs, duties, catalog)
        table = reader.read()
        problems += reader.problems
        if table is not None:
            tables[table.entity] = table
    return tables, [*problems, *_missing(texts, catalog)]


def _missing(texts: Mapping[str, str], catalog: Catalog) -> Iterator[Problem]:
    """A kind of case that mutations move, and no file says how: each of them would end in the service's own fault."""
    steps = (s for s in MUTATIONS.values() if tuple(name for name, _, _ in s.inputs[:3]) == STEP and s.entity in catalog)
    named = {s.entity: s.name for s in steps}
    for entity, name in sorted(named.items()):
        file = f"states/{catalog[entity].table}.csv"
        if file not in texts:
            yield Problem(file, 1, f"the file is missing: no line says how `{name}` moves {entity}")


class _Reader:
    def __init__(
        self, file: str, text: str, declared: Declared, basis_fault: Mapping[str, str], heirs: Mapping[str, frozenset[str]],
        duties: Set[str], catalog: Catalog,
    ) -> None:  # fmt: skip
        self.file, self.lines, self.declared, self.heirs, self.catalog = file, text.split("\n"), declared, heirs, catalog
        self.basis_fault, self.duties = basis_fault, duties
        self.problems: list[Problem] = []

    def fault(self, line: int, message: str) -> None:
        self.problems.append(Problem(self.file, line, message))

    def read(self) -> StateTable | None:
        head = self.header()
        if head is None:
            return None
        entity, field, enum, begun, final = head
        moves = list(self.moves(enum))
        fits, faults = read_fitting(self.lines, entity, self.catalog)
        for line, message in faults:
            self.fault(line, message)
        if self.problems:
            return None
        table = StateTable(self.file, entity, field, enum, final, tuple(moves), fits, begun)
        self.whole(table)
        return None if self.problems else table

    def header(self) -> tuple[str, str, Enum, tuple[str, ...], tuple[str, ...]] | None:
        said: dict[str, str] = {}
        for number, line in enumerate(self.lines, 1):
            found = HEADER.fullmatch(line)
            if found and found[1] in said:
                self.fault(number, f"`{found[1]}` is there twice")
            elif found:
                said[found[1]] = found[2]
        name, member = said.get("entity", ""), said.get("field", "")
        if name not in self.catalog:
            self.fault(1, f"unknown entity `{name}`: expected a line `# entity: Report`")
            return None
        entity = self.catalog[name]
        if self.file != f"states/{entity.table}.csv":
            self.fault(1, f"the table of {name} belongs into states/{entity.table}.csv")
        field = entity.members.get(member)
        if not isinstance(field, Field) or field.enum is None:
            self.fault(1, f"`{member}` is no field of {name} with a closed list of values")
            return None
        begun, final = (_parts(said.get(word, "")) for word in ("begun", "final"))
        for word, states in (("begun", begun), ("final", final)):
            for state in states:
                if state not in field.enum.values:
                    self.fault(1, f"{word}: unknown state `{state}` of {field.enum.name}")
        return name, field.name, field.enum, begun, final

    def moves(self, enum: Enum) -> Iterator[Move]:
        seen: dict[tuple[str, str, str], int] = {}
        headed = False
        for number, raw in enumerate(self.lines, 1):
            if not raw.strip() or raw.startswith("#"):
                continue
            cells = tuple(c.strip() for c in raw.split(","))
            if not headed:
                headed = True
                if cells != COLUMNS:
                    self.fault(number, f"expected the columns {', '.join(COLUMNS)}")
                continue
            if len(cells) != len(COLUMNS):
                self.fault(number, f"{len(cells)} columns, expected {len(COLUMNS)}")
                continue
            before = len(self.problems)
            for fault in self.line_faults(cells, enum):
                self.fault(number, fault)
            if len(self.problems) == before:
                made = self.move(cells, number)
                for subject in sorted(made.subjects):
                    step = (made.state, made.event, subject)
                    if step in seen:
                        self.fault(number, f"line {seen[step]} already says what `{subject}` does by `{made.event}`")
                        break
                    seen[step] = number
                yield made

    def line_faults(self, cells: tuple[str, ...], enum: Enum) -> Iterator[str]:
        state, event, after, subjects, basis, starts, ends = cells
        if state != BEGINNING and state not in enum.values:
            yield f"unknown state `{state}` of {enum.name}"
        if event not in MUTATIONS:
            yield f"unknown event `{event}`: no mutation has this name"
        if not _parts(after):
            yield "`next` is missing"
        yield from (f"unknown state `{s}` of {enum.name}" for s in _parts(after) if s not in enum.values)
        if not _parts(subjects):
            yield "`subjects` is missing"
        yield from (f"unknown subject `{s}`" for s in _parts(subjects) if s not in self.declared.subjects)
        if basis not in self.declared.bases:
            yield f"unknown legal basis `{basis}`"
        elif basis in self.basis_fault:
            yield self.basis_fault[basis]
        yield from (f"unknown duty `{d}`" for d in (*_parts(starts), *_parts(ends)) if d not in self.duties)

    def move(self, cells: tuple[str, ...], line: int) -> Move:
        state, event, after, subjects, basis, starts, ends = cells
        named = _parts(subjects)
        concrete = frozenset(s for n in named for s in self.heirs[n])
        return Move(state, event, _parts(after), concrete, named, basis, _parts(starts), _parts(ends), line)

    def whole(self, table: StateTable) -> None:
        """Every state is reached, and left unless a case may end in it."""
        reached = _reached(table)
        for state in table.enum.values:
            if state not in reached:
                self.fault(1, f"no event leads to `{state}`")
        for state in table.enum.values:
            leaving = [m for m in table.moves if m.state == state and m.next != (state,)]
            if not leaving and state not in table.final:
                self.fault(1, f"no event leads out of `{state}`, which is not marked as final")
            if leaving and state in table.final:
                self.fault(leaving[0].line, f"`{state}` is marked as final and `{leaving[0].event}` leads out of it")


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(p.strip() for p in cell.split("|") if p.strip())


def _reached(table: StateTable) -> frozenset[str]:
    reached = {BEGINNING, *table.begun}
    while True:
        further = {s for m in table.moves if m.state in reached for s in m.next} - reached
        if not further:
            return frozenset(reached)
        reached |= further


def retention_problems(tables: Mapping[str, StateTable], declared: Declared) -> Iterator[Problem]:
    """States that retention.yaml and the state table see differently: a case that is over would keep a child on file for good,
    one that goes on would be archived under the hands of those who work on it."""
    for o in declared.outlasting.values():
        table = tables.get(o.entity)
        if table is None or o.field is None:
            continue
        said: list[str] = []
        if o.field != table.field:
            said.append(f"the state of the case is `{table.field}` by {table.file}, not `{o.field}`")
        else:
            said += [f"`{s}` is final by {table.file}: the case does not run in it" for s in o.open if s in table.final]
            said += [f"`{s}` is final by {table.file} and need not be named as `over`" for s in o.over if s in table.final]
            said += [f"`{s}` is both `open` and `over`" for s in o.over if s in o.open]
            said += [
                f"`{s}` is not final by {table.file}: name it as `open`, or as `over` where the case runs no more"
                for s in table.enum.values
                if s not in (*table.final, *o.open, *o.over)
            ]
        line = declared.lines[RETENTION][o.entity]
        yield from (Problem(RETENTION, line, f"`{o.entity}`: {message}") for message in said)


def written_by(table: StateTable, event: str) -> frozenset[str]:
    """Members of the case's record that every call of the event writes: the state, where it changes, and what must be given."""
    state = {table.field} if table.changes_state(event) else set()
    return MUTATIONS[event].written(table.entity) | state


def grant_problems(tables: Iterable[StateTable], cells: Cells) -> Iterator[Problem]:
    """Subjects that a line names without the write grants for what its event writes, at one door."""
    for table in tables:
        for move in table.moves:
            needed = written_by(table, move.event)
            for name in move.named:
                heirs = (name,) if name in move.subjects else tuple(move.subjects)
                if not any(_writes(cells, subject, table.entity, needed) for subject in heirs):
                    what = ", ".join(sorted(needed)) or "anything"
                    message = f"`{name}` has no write grant for {what} of {table.entity}, which `{move.event}` writes"
                    yield Problem(table.file, move.line, message)


def _writes(cells: Cells, subject: str, entity: str, members: frozenset[str]) -> bool:
    doors = cells.get(subject, {}).get(entity, {})
    return any(of.writes and members <= of.writes.keys() for of in doors.values())
