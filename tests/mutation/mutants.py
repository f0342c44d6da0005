"""A mutant is the project with one rule broken in one place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from operators import OPERATORS
from tokens import tokens_of
from unit_tests import Project


@dataclass(frozen=True, slots=True)
class Mutant:
    """Where the rule was broken, and how it reads now."""

    path: Path
    line: int
    kind: str
    before: str
    after: str
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.kind}: {_short(self.before)} → {_short(self.after)}"

    @property
    def key(self) -> str:
        """What stays the same when lines are added elsewhere."""
        return f"{self.path.name} {self.kind}: {_short(self.before)} → {_short(self.after)}"


def mutants_of(path: Path, sql: str) -> Iterator[Mutant]:
    """Every mutant of a model or of a file of macros, once."""
    tokens = tokens_of(sql)
    seen = {sql}
    for operator in OPERATORS:
        for start, end, instead in operator(tokens):
            text = sql[:start] + instead + sql[end:]
            if text not in seen:
                seen.add(text)
                line = sql.count("\n", 0, start) + 1
                yield Mutant(path, line, operator.__name__, *_around(sql, start, end, instead), text)


def paths_of(project: Project, names: Sequence[str]) -> tuple[Path, ...]:
    """The files of these models and macros, in the order of the names."""
    by_name = {path.stem: path for path in project.texts}
    return tuple(by_name[name] for name in names)


def _around(sql: str, start: int, end: int, instead: str) -> tuple[str, str]:
    """The lines of the change before and after it."""
    first, last = sql.rfind("\n", 0, start) + 1, sql.find("\n", end)
    last = len(sql) if last < 0 else last
    return sql[first:last], sql[first:start] + instead + sql[end:last]


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 110 else f"{plain[:107]}…"
