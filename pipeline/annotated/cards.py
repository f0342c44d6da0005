"""What is shown about one observation: the card beside its mark, and its row in the table of figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from catalog import Catalog
from pipeline.annotated.marks import Note
from pipeline.wording import (
    Record,
    indicator_text,
    label,
    number_text,
    period_text,
    place_text,
    scope_text,
    value_text,
)


@dataclass(frozen=True, slots=True)
class Card:
    """A title and labelled lines; lines without content are left out."""

    title: str
    disposition: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A row of the table of figures; ``number`` leads to its mark where ``linked``."""

    number: int
    linked: bool
    area: str
    indicator: str
    value: str
    unit: str
    qualifier: str
    scope: str
    period: str
    assertion: str
    confidence: str
    evidence: str
    alternatives: str


def card(note: Note, catalog: Catalog) -> Card:
    """The card of one note."""
    record = note.record
    disposition = label(catalog, "disposition", record["disposition"])
    title = indicator_text(catalog, record["indicator_id"]) or disposition
    return Card(title, disposition, tuple(line for line in _lines(record, catalog) if line[1]))


def _lines(record: Record, catalog: Catalog) -> Iterator[tuple[str, str]]:
    yield "判定", label(catalog, "disposition", record["disposition"])
    yield "数值", _value_with_unit(record, catalog)
    yield (
        "修饰",
        label(catalog, "qualifier", record["qualifier"]) + ("（文字表述）" if record["in_words"] else ""),
    )
    yield "地区", record["region_name"] or ""
    yield "范围", scope_text(catalog, record)
    yield "时期", period_text(catalog, record)
    yield "性质", label(catalog, "assertion", record["assertion"])
    yield "把握", f"{record['confidence']:.2f}"
    yield "依据", record["rule"]
    yield "其他可能", alternatives_text(record, catalog)
    yield "指标代码", record["indicator_id"] or ""
    yield "位置", place_text(record)


def _value_with_unit(record: Record, catalog: Catalog) -> str:
    value = f"{value_text(record)} {record['unit'] or ''}".strip()
    status = record["value_status"]
    if status in (None, "value"):
        return value if value_text(record) else ""
    return (
        f"{value}（{label(catalog, 'value_status', status)}）"
        if value_text(record)
        else label(catalog, "value_status", status)
    )


def alternatives_text(record: Record, catalog: Catalog) -> str:
    """The other indicators that the mention could have meant, the surest first."""
    return "；".join(
        f"{indicator_text(catalog, a['indicator_id'])} {number_text(round(a['confidence'], 2))}"
        for a in record["alternatives"]
    )


def figure(note: Note, linked: bool, catalog: Catalog) -> Figure:
    """The row of one note."""
    record = note.record
    indicator = catalog.indicators.get(record["indicator_id"] or "")
    return Figure(
        number=note.number,
        linked=linked,
        area=label(catalog, "subject_area", indicator.subject_area) if indicator else "",
        indicator=indicator_text(catalog, record["indicator_id"]) or "（未收录）",
        value=value_text(record) or label(catalog, "value_status", record["value_status"]),
        unit=record["unit"] or "",
        qualifier=label(catalog, "qualifier", record["qualifier"]),
        scope=scope_text(catalog, record),
        period=period_text(catalog, record),
        assertion=label(catalog, "assertion", record["assertion"]),
        confidence=f"{record['confidence']:.2f}",
        evidence=record["evidence"],
        alternatives=alternatives_text(record, catalog),
    )
