"""A sheet as a grid of cells with a style each: what is written, and what is expected when read back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from publishing.wording import Printed

Style = Literal[
    "title",
    "subtitle",
    "header",
    "text",
    "indented",
    "code",
    "number",
    "centred",
    "area",
    "block",
    "note",
    "missing",
    "wrap",
]
Value = str | int | Decimal | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. Texts are always written as texts; ``number_format`` belongs to numbers only."""

    value: Value = None
    style: Style = "text"
    number_format: str = "General"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet; a spanning row shows its only cell over the whole width."""

    cells: tuple[Cell, ...]
    spans: bool = False
    height: float | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet ready to be written. ``header_row`` (from 0) stays visible and repeats on printed pages."""

    name: str
    lines: tuple[Line, ...]
    widths: tuple[float, ...]
    header_row: int | None = None


def spanning(text: str, style: Style, height: float | None = None) -> Line:
    """A row whose text runs over all columns."""
    return Line((Cell(text, style),), spans=True, height=height)


def header(texts: Iterable[str]) -> Line:
    """The header row of a table."""
    return Line(tuple(Cell(text, "header") for text in texts), height=24)


def texts(values: Iterable[str | None], style: Style = "text") -> Line:
    """A row of texts in one style."""
    return Line(tuple(Cell(value or "", style) for value in values))


def figure_cell(printed: Printed, in_points: bool = False) -> Cell:
    """A printed number as a number with its decimals, anything else as the text that stands for it."""
    if printed.number is None:
        return Cell(printed.text, "number")
    plain = "0" + ("." + "0" * printed.decimals if printed.decimals else "")
    if in_points:
        plain = f'"提高"{plain}"个百分点";"降低"{plain}"个百分点";"持平"'
    return Cell(printed.number, "number", plain)
