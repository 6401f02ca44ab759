"""Reading Polar: tokens and the one form of rule that is allowed here. Refuses everything else with its line.

The safe subset: `allow`, `deny` and `deny_group` rules whose body is literals joined by `and`:
`path op operand`, `operand op path`, `path in [constants]`, `name in path`, with op one of = != < <= > >=.
Each rule is one alternative: a second one is a second rule, a negation is a `deny` rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from authz.problems import PolicyError, Problem

RULE_KINDS = ("allow", "deny", "deny_group")
OPERATORS = ("=", "!=", "<", "<=", ">", ">=")
_TOKEN = re.compile(
    r"""(?P<space>\s+)|(?P<comment>\#[^\n]*)|(?P<string>"[^"\\\n]*")|(?P<number>\d+(?![\w.]))|(?P<name>[A-Za-z_]\w*)"""
    r"""|(?P<op>!=|<=|>=|:=|\?=|==|=|<|>)|(?P<mark>[(),;:.\[\]])|(?P<other>.)""",
    re.VERBOSE,
)
_REFUSED = {
    "or": "`or` is not allowed: write a second rule",
    "not": "`not` is not allowed: write a `deny` rule",
    "cut": "`cut` is not allowed: rules are alternatives without order",
    "matches": "`matches` is not allowed: name the entity in the rule's head",
    "forall": "`forall` is not allowed",
    "new": "`new` is not allowed",
    "print": "`print` is not allowed",
    "debug": "`debug` is not allowed",
    "mod": "arithmetic is not allowed",
    "rem": "arithmetic is not allowed",
}


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Path:
    """`row.child.school_id`: a variable and the names after it."""

    root: str
    names: tuple[str, ...]

    def __str__(self) -> str:
        return ".".join((self.root, *self.names))


@dataclass(frozen=True, slots=True)
class Value:
    """A constant; None is `nil`."""

    value: str | int | bool | None


Term = Path | Value


@dataclass(frozen=True, slots=True)
class Comparison:
    left: Term
    op: str
    right: Term
    line: int


@dataclass(frozen=True, slots=True)
class OneOf:
    """`path in [constants]`."""

    path: Path
    values: tuple[Value, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Binding:
    """`name in row.way`: some row reached by the way is called `name`."""

    name: str
    path: Path
    line: int


Literal = Comparison | OneOf | Binding


@dataclass(frozen=True)
class Rule:
    """A rule as read. `selector`: a door, a field group, or None for `_`. `text` is its source, to be loaded by Oso."""

    kind: str
    file: str
    line: int
    caller: str
    selector: str | None
    row: str
    entity: str
    body: tuple[Literal, ...]
    text: str = field(compare=False)

    @property
    def source(self) -> str:
        return f"{self.file}:{self.line}"


class _RefusalError(Exception):
    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


def _tokens(text: str) -> Iterator[tuple[Token, int, int]]:
    line = 1
    for m in _TOKEN.finditer(text):
        kind, found = str(m.lastgroup), m.group()
        if kind not in ("space", "comment"):
            yield Token(kind, found, line), m.start(), m.end()
        line += found.count("\n")


class _Reader:
    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.tokens = list(_tokens(text))
        self.at = 0

    @property
    def token(self) -> Token:
        if self.at < len(self.tokens):
            return self.tokens[self.at][0]
        return Token("end", "end of file", self.tokens[-1][0].line if self.tokens else 1)

    def take(self, text: str | None = None, kind: str | None = None) -> Token:
        token = self.token
        if (text is not None and token.text != text) or (kind is not None and token.kind != kind):
            raise _RefusalError(token.line, self.unexpected(text or str(kind)))
        self.at += 1
        return token

    def unexpected(self, wanted: str) -> str:
        token = self.token
        if token.text in _REFUSED:
            return _REFUSED[token.text]
        if token.text in ("+", "-", "*", "/"):
            return "arithmetic is not allowed"
        if token.kind == "op" and token.text not in OPERATORS:
            return f"`{token.text}` is not allowed, use one of {' '.join(OPERATORS)}"
        return f"found `{token.text}`, expected {wanted}"

    def skip_rule(self) -> None:
        while self.token.kind != "end" and self.token.text != ";":
            self.at += 1
        if self.token.kind != "end":
            self.at += 1

    # -- grammar ----------------------------------------------------------------------------------------------------

    def rule(self) -> Rule:
        start = self.at
        kind = self.take(kind="name")
        if kind.text not in RULE_KINDS:
            raise _RefusalError(kind.line, f"`{kind.text}` is not allowed: rules are {', '.join(RULE_KINDS)}")
        self.take("(")
        caller = self.take(kind="name").text
        self.take(":")
        self.take("Caller")
        self.take(",")
        selector = self.selector(kind.text)
        self.take(",")
        row = self.take(kind="name").text
        self.take(":")
        entity = self.take(kind="name").text
        self.take(")")
        body: list[Literal] = []
        if self.token.text == "if":
            self.take("if")
            body.append(self.literal())
            while self.token.text != ";":
                self.take("and")
                body.append(self.literal())
        self.take(";")
        text = self.text[self.tokens[start][1] : self.tokens[self.at - 1][2]]
        return Rule(kind.text, self.file, kind.line, caller, selector, row, entity, tuple(body), text)

    def selector(self, kind: str) -> str | None:
        token = self.token
        if token.text == "_" and kind == "deny":
            self.take()
            return None
        self.take(kind="string")
        return token.text[1:-1]

    def literal(self) -> Literal:
        line = self.token.line
        if self.token.text in _REFUSED:
            raise _RefusalError(line, _REFUSED[self.token.text])
        left = self.term()
        if self.token.text == "in":
            self.take("in")
            return self.membership(left, line)
        if self.token.kind != "op":
            raise _RefusalError(line, self.unexpected("a comparison, e.g. `row.sealed = true`"))
        op = self.take(kind="op").text
        if op not in OPERATORS:
            self.at -= 1
            raise _RefusalError(line, self.unexpected("a comparison"))
        return Comparison(left, op, self.term(), line)

    def membership(self, left: Term, line: int) -> Literal:
        if not isinstance(left, Path):
            raise _RefusalError(line, "the left of `in` must be a name or a path")
        if self.token.text == "[":
            self.take("[")
            values = [self.constant()]
            while self.token.text == ",":
                self.take(",")
                values.append(self.constant())
            self.take("]")
            return OneOf(left, tuple(values), line)
        way = self.term()
        if left.names or not isinstance(way, Path):
            raise _RefusalError(line, "`in` names a row (`r in row.referrals`) or tests a list of constants")
        return Binding(left.root, way, line)

    def constant(self) -> Value:
        line = self.token.line
        value = self.term()
        if not isinstance(value, Value):
            raise _RefusalError(line, "a list holds constants only")
        return value

    def term(self) -> Term:
        token = self.token
        if token.kind == "string":
            return Value(self.take().text[1:-1])
        if token.kind == "number":
            return Value(int(self.take().text))
        if token.text in ("true", "false", "nil"):
            return Value({"true": True, "false": False, "nil": None}[self.take().text])
        if token.kind != "name" or token.text in _REFUSED:
            raise _RefusalError(token.line, self.unexpected("a path or a constant"))
        root = self.take().text
        names = []
        while self.token.text == ".":
            self.take(".")
            names.append(self.take(kind="name").text)
        if self.token.text == "(":
            raise _RefusalError(token.line, f"calling `{root}` is not allowed: rules stand alone")
        return Path(root, tuple(names))


def read_rules(file: str, text: str) -> tuple[tuple[Rule, ...], tuple[Problem, ...]]:
    """The rules of a `.polar` text and all that is wrong with its form. Never raises for bad text."""
    reader = _Reader(file, text)
    rules: list[Rule] = []
    problems: list[Problem] = []
    while reader.token.kind != "end":
        try:
            rules.append(reader.rule())
        except _RefusalError as refusal:
            problems.append(Problem(file, refusal.line, refusal.message))
            reader.skip_rule()
    return tuple(rules), tuple(problems)


def rules_of(file: str, text: str) -> tuple[Rule, ...]:
    """The rules of a `.polar` text. Raises PolicyError where its form is not allowed."""
    rules, problems = read_rules(file, text)
    if problems:
        raise PolicyError(problems)
    return rules
