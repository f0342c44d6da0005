"""Evaluates the statements of the rules on all frames of a panel at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

import numpy as np

from catalog.expressions import (
    Absolute,
    AnyOf,
    Arithmetic,
    Comparison,
    Fallback,
    Link,
    Number,
    Operand,
    Rest,
    Term,
    Within,
    leaves,
    parse,
    sides,
)
from catalog.rules import Clause, Tolerance, When
from expectations.identities import intervals
from expectations.identities.intervals import Bools, Interval
from expectations.identities.panel import Panel


class Reading(Enum):
    """What a missing part is taken for."""

    OPEN = "any amount from nought upwards"
    TRIAL = "nought where the rule says so, else open"
    PRINTED = "nought: only what is printed counts"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a clause says of every frame.

    ``contradicted``: impossible whatever the missing parts are. ``unexplained``: possible only through parts
    that the rule takes for nought. ``testable``: the figures could have contradicted it.
    """

    testable: Bools
    contradicted: Bools
    unexplained: Bools


def judge(clause: Clause, tolerance: Tolerance, panel: Panel) -> Judgement:
    """Holds the statement of ``clause`` against every frame of ``panel``."""
    applies = applicable(clause, panel)
    testable = np.zeros(panel.rows, dtype=bool)
    contradicted, unexplained = testable.copy(), testable.copy()
    for link in clause.statement.links if applies.any() else ():
        opened = _link(link, panel, Reading.OPEN, tolerance)
        tried = _link(link, panel, Reading.TRIAL, tolerance) if _differs_by_trial(link) else opened
        testable |= opened.testable | tried.testable
        contradicted |= opened.refuted
        unexplained |= tried.refuted
    return Judgement(testable & applies, contradicted & applies, unexplained & ~contradicted & applies)


def _differs_by_trial(link: Link) -> bool:
    """Whether a missing part of the link is taken for nought by trial."""
    return any(_may_be_nought(side) for side in sides(link))


def _may_be_nought(term: Term) -> bool:
    match term:
        case Rest():
            return True
        case Arithmetic(_, left, right):
            return _may_be_nought(left) or _may_be_nought(right)
        case Absolute(inner):
            return _may_be_nought(inner)
        case Fallback(options) | AnyOf(options):
            return any(map(_may_be_nought, options))
    return isinstance(term, Operand) and term.absence == "zero"


def judge_link(link: Link, tolerance: Tolerance, panel: Panel) -> tuple[Bools, Bools]:
    """Where one link can be tested, and where it fails whatever the missing parts are."""
    outcome = _link(link, panel, Reading.OPEN, tolerance)
    return outcome.testable, outcome.refuted


def closes(link: Comparison, panel: Panel) -> Bools:
    """Where an equation holds on the printed figures alone, by any of the ways to count that it offers."""
    holds = np.zeros(panel.rows, dtype=bool)
    for way in ways(link):
        holds |= _comes_out(way, panel)
    return holds


def _comes_out(link: Link, panel: Panel) -> Bools:
    if isinstance(link, Within):
        return np.zeros(panel.rows, dtype=bool)
    left = evaluate(link.left, panel, Reading.PRINTED)
    right = evaluate(link.right, panel, Reading.PRINTED)
    return intervals.certain(left, "=", right) & (left.low > 0)


def failing(link: Link, panel: Panel, tolerance: Tolerance) -> Bools:
    """Where one link of a chain fails, by trial or for certain."""
    opened = _link(link, panel, Reading.OPEN, tolerance).refuted
    if not _differs_by_trial(link):
        return opened
    return opened | _link(link, panel, Reading.TRIAL, tolerance).refuted


def applicable(clause: Clause, panel: Panel) -> Bools:
    """Where the conditions of ``clause`` hold, its place condition excepted."""
    when = clause.when
    applies = np.full(panel.rows, when.subject in (None, panel.subject))
    for indicator_id in when.present:
        applies &= ~np.isnan(panel.column(indicator_id, "low"))
    for indicator_id in when.missing:
        applies &= np.isnan(panel.column(indicator_id, "low"))
    return applies & _given(when, panel)


def _given(when: When, panel: Panel) -> Bools:
    holds = np.ones(panel.rows, dtype=bool)
    for link in parse(when.given).links if when.given else ():
        pairs = tuple(_pairs(link, panel, Reading.OPEN, Tolerance()))
        holds &= np.logical_or.reduce([intervals.certain(a, sign, b) for a, sign, b in pairs])
    return holds


@dataclass(frozen=True, slots=True)
class _LinkOutcome:
    testable: Bools
    refuted: Bools


def _link(link: Link, panel: Panel, reading: Reading, tolerance: Tolerance) -> _LinkOutcome:
    """A link with several ways to count is refuted where every way that can be tested is."""
    testable = np.zeros(panel.rows, dtype=bool)
    standing = testable.copy()
    for ways in _ways(link) if _can_be_known(link, panel) else ():
        tested, failed = np.zeros(panel.rows, dtype=bool), np.zeros(panel.rows, dtype=bool)
        for left, sign, right in _pairs(ways, panel, reading, tolerance):
            can = intervals.refutable(left, sign, right)
            tested |= can
            failed |= can & intervals.refuted(left, sign, right, tolerance.absolute, tolerance.relative)
        testable |= tested
        standing |= tested & ~failed
    return _LinkOutcome(testable, testable & ~standing)


def _can_be_known(link: Link, panel: Panel) -> bool:
    """Whether any frame can have a value on every side: of most rules a panel lacks a figure altogether."""
    return all(_has_value(side, panel) for side in sides(link))


def _has_value(term: Term, panel: Panel) -> bool:
    match term:
        case Operand(indicator_id, _, absence):
            return absence != "required" or panel.knows(indicator_id)
        case Arithmetic(_, left, right):
            return _has_value(left, panel) and _has_value(right, panel)
        case Absolute(inner):
            return _has_value(inner, panel)
        case Fallback(options) | AnyOf(options):
            return any(_has_value(option, panel) for option in options)
    return True


def _ways(link: Link) -> Iterator[Link]:
    """The link once for every way to count that it offers."""
    if isinstance(link, Within):
        for term in _options(link.term):
            yield Within(term, link.low, link.high)
        return
    for left in _options(link.left):
        for right in _options(link.right):
            yield type(link)(left, link.comparator, right)


def ways(link: Link) -> tuple[Link, ...]:
    """The ways to count that ``link`` offers, in order; itself where there is one."""
    return tuple(_ways(link))


def _options(term: Term) -> tuple[Term, ...]:
    return term.options if isinstance(term, AnyOf) else (term,)


def _pairs(
    link: Link, panel: Panel, reading: Reading, tolerance: Tolerance
) -> Iterator[tuple[Interval, str, Interval]]:
    if isinstance(link, Within):
        term = evaluate(link.term, panel, reading)
        yield term, ">=", intervals.constant(link.low, panel.rows)
        yield term, "<=", intervals.constant(link.high, panel.rows)
        return
    left = _cut(link.left, panel, evaluate(link.left, panel, reading), tolerance)
    right = _cut(link.right, panel, evaluate(link.right, panel, reading), tolerance)
    yield left, link.comparator, right


def _cut(term: Term, panel: Panel, interval: Interval, tolerance: Tolerance) -> Interval:
    """A printed rate may have been cut off: its true value then lies up to a whole step above it."""
    if not (tolerance.truncation and isinstance(term, Operand)):
        return interval
    half = _half_step(term, panel)
    return Interval(interval.low, interval.high + half, interval.printed)


def _half_step(operand: Operand, panel: Panel) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.nan_to_num(panel.column(operand.indicator_id, "step")) / 2


def evaluate(term: Term, panel: Panel, reading: Reading) -> Interval:
    """The bounds of ``term`` in every frame, NaN where a figure that it requires is missing."""
    match term:
        case Number(value):
            return intervals.constant(value, panel.rows)
        case Operand():
            return _operand(term, panel, reading)
        case Rest():
            return intervals.unknown_part(panel.rows, np.inf if reading is Reading.OPEN else 0.0)
        case Arithmetic(sign, left, right):
            return intervals.combine(sign, evaluate(left, panel, reading), evaluate(right, panel, reading))
        case Absolute(inner):
            return intervals.absolute(evaluate(inner, panel, reading))
        case Fallback(options):
            chosen = evaluate(options[0], panel, reading)
            for option in options[1:]:
                chosen = intervals.choose(_if_printed(chosen), evaluate(option, panel, reading))
            return chosen
        case AnyOf():
            raise TypeError("several ways to count are evaluated one by one")


def _if_printed(term: Interval) -> Interval:
    """Only a term of which something is printed takes precedence over its replacement."""
    return Interval(
        np.where(term.printed, term.low, np.nan), np.where(term.printed, term.high, np.nan), term.printed
    )


def _operand(operand: Operand, panel: Panel, reading: Reading) -> Interval:
    low = panel.column(operand.indicator_id, "low", operand.years_back)
    high = panel.column(operand.indicator_id, "high", operand.years_back)
    printed = ~np.isnan(low)
    if operand.absence == "required":
        return Interval(low, high, printed)
    nought = reading is Reading.PRINTED or (reading is Reading.TRIAL and operand.absence == "zero")
    part = intervals.unknown_part(panel.rows, 0.0 if nought else np.inf)
    return Interval(np.where(printed, low, part.low), np.where(printed, high, part.high), printed)


def operands_used(link: Link, frame: int, panel: Panel) -> tuple[Operand, ...]:
    """The operands of ``link`` that are printed in ``frame`` and that its value there rests on."""
    used = (o for side in sides(link) for o in _used(side, frame, panel))
    return tuple(dict.fromkeys(used))


def _used(term: Term, frame: int, panel: Panel) -> Iterator[Operand]:
    match term:
        case Operand():
            if _is_printed(term, frame, panel):
                yield term
        case Fallback(options):
            yield from _used(chosen_option(options, frame, panel), frame, panel)
        case Arithmetic(_, left, right):
            yield from _used(left, frame, panel)
            yield from _used(right, frame, panel)
        case Absolute(inner):
            yield from _used(inner, frame, panel)
        case AnyOf(options):
            for option in options:
                yield from _used(option, frame, panel)


def operands_by_frame(term: Term, panel: Panel) -> Iterator[tuple[Operand, Bools]]:
    """The operands of ``term``, each with the frames where it is printed and the value rests on it."""
    match term:
        case Operand():
            yield term, panel.cells_at(term.indicator_id, term.years_back) >= 0
        case Fallback(options):
            yield from _of_the_chosen(options, panel)
        case Arithmetic(_, left, right):
            yield from operands_by_frame(left, panel)
            yield from operands_by_frame(right, panel)
        case Absolute(inner):
            yield from operands_by_frame(inner, panel)
        case AnyOf(options):
            for option in options:
                yield from operands_by_frame(option, panel)


def _of_the_chosen(options: tuple[Term, ...], panel: Panel) -> Iterator[tuple[Operand, Bools]]:
    """The same of several options, in each frame of the one that :func:`chosen_option` takes."""
    left_over = np.ones(panel.rows, dtype=bool)
    for place, option in enumerate(options):
        printed = {o: panel.cells_at(o.indicator_id, o.years_back) >= 0 for o in leaves(option)}
        fits = np.ones(panel.rows, dtype=bool)
        for operand, is_printed in printed.items():
            fits &= is_printed | (operand.absence != "required")
        if printed:
            fits &= np.logical_or.reduce(list(printed.values()))
        chosen = left_over & (fits | (place == len(options) - 1))
        for operand, used in operands_by_frame(option, panel):
            yield operand, used & chosen
        left_over &= ~chosen


def chosen_option(options: tuple[Term, ...], frame: int, panel: Panel) -> Term:
    """The first option that can be computed in ``frame`` and of which something is printed."""
    for option in options:
        needed = [o for o in leaves(option) if o.absence == "required"]
        printed = [o for o in leaves(option) if _is_printed(o, frame, panel)]
        if set(needed) <= set(printed) and (printed or not tuple(leaves(option))):
            return option
    return options[-1]


def _is_printed(operand: Operand, frame: int, panel: Panel) -> bool:
    return panel.is_printed(frame, operand.indicator_id, operand.years_back)
