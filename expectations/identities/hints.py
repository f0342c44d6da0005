"""The smallest change that would satisfy a failing statement: for the reviewer, never applied.

One printed figure is replaced; among the replacements that satisfy the statement those nearest in digits to
what is printed are named (126 → 16 drops one digit), unless too many are equally near to mean anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from catalog import Catalog
from catalog.expressions import Arithmetic, Comparison, Fallback, Link, Number, Operand, Rest, Term
from expectations.identities.evaluation import chosen_option, operands_used
from expectations.identities.panel import Panel
from expectations.identities.printed import show

NEAR = 2
"""How many digit errors (dropped, added, wrong or swapped digits, a shifted point) are still a slip."""

EQUALLY_NEAR = 2
"""Of more changes that are equally near, none is likelier than the others."""


@dataclass(frozen=True, slots=True)
class _Change:
    cost: int
    operand: Operand
    printed: float
    value: float


def hint_for(links: tuple[Link, ...], frame: int, panel: Panel, catalog: Catalog) -> str | None:
    """The hint for a failing equation of sums, or None where there is no single near change."""
    if len(links) != 1 or not isinstance(links[0], Comparison) or links[0].comparator != "=":
        return None
    link = links[0]
    values = _exact_values(link, frame, panel)
    linear = _linear(Arithmetic("-", link.left, link.right), frame, panel)
    if values is None or linear is None:
        return None
    changes = tuple(_changes(linear, values))
    nearest = [change for change in changes if change.cost == min(c.cost for c in changes)]
    if not 0 < len(nearest) <= EQUALLY_NEAR:
        return None
    nearest.sort(key=lambda change: abs(change.value - change.printed))
    return "；或 ".join(_worded(change, link, values, frame, panel, catalog) for change in nearest)


def _exact_values(link: Link, frame: int, panel: Panel) -> dict[Operand, float] | None:
    values: dict[Operand, float] = {}
    for operand in operands_used(link, frame, panel):
        rows = panel.rows_at(frame, operand.indicator_id, operand.years_back)
        if len(rows) != 1 or not panel.are_exact[rows[0]]:
            return None
        values[operand] = float(panel.figures.value[rows[0]])
    return values


def _linear(term: Term, frame: int, panel: Panel) -> dict[Operand, int] | None:
    """How often each operand is added (or subtracted) in a sum; None where the term is no plain sum."""
    match term:
        case Operand():
            return {term: 1}
        case Number(0.0) | Rest():
            return {}
        case Fallback(options):
            return _linear(chosen_option(options, frame, panel), frame, panel)
        case Arithmetic("+" | "-" as sign, left, right):
            first, second = _linear(left, frame, panel), _linear(right, frame, panel)
            if first is None or second is None:
                return None
            factor = 1 if sign == "+" else -1
            return first | {o: first.get(o, 0) + factor * n for o, n in second.items()}
    return None


def _changes(linear: dict[Operand, int], values: dict[Operand, float]) -> Iterator[_Change]:
    balance = sum(n * values.get(operand, 0.0) for operand, n in linear.items())
    for operand, n in linear.items():
        if operand not in values or n not in (1, -1):
            continue
        value = values[operand] - balance / n
        cost = _slips(values[operand], value)
        if value >= 0 and cost <= NEAR:
            yield _Change(cost, operand, values[operand], value)


def _slips(printed: float, value: float) -> int:
    """How many slips lead from one number to the other; a point shifted by any places is one."""
    if value > 0 and printed > 0 and any(abs(printed / value - 10.0**k) < 1e-9 * 10.0**k for k in _SHIFTS):
        return 1
    return _edits(show(printed), show(value))


_SHIFTS = tuple(k for k in range(-8, 9) if k)


def _edits(a: str, b: str) -> int:
    """Damerau–Levenshtein distance (optimal string alignment) of two short numbers."""
    rows = [list(range(len(b) + 1))]
    for i, left in enumerate(a, 1):
        row = [i]
        for j, right in enumerate(b, 1):
            best = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (left != right))
            if i > 1 and j > 1 and left == b[j - 2] and a[i - 2] == right:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def _worded(
    change: _Change,
    link: Comparison,
    values: dict[Operand, float],
    frame: int,
    panel: Panel,
    catalog: Catalog,
) -> str:
    changed = values | {change.operand: change.value}
    left, right = (_sum_text(side, changed, frame, panel) for side in (link.left, link.right))
    indicator = catalog.indicators.get(change.operand.indicator_id)
    name = indicator.name_zh if indicator else change.operand.indicator_id
    return f"{left} = {right}：{name}若为 {show(change.value)}（所报 {show(change.printed)}）即相符，仅供核对"


def _sum_text(term: Term, values: dict[Operand, float], frame: int, panel: Panel) -> str:
    linear = _linear(term, frame, panel) or {}
    text = ""
    for operand, n in linear.items():
        if operand in values:
            sign = (" + " if n > 0 else " − ") if text else ("" if n > 0 else "−")
            text += sign + show(values[operand])
    return text or "0"
