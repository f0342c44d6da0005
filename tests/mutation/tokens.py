"""SQL as the mutations see it: words, strings, numbers and signs with their places; comments are left out.

A Jinja expression is one word: what a macro says is mutated in the macro.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""
    (?P<comment>--[^\n]*|\{\#.*?\#\})
  | (?P<jinja>\{\{.*?\}\}|\{%.*?%\})
  | (?P<string>'(?:[^']|'')*')
  | (?P<number>\d+(?:\.\d+)?)
  | (?P<word>"[^"]*"|[A-Za-z_][A-Za-z_0-9]*(?:\.[A-Za-z_*"][A-Za-z_0-9]*)*)
  | (?P<sign><=|>=|!=|<>|\|\||//|::|[-+*/=<>(),\[\]{};:.])
    """,
    re.X | re.S,
)
_OPENING, _CLOSING = frozenset({"(", "[", "case"}), frozenset({")", "]", "end"})


@dataclass(frozen=True, slots=True)
class Token:
    """One word of the text: its kind, its place, and how many brackets and ``case`` it stands in."""

    kind: str
    text: str
    start: int
    end: int
    depth: int

    @property
    def word(self) -> str:
        """The word in lower case; a string, a number or a sign as it stands."""
        return self.text.lower() if self.kind == "word" else self.text


def tokens_of(sql: str) -> tuple[Token, ...]:
    """The tokens of a model or a macro; a bracket and its content differ by one in depth."""
    return tuple(_with_depth(sql))


def _with_depth(sql: str) -> Iterator[Token]:
    depth = 0
    for match in _TOKEN.finditer(sql):
        kind, text = str(match.lastgroup), match.group()
        if kind == "comment":
            continue
        word = text.lower() if kind in {"word", "sign"} else ""
        depth -= word in _CLOSING
        yield Token(kind, text, match.start(), match.end(), depth)
        depth += word in _OPENING
