"""A parser of the Polar that row rules may use: rule heads, and, or, comparison, `in`, member access, constants."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

_TOKEN = re.compile(
    r"""\s+|\#[^\n]*
      |(?P<text>"(?:[^"\\]|\\.)*")
      |(?P<number>-?\d+)
      |(?P<name>[A-Za-z_][A-Za-z_0-9]*)
      |(?P<mark>==|!=|<=|>=|[=<>.,:;()\[\]])""",
    re.VERBOSE,
)
_COMPARISONS = {"=": "eq", "==": "eq", "!=": "ne", "<": "lt", "<=": "lte", ">": "gt", ">=": "gte", "in": "in"}
_RESERVED = {"if", "and", "or", "in", "not", "matches", "cut", "forall", "new"}


class PolarError(Exception):
    """The text is not in the subset."""


@dataclass(frozen=True)
class Literal:
    """A constant: text, whole number, truth value, nil, or a list of them."""

    value: Any


@dataclass(frozen=True)
class Variable:
    """A name: a parameter of the head or one bound in the body."""

    name: str


@dataclass(frozen=True)
class Member:
    """`owner.name`."""

    owner: Term
    name: str


@dataclass(frozen=True)
class Test:
    """`left op right`; `=` with an unbound name binds it, `in` with an unbound name on the left ranges over it."""

    op: str
    left: Term
    right: Term


@dataclass(frozen=True)
class Call:
    """A call of another rule of the file."""

    name: str
    arguments: tuple[Term, ...]


@dataclass(frozen=True)
class Both:
    """Conjunction, left to right."""

    parts: tuple[Goal, ...]


@dataclass(frozen=True)
class Either:
    """Disjunction."""

    parts: tuple[Goal, ...]


Term = Literal | Variable | Member
Goal = Test | Call | Both | Either


@dataclass(frozen=True)
class Rule:
    """`name(parameters) if body`; a parameter is (term, type name or None)."""

    name: str
    parameters: tuple[tuple[Term, str | None], ...]
    body: Goal
    line: int


class _Parser:
    def __init__(self, text: str) -> None:
        self.tokens: list[tuple[str, str, int]] = []
        at, line = 0, 1
        while at < len(text):
            m = _TOKEN.match(text, at)
            if m is None:
                raise PolarError(f"line {line}: {text[at : at + 20]!r}")
            if m.lastgroup:
                self.tokens.append((m.lastgroup, m.group(), line))
            line += m.group().count("\n")
            at = m.end()
        self.tokens.append(("end", "", line))
        self.at = 0
        self.fresh = 0

    @property
    def now(self) -> str:
        return self.tokens[self.at][1] if self.tokens[self.at][0] != "text" else ""

    def take(self, word: str | None = None) -> tuple[str, str, int]:
        token = self.tokens[self.at]
        if word is not None and (token[1] != word or token[0] == "text"):
            raise PolarError(f"line {token[2]}: {word!r} expected, not {token[1]!r}")
        self.at += 1
        return token

    def accepts(self, word: str) -> bool:
        if self.now == word:
            self.at += 1
            return True
        return False

    def rules(self) -> list[Rule]:
        out = []
        while self.tokens[self.at][0] != "end":
            out.append(self.rule())
        return out

    def rule(self) -> Rule:
        kind, name, line = self.take()
        if kind != "name" or name in _RESERVED:
            raise PolarError(f"line {line}: rule expected, not {name!r}")
        self.take("(")
        parameters: list[tuple[Term, str | None]] = []
        while not self.accepts(")"):
            term = self.term()
            parameters.append((term, self.take()[1] if self.accepts(":") else None))
            self.accepts(",")
        body = self.either() if self.accepts("if") else Both(())
        self.take(";")
        return Rule(name, tuple(parameters), body, line)

    def either(self) -> Goal:
        parts = [self.both()]
        while self.accepts("or"):
            parts.append(self.both())
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def both(self) -> Goal:
        parts = [self.goal()]
        while self.accepts("and"):
            parts.append(self.goal())
        return parts[0] if len(parts) == 1 else Both(tuple(parts))

    def goal(self) -> Goal:
        if self.accepts("("):
            inner = self.either()
            self.take(")")
            return inner
        kind, name, line = self.tokens[self.at]
        if kind == "name" and self.tokens[self.at + 1][1] == "(" and name not in _RESERVED:
            self.at += 2
            arguments = []
            while not self.accepts(")"):
                arguments.append(self.term())
                self.accepts(",")
            return Call(name, tuple(arguments))
        left = self.term()
        op = self.take()[1]
        if op not in _COMPARISONS:
            raise PolarError(f"line {line}: {op!r} is outside the subset")
        return Test(_COMPARISONS[op], left, self.term())

    def term(self) -> Term:
        kind, word, line = self.take()
        if kind == "text":
            return Literal(re.sub(r"\\(.)", r"\1", word[1:-1]))
        if kind == "number":
            return Literal(int(word))
        if word == "[":
            items = []
            while not self.accepts("]"):
                item = self.term()
                if not isinstance(item, Literal):
                    raise PolarError(f"line {line}: a list of constants expected")
                items.append(item.value)
                self.accepts(",")
            return Literal(tuple(items))
        if kind != "name" or word in _RESERVED:
            raise PolarError(f"line {line}: term expected, not {word!r}")
        if word in ("true", "false", "nil"):
            return Literal({"true": True, "false": False, "nil": None}[word])
        if word == "_":
            self.fresh += 1
            return Variable(f"_{self.fresh}")
        out: Term = Variable(word)
        while self.accepts("."):
            out = Member(out, self.take()[1])
        return out


def parse(text: str) -> list[Rule]:
    """The rules of a file, in order. Raises PolarError for text outside the subset."""
    return _Parser(text).rules()
