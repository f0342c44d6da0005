"""An observation in the words of a Chinese reader: value, period, scope, and what kind of mention it is."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from catalog import Catalog

Record = Mapping[str, Any]
"""An observation with the columns of `ingestion.observations`, or of the command line's JSON."""

DISPOSITIONS = (
    "fact",
    "undecided",
    "reference",
    "target",
    "threshold",
    "unmapped",
    "date",
    "name",
    "ordinal",
    "marker",
)
"""What a mention can be, what matters most to a reader first."""

_SIGNS = {"at_least": "≥ ", "at_most": "≤ ", "approx": "约 "}
_DIGITS = 12


def number_text(value: float | None) -> str:
    """A number with thousands separators, never in powers of ten; "" where there is none."""
    if value is None:
        return ""
    return f"{Decimal(f'{value:.{_DIGITS}g}'):,f}"


def value_text(record: Record) -> str:
    """The value with the sign of its qualifier, a range as both bounds; "" where nothing is stated."""
    if record["value"] is None and record["value_low"] is not None and record["value_high"] is not None:
        return f"{number_text(record['value_low'])}～{number_text(record['value_high'])}"
    number = number_text(record["value"])
    return f"{_SIGNS.get(record['qualifier'] or '', '')}{number}" if number else ""


def label(catalog: Catalog, vocabulary: str, code: str | None) -> str:
    """The Chinese label of a code; "" for none."""
    return catalog.vocabulary.label(vocabulary, code) if code else ""


def indicator_text(catalog: Catalog, indicator_id: str | None) -> str:
    """The Chinese name of an indicator; "" for none, the id itself where this catalogue lacks it."""
    if not indicator_id:
        return ""
    indicator = catalog.indicators.get(indicator_id)
    return indicator.name_zh if indicator else indicator_id


def period_text(catalog: Catalog, record: Record) -> str:
    """Kind of period, year, and first and last day or the campaign's name where they are known."""
    if not record["period_type"]:
        return ""
    year = f"{record['period_year']}年" if record["period_year"] else ""
    kind = label(catalog, "period_type", record["period_type"])
    first, last = record["period_start"], record["period_end"]
    days = f"{first or ''}至{last or ''}" if first or last else ""
    details = "，".join(part for part in (days, record["event_label"]) if part)
    return f"{year}{kind}" + (f"（{details}）" if details else "")


def scope_text(catalog: Catalog, record: Record) -> str:
    """Whose figure it is, and how that is known."""
    scope = label(catalog, "org_scope", record["org_scope"])
    basis = label(catalog, "scope_basis", record["scope_basis"])
    return f"{scope}（{basis}）" if scope and basis else scope


IN_SUBMISSION, IN_WAREHOUSE = ("start", "end"), ("char_start", "char_end")
"""What the bounds of a mention are called: in observations, and in tables, where `end` is SQL."""


def place_text(record: Record, characters: tuple[str, str] = IN_SUBMISSION) -> str:
    """Where the mention stands: sheet and cell, page, characters."""
    start, end = (record[name] for name in characters)
    parts = []
    if record["sheet"]:
        parts.append(f"工作表“{record['sheet']}”")
    if record["cell"]:
        parts.append(f"单元格 {record['cell']}")
    if record["page"]:
        parts.append(f"第 {record['page']} 页")
    if start is not None:
        parts.append(f"字符 {start}–{end}")
    return "，".join(parts)
