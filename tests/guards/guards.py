"""The guards: where each stands, what takes it out, and the test that must notice."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Guard:
    """`text` stands once in `file`; `without` in its place takes the guard out, with those of `also` where it stands
    in several places. `test`: a pytest node, `only`: its -k."""

    name: str
    file: str
    text: str
    without: str
    test: str
    only: str = "sqlite"
    also: tuple[tuple[str, str, str], ...] = ()

    @property
    def edits(self) -> tuple[tuple[str, str, str], ...]:
        """(file, text, what stands without it)."""
        return ((self.file, self.text, self.without), *self.also)


HIDDEN = "tests/attacks/test_hidden.py"
IDS = "tests/attacks/test_ids.py"
WORDS = "tests/attacks/test_words.py"
CACHE = "tests/attacks/test_cache.py"
DISCLOSURE = "tests/attacks/test_disclosure.py"
WRITES = "tests/mutations/test_write_rules.py"
KEYS = "tests/mutations/test_idempotency.py"
TWICE = "tests/mutations/test_duplicates.py"
DAYS = "tests/mutations/test_attendance.py"
TOKENS = "tests/server/test_tokens.py"
ENDS = "tests/mutations/test_record_ends.py"

GUARDS = (
    # Rows.
    Guard("a row found by its id must be visible, and one below a parent", "db/rows.py",
          "visible = self.conditions.where(all_of((block.view.predicate, block.filter)), scope)",
          "visible = self.conditions.where(block.filter, scope)", IDS, "sqlite and hidden_answers"),
    Guard("a root list holds visible rows only", "db/branches.py",
          "return all_of((found[n], negate(before), ", "return all_of((negate(before), ", HIDDEN, "sqlite and counting"),
    Guard("branches are disjoint", "db/branches.py",
          "negate(before), ", "", "tests/guards/test_doors.py", "sqlite and twice"),
    Guard("a joined record must be visible", "db/rows.py",
          "on = and_(row.c.id == parent.column(join.relation.key), seen, self._allowed(block, join, parent))",
          "on = and_(row.c.id == parent.column(join.relation.key), self._allowed(block, join, parent))",
          "tests/guards/test_doors.py", "sqlite and joined"),
    Guard("a joined record must hang from a relation that is granted in the row", "db/rows.py",
          "seen, self._allowed(block, join, parent))", "seen)", "tests/guards/test_doors.py", "sqlite and sheltered"),
    Guard("a nested count counts visible rows", "db/rows.py",
          "seen = self.conditions.where(all_of((block.view.predicate, block.filter)), scope)",
          "seen = self.conditions.where(block.filter, scope)", HIDDEN, "sqlite and counting"),
    Guard("deny rules take rows away", "authz/combine.py",
          "whole = all_of((*conjuncts(a.predicate), *closed))", "whole = all_of(conjuncts(a.predicate))",
          HIDDEN, "sqlite and sealed"),
    Guard("a purpose closes the doors of others", "authz/combine.py",
          "if keeps_door(door, purpose) and disjuncts", "if disjuncts", CACHE, "sqlite and purpose"),
    # Cells.
    Guard("a group that a rule hides is hidden", "db/source.py",
          "return and_(made, ~denial(group)) if group in view.group_denials else made", "return made",
          HIDDEN, "sqlite and sheltered"),
    Guard("a mask masks", "db/render.py",
          "JsonOf(masked(column, f.mask), Kind.TEXT, f.nullable)", "JsonOf(column, Kind.TEXT, f.nullable)",
          "tests/mutations/test_written.py", "sqlite and masked"),
    Guard("a cell that no open door reads is null", "db/source.py",
          "if len(giving) < len(view.doors):", "if False:",
          HIDDEN, "sqlite and telephone"),
    Guard("a version hashes cells as they are shown", "db/render.py",
          'parts += [",", *self.cell(Cell(row, member))]',
          'parts += [",", JsonOf(source.column(row, member.column), member.kind, member.nullable)]', HIDDEN, "sqlite and file"),
    # Filters, orders, cursors.
    Guard("a filter sees what the caller sees", "planner/granted.py",
          "return all_of((granted(view, name), atom))", "return atom", HIDDEN, "sqlite and guessing"),
    Guard("a relation filter ranges over visible targets: some", "planner/granted.py",
          'inner, outer = ("id", relation.key) if relation.cardinality is Cardinality.ONE else (relation.key, "id")\n'
          "    exists = Exists(target.entity, inner, outer, all_of((target.predicate, where)))",
          'inner, outer = ("id", relation.key) if relation.cardinality is Cardinality.ONE else (relation.key, "id")\n'
          "    exists = Exists(target.entity, inner, outer, where)", HIDDEN, "sqlite and village"),
    Guard("a relation filter ranges over visible targets: none, every", "planner/granted.py",
          'exists = Exists(target.entity, relation.key, "id", all_of((target.predicate, where)))',
          'exists = Exists(target.entity, relation.key, "id", where)', HIDDEN, "sqlite and both"),
    Guard("an order uses what the caller sees", "planner/arguments.py",
          "allowed = granted(view, name)", "allowed = all_of(())", HIDDEN, "sqlite and order"),
    Guard("a cursor stands at a visible row", "db/ordering.py",
          "                .where(conditions.where(block.view.predicate, scope))\n", "", IDS, "sqlite and cursor"),
    Guard("a cursor that stands nowhere is refused", "resolvers/planned.py",
          "if not all(row[n] for n in statement.cursors):", "if False:", IDS, "sqlite and cursor"),
    Guard("exact matches are counted in mutations too", "resolvers/mutate.py",
          "if planned.plan.exact or searches:", "if False:", WRITES, "sqlite and exact"),
    # Documents and caches.
    Guard("a prepared document belongs to a view", "resolvers/pipeline.py",
          "key = (view.key, text)", "key = (None, text)", CACHE, "sqlite and subjects"),
    Guard("a view's key holds its purpose", "authz/view.py",
          "return (self.subject, self.role, self.purpose, self.policy_version)",
          "return (self.subject, self.role, None, self.policy_version)", CACHE, "sqlite and purpose"),
    Guard("the shape tells given from null", "planner/shape.py",
          'return ("null", None) if value is None else inner(value, slots)', "return inner(value, slots)",
          CACHE, "sqlite and null"),
    Guard("the shape holds orders and truth values", "planner/shape.py",
          '_: list[Any]) -> tuple[Shape, Any]:\n    return ("literal", value), value',
          '_: list[Any]) -> tuple[Shape, Any]:\n    return "literal", value', CACHE, "sqlite and selections",
          also=(("planner/quick.py", 'return ("literal", made)', 'return "literal"'),)),
    Guard("the shape holds the bucket of a size", "planner/shape.py",
          'return ("size", bucket_of(value)), SizedSlot', 'return ("size", 0), SizedSlot', CACHE, "postgresql and buckets",
          also=(("planner/quick.py", 'return ("size", bucket_of(value))', 'return ("size", 0)'),)),
    Guard("the shape holds the types of ids", "planner/shape.py",
          'return ("ids", prefixes), TypedSlot', 'return ("ids", 0), TypedSlot', CACHE, "sqlite and types",
          also=(("planner/quick.py", 'return ("ids", prefixes_of(found))', 'return ("ids", 0)'),)),
    Guard("introspection is the view's", "resolvers/prepared.py",
          "schema = view_schema(view)", "from schema.full import full_schema\n    schema = full_schema()",
          WORDS, "sqlite and introspection"),
    Guard("relations of a filter are counted", "planner/arguments.py",
          "if self.relations > self.limits.filter_relations:", "if False:",
          "tests/attacks/test_floods.py", "sqlite and fro"),
    Guard("a NUL spelt in a document is refused", "planner/limits.py",
          'if "\\\\u" in text:', "if False:", "tests/attacks/test_session.py", "sqlite and spells"),
    # Writes.
    Guard("a new row is held against its rule", "resolvers/work/base.py",
          "        await self.check_row(entity, key, self.given_members(entity))\n", "", WRITES, "sqlite and town"),
    Guard("a parent named by an input must be visible", "db/lookups.py",
          "seen = all_of((view.predicate, *(granted(view, name) for name in reads)))",
          "seen = all_of(tuple(granted(view, name) for name in reads))",
          "tests/mutations/test_problems.py", "sqlite and same_words"),
    Guard("what collides is looked for in cells that are read", "db/lookups.py",
          "seen = all_of((view.predicate, *(granted(view, name) for name in reads)))", "seen = view.predicate",
          TWICE, "sqlite and referred"),
    Guard("a write needs a door that writes every member", "resolvers/work/base.py",
          "if d.writes and members <= d.writes.keys()) if view else ()", ") if view else ()", WRITES, "sqlite and guides"),
    Guard("only officers write", "authz/combine.py",
          "writes = role in WRITING_ROLES or alone", "writes = True", WRITES, "sqlite and reader"),
    Guard("a version must be the one on file", "resolvers/work/base.py",
          'if seen is None or seen != self.given("expectedVersion"):', "if False:", DAYS, "sqlite and version"),
    Guard("problems stop the work", "resolvers/work/base.py",
          "        if self.problems:\n            raise Problems(*self.problems)", "        return",
          "tests/mutations/test_problems.py", "sqlite and names_its_field and fileReport"),
    Guard("a duplicate that is hidden opens a task", "resolvers/work/duplicates.py",
          "    if others:\n", "    if False:\n", TWICE, "sqlite and elsewhere"),
    Guard("a key with another input is refused", "resolvers/mutate.py",
          "if not known or known[0][0] != digest:", "if not known:", KEYS, "sqlite and another_input_is_refused"),
    Guard("a key belongs to its person", "resolvers/mutate.py",
          '"person_id": caller.actor_key or 0,', '"person_id": 0,', KEYS, "sqlite and belongs"),
    Guard("keys of the public do not collide", "resolvers/mutate.py",
          'f"{token}:{digest}" if caller.is_public else token', "token", KEYS, "sqlite and public"),
    Guard("a receipt is stored as a hash", "resolvers/work/reports.py",
          "stored = receipt_hash(receipt_code(at.secret, key))", "stored = receipt_code(at.secret, key)",
          "tests/mutations/test_written.py", "sqlite and receipt"),
    # The log.
    Guard("SQLite: no answer before its entry", "db/sqlite.py",
          "        await self._log.write(_entry(statement, attributes, row))\n", "",
          DISCLOSURE, "sqlite and concerned"),
    Guard("SQLite: no change before the entry of what it shows", "db/sqlite.py",
          "                await asyncio.gather(*(self._log.write(entry) for entry in made.disclosed))\n", "",
          "tests/mutations/test_written.py", "sqlite"),
    Guard("PostgreSQL: the statement writes its entry", "db/statement.py",
          "                query = query.add_cte(statement.cte(name))\n", "                pass\n",
          DISCLOSURE, "postgresql and concerned"),
    Guard("a log that fails keeps the answer back", "db/log_writer.py",
          'return TonghuError("LOG_UNAVAILABLE")', "return None",
          DISCLOSURE, "sqlite and leaves"),
    Guard("a defect is logged without its message", "resolvers/pipeline.py",
          "error=type(error).__name__,", "error=str(error),", "tests/attacks/test_log.py", "sqlite"),
    # At once.
    Guard("a row that is looked at first is not yet locked", "resolvers/work/referrals.py",
          ', lock=Lock.NONE)', ")", "tests/mutations/test_consent.py", "sqlite"),
    Guard("a transaction that was undone runs anew", "resolvers/mutate.py",
          "row = await settled(write)", "row = await write()", "tests/mutations/test_undone.py", ""),
    # Ended records.
    Guard("a case that the caller sees is closed before the record ends", "resolvers/work/record_ends.py",
          "    await _refuse_known(at, cases)\n", "", ENDS, "sqlite and closed_first"),
    Guard("a child that a hidden case keeps leaves its town", "db/archive.py",
          '        await at.fetch(_LEAVE, {"child": child})\n', "", ENDS, "sqlite and makes_no_difference"),
    Guard("its ties leave with it", "db/archive.py",
          '        await at.fetch(_UNPLACE, {"child": child})\n', "", ENDS, "sqlite and makes_no_difference"),
    Guard("health and education do not see it either", "policies/rows/child.polar",
          "row.former_town_id != nil;", "row.former_town_id != nil and row.sealed = true;", ENDS, "sqlite and makes_no_difference"),
    Guard("a guardian whom a hidden case alone keeps is no caller", "db/callers.py",
          '_GUARDIAN.c.public_id.in_(_binds("g")), _CONCERNED', '_GUARDIAN.c.public_id.in_(_binds("g"))',
          ENDS, "sqlite and no_caller"),
    Guard("a task goes to who sees both records", "resolvers/work/duplicates.py",
          "if all([await sees_as(at, unit, body, district, entity, k) for k in (key, *([other.key] if other else ()))]):",
          "if body:", "tests/mutations/test_lead_tasks.py", "sqlite and open"),
    Guard("a task is open while both records are on file", "db/lead_tasks.py",
          'to = "OPEN" if all(here) else "LAPSED"', 'to = "OPEN" if any(here) else "LAPSED"',
          "tests/mutations/test_lead_tasks.py", "sqlite and back"),
    Guard("a record ends once", "resolvers/work/record_ends.py",
          'if record.child["town_id"] is None:', "if False:", ENDS, "sqlite and ends_once"),
    Guard("a report keeps its child on file until it is down, or is put down anew", "resolvers/work/cases.py",
          "return rows.with_for_update(key_share=True, read=True, of=TABLES[entity])", "return rows",
          ENDS, "postgresql and not_lost", also=(("db/postgresql.py", 'raise Undone("INTERNAL") from error', "raise error"),)),
    # Callers.
    Guard("a token is for this service", "server/tokens.py",
          '"verify_iat": False}', '"verify_iat": False, "verify_aud": False}', TOKENS, "sqlite and audience"),
    Guard("a token is of this issuer", "server/tokens.py",
          '"verify_iat": False}', '"verify_iat": False, "verify_iss": False}', TOKENS, "sqlite and issuer"),
    Guard("a token's signature is checked", "server/tokens.py",
          '"verify_iat": False}', '"verify_iat": False, "verify_signature": False}', TOKENS, "sqlite and changed"),
    Guard("a suspended person is refused", "resolvers/caller.py",
          "if row.person_suspended_at_ms is not None or row.organisation_suspended_at_ms is not None:",
          "if row.organisation_suspended_at_ms is not None:", "tests/attacks/test_session.py", "sqlite and suspended"),
    Guard("what is known of a caller grows old", "resolvers/caller.py",
          "if time.monotonic() - known.checked_at >= FRESH_SECONDS:", "if known.caller is None:",
          "tests/server/test_callers.py", "gives_nobody_access"),
    Guard("a role is the person's own", "resolvers/caller.py",
          "if claims.role != row.role or claims.role not in _ROLES:", "if claims.role not in _ROLES:",
          TOKENS, "sqlite and higher"),
)  # fmt: skip
