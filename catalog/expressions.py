"""The small language in which the identities of the catalogue are written, and its parser.

An operand is the id of an indicator; ``arb_cases_closed@-1`` is its figure of the year before. What a
missing figure means is written at the operand, because it decides what can be concluded:

* ``x``   required: without it the statement cannot be tested;
* ``x?``  unknown: some amount from nought upwards, so that ``total = a + b + x?`` only says
  ``total >= a + b`` while x is missing;
* ``x?0`` taken as nought for trial: what only an unreported x could explain is worth a flag, what no x
  could explain is a contradiction;
* ``rest`` the parts for which the catalogue has no indicator, always missing and taken as nought for trial.

``a ?? b + c`` is a, or else b + c; ``{a | b}`` is any of several ways to count, and stands alone on one
side. Statements compare: ``a <= b <= c``, ``a = b + c``, ``a != b``, ``a / b in [500, 200_000]``,
``rate in {100 * a / b | 100 * c / d}`` (the same as ``rate = {…}``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Absence = Literal["required", "unknown", "zero"]
Comparator = Literal["=", "!=", "<=", ">=", "<", ">"]
ArithmeticSign = Literal["+", "-", "*", "/"]

_COMPARATORS: tuple[Comparator, ...] = ("=", "!=", "<=", ">=", "<", ">")
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d[\d_]*(?:\.\d+)?)|(?P<name>[a-z][a-z0-9_]*)|(?P<shift>@-\d+)"
    r"|(?P<sign>\?\?|\?0|\?|<=|>=|!=|[-+*/=<>(){}|\[\],])|(?P<end>$))"
)


class ExpressionError(ValueError):
    """A statement that the language does not know; the message shows the text and the place in it."""


@dataclass(frozen=True, slots=True)
class Number:
    """A constant."""

    value: float


@dataclass(frozen=True, slots=True)
class Operand:
    """The figure of an indicator, ``years_back`` years before the one judged."""

    indicator_id: str
    years_back: int = 0
    absence: Absence = "required"


@dataclass(frozen=True, slots=True)
class Rest:
    """The parts of a whole for which the catalogue has no indicator: never printed, at least nought."""


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Two terms joined by a sign."""

    sign: ArithmeticSign
    left: Term
    right: Term


@dataclass(frozen=True, slots=True)
class Absolute:
    """The size of a term without its sign."""

    inner: Term


@dataclass(frozen=True, slots=True)
class Fallback:
    """The first of several terms that can be computed."""

    options: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Several ways to count, of which one is enough; always a whole side of a comparison."""

    options: tuple[Term, ...]


Term = Number | Operand | Rest | Arithmetic | Absolute | Fallback | AnyOf


@dataclass(frozen=True, slots=True)
class Comparison:
    """One link: two sides and how they are said to compare."""

    left: Term
    comparator: Comparator
    right: Term


@dataclass(frozen=True, slots=True)
class Within:
    """A term that is said to lie between two constants, both included."""

    term: Term
    low: float
    high: float


Link = Comparison | Within


@dataclass(frozen=True, slots=True)
class Statement:
    """What a rule says: one or more links, all of which must hold. ``text`` is as written."""

    text: str
    links: tuple[Link, ...]


@lru_cache(maxsize=1024)
def parse(text: str) -> Statement:
    """The statement that ``text`` makes; raises :class:`ExpressionError` where it makes none."""
    return Statement(text, _Parser(text).statement())


def operands(statement: Statement) -> tuple[Operand, ...]:
    """Every operand of ``statement``, each once, in the order of its first mention."""
    return tuple(dict.fromkeys(o for link in statement.links for side in sides(link) for o in leaves(side)))


def sides(link: Link) -> tuple[Term, ...]:
    """The terms that ``link`` compares."""
    return (link.term,) if isinstance(link, Within) else (link.left, link.right)


def leaves(term: Term) -> Iterator[Operand]:
    """The operands of ``term`` from left to right, with repetitions."""
    match term:
        case Operand():
            yield term
        case Arithmetic(_, left, right):
            yield from leaves(left)
            yield from leaves(right)
        case Absolute(inner):
            yield from leaves(inner)
        case Fallback(options) | AnyOf(options):
            for option in options:
                yield from leaves(option)


def operand_ids(text: str) -> tuple[str, ...]:
    """The indicator ids that the statement ``text`` names, in order, each once; for the lint."""
    return tuple(dict.fromkeys(operand.indicator_id for operand in operands(parse(text))))


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int


def _tokens(text: str) -> Iterator[_Token]:
    place = 0
    while True:
        found = _TOKEN.match(text, place)
        if found is None:
            raise ExpressionError(_fault(text, place, "no word or sign of the language"))
        kind = str(found.lastgroup)
        yield _Token(kind, found.group(kind), found.start(kind))
        if kind == "end":
            return
        place = found.end()


def _fault(text: str, place: int, what: str) -> str:
    return f"{what}, at character {place + 1}: {text[:place]}⟦{text[place:]}⟧"


class _Parser:
    """Recursive descent over the tokens of one statement."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = tuple(_tokens(text))
        self._next = 0

    def statement(self) -> tuple[Link, ...]:
        left = self._term(whole_side=True)
        links: list[Link] = []
        while self._peek().kind != "end":
            link = self._link(left)
            links.append(link)
            if isinstance(link, Within) or self._took_set(link):
                break
            left = link.right
        if not links:
            raise self._error("a comparison is missing")
        if self._peek().kind != "end":
            raise self._error("nothing may follow here")
        return tuple(links)

    @staticmethod
    def _took_set(link: Comparison) -> bool:
        return isinstance(link.right, AnyOf)

    def _link(self, left: Term) -> Link:
        if self._accept("in"):
            if self._accept("["):
                return self._range(left)
            return Comparison(left, "=", self._any_of())
        for comparator in _COMPARATORS:
            if self._accept(comparator):
                return Comparison(left, comparator, self._term(whole_side=True))
        raise self._error("expected a comparison (= != <= >= < > in)")

    def _range(self, term: Term) -> Within:
        low = self._number()
        self._expect(",")
        high = self._number()
        self._expect("]")
        if low > high:
            raise self._error("the range is empty")
        return Within(term, low, high)

    def _number(self) -> float:
        negative = self._accept("-")
        token = self._take()
        if token.kind != "number":
            raise ExpressionError(_fault(self._text, token.start, "expected a number"))
        value = float(token.text.replace("_", ""))
        return -value if negative else value

    def _term(self, whole_side: bool = False) -> Term:
        if whole_side and self._peek().text == "{":
            return self._any_of()
        return self._joined(self._product, ("+", "-"))

    def _product(self) -> Term:
        return self._joined(self._factor, ("*", "/"))

    def _joined(self, part: Callable[[], Term], signs: tuple[ArithmeticSign, ...]) -> Term:
        term = part()
        while (sign := next((s for s in signs if self._accept(s)), None)) is not None:
            term = Arithmetic(sign, term, part())
        return term

    def _factor(self) -> Term:
        if self._accept("("):
            return self._closed(self._fallback(), ")")
        if self._accept("-"):
            return Arithmetic("-", Number(0.0), self._factor())
        token = self._take()
        if token.kind == "number":
            return Number(float(token.text.replace("_", "")))
        if token.text == "abs" and self._accept("("):
            return Absolute(self._closed(self._fallback(), ")"))
        if token.text == "rest":
            return Rest()
        if token.kind == "name" and token.text != "in":
            return self._operand(token.text)
        raise ExpressionError(_fault(self._text, token.start, "expected an indicator or a number"))

    def _operand(self, indicator_id: str) -> Operand:
        years_back = -int(self._take().text[1:]) if self._peek().kind == "shift" else 0
        if self._accept("?0"):
            return Operand(indicator_id, years_back, "zero")
        return Operand(indicator_id, years_back, "unknown" if self._accept("?") else "required")

    def _fallback(self) -> Term:
        options = [self._term()]
        while self._accept("??"):
            options.append(self._term())
        return options[0] if len(options) == 1 else Fallback(tuple(options))

    def _any_of(self) -> AnyOf:
        self._expect("{")
        options = [self._term()]
        while self._accept("|"):
            options.append(self._term())
        self._expect("}")
        return AnyOf(tuple(options))

    def _closed(self, term: Term, bracket: str) -> Term:
        self._expect(bracket)
        return term

    def _peek(self) -> _Token:
        return self._tokens[self._next]

    def _take(self) -> _Token:
        token = self._peek()
        self._next += token.kind != "end"
        return token

    def _accept(self, text: str) -> bool:
        found = self._peek().kind != "end" and self._peek().text == text
        self._next += found
        return found

    def _expect(self, text: str) -> None:
        if not self._accept(text):
            raise self._error(f"expected {text!r}")

    def _error(self, what: str) -> ExpressionError:
        return ExpressionError(_fault(self._text, self._peek().start, what))
