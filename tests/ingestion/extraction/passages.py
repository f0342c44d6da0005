"""Short passages with the reading that a careful statistician gives them, by the rule they show.

The files of ``passages/`` hold a passage a line, under ``# the rule``. ``⟦53|arb_cases_accepted⟧`` marks a
fact; ``a+b`` names two indicators of one number, ``~`` a number that must be left for review, ``?id`` one
that may be a fact of ``id`` or for review. Attributes follow behind a second bar: ``v=`` the value where the
digits do not say it, ``q=`` the qualifier, ``s=`` the scope, ``p=`` the period, ``a=`` the assertion. Every
number without a mark is no fact. ``@city`` in front says who writes (a county, if nobody is named), ``⏎``
stands for a line break.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "passages"
MARK = re.compile(r"⟦([^|⟧]+)\|([^|⟧]+)(?:\|([^⟧]*))?⟧")
LEVEL = re.compile(r"^@(\w+) ")
KEYS = {"s": "org_scope", "p": "period_type", "q": "qualifier", "a": "assertion"}
DIGITS = re.compile(r"[^\d.]")


@dataclass(frozen=True, slots=True)
class Expected:
    """A marked number: the indicators it is a fact of, its value and what else is said of it."""

    start: int
    end: int
    indicators: tuple[str, ...]
    value: float | None
    meaning: Mapping[str, str]

    @property
    def for_review(self) -> bool:
        """Whether it must not be decided."""
        return self.indicators == ("~",)

    @property
    def optional(self) -> bool:
        """Whether leaving it for review is right as well."""
        return self.indicators[0].startswith("?")


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage without its marks, and what they say."""

    file: str
    rule: str
    level: str
    text: str
    expected: tuple[Expected, ...]


def passages() -> Iterator[Passage]:
    """All passages, file by file."""
    for path in sorted(FOLDER.glob("*.txt")):
        rule = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("# "):
                rule = line[2:]
            elif line:
                yield _passage(path.stem, rule, line)


def _passage(file: str, rule: str, line: str) -> Passage:
    level = LEVEL.match(line)
    marked = (line[level.end() :] if level else line).replace("⏎", "\n")
    text, expected, at = "", [], 0
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        start, at = len(text), mark.end()
        text += mark[1]
        expected.append(_expected(start, len(text), mark))
    text += marked[at:]
    assert not re.search("[⟦⟧]", text), f"a mark of {line!r} cannot be read"
    return Passage(file, rule, level[1] if level else "county", text, tuple(expected))


def _expected(start: int, end: int, mark: re.Match[str]) -> Expected:
    said = dict(part.split("=", 1) for part in mark[3].split(",")) if mark[3] else {}
    printed = said.pop("v", None) or DIGITS.sub("", mark[1])
    value = None if mark[2] == "~" or printed == "None" else float(printed)
    meaning = {KEYS[key]: text for key, text in said.items()}
    return Expected(start, end, tuple(mark[2].split("+")), value, meaning)
