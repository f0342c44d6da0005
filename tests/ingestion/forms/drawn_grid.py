"""Tables drawn as text: ``|`` between cells, ``^`` merged with the cell above, ``<`` with the left one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from catalog import load_catalog
from catalog.forms import FormCatalog, load_forms
from catalog.model import Indicator
from catalog.regions import RegionRegister
from ingestion.documents import Cell, Document, Table
from ingestion.forms import FormReading, read_forms
from ingestion.observations import Observation
from ingestion.submissions import Identity

EMPTY = "·"


@dataclass(frozen=True)
class FormDictionary:
    """The part of the catalogue that reading forms needs."""

    forms: FormCatalog
    indicators: Mapping[str, Indicator]
    regions: RegionRegister


_CATALOG = load_catalog()
DICTIONARY = FormDictionary(load_forms(), _CATALOG.indicators, _CATALOG.regions)
COUNTY = Identity(
    status="accepted",
    region_code="990121",
    region_name="青岚县",
    region_level="county",
    agency="青岚县人力资源和社会保障局",
    report_year=2023,
    kind="enforcement_annual",
)
CITY = Identity(
    status="accepted",
    region_code="990100",
    region_name="澄湾市",
    region_level="city",
    agency="澄湾市人力资源和社会保障局",
    report_year=2023,
    kind="dispute_form",
)


def draw(text: str, sheet: str | None = "Sheet1", hidden: bool = False) -> Table:
    """The table drawn in ``text``, one line a row; a line with a single cell is merged over all columns."""
    rows = [[part.strip(" ") for part in line.split("|")] for line in text.strip("\n").split("\n")]
    width = max(len(row) for row in rows)
    rows = [row + (["<"] if len(row) == 1 else [EMPTY]) * (width - len(row)) for row in rows]
    cells = [
        Cell(
            row=r,
            column=c,
            text=rows[r][c].replace("\\n", "\n").replace(EMPTY, ""),
            row_span=_run([rows[i][c] for i in range(r + 1, len(rows))], "^"),
            column_span=_run(rows[r][c + 1 :], "<"),
        )
        for r in range(len(rows))
        for c in range(width)
        if rows[r][c] not in ("^", "<")
    ]
    return Table(cells=tuple(cells), row_count=len(rows), column_count=width, sheet=sheet, hidden=hidden)


def _run(cells: list[str], mark: str) -> int:
    length = 1
    for cell in cells:
        if cell != mark:
            break
        length += 1
    return length


def workbook(*tables: Table) -> Document:
    """A spreadsheet submission of the given sheets."""
    return Document(format="xlsx", tables=tables)


def read(*tables: Table, identity: Identity = COUNTY) -> FormReading:
    """The forms in a workbook of the given sheets."""
    return read_forms(workbook(*tables), identity, DICTIONARY)


def facts(reading: FormReading) -> dict[str, float | None]:
    """The values of all facts of the reporter by indicator; fails where an indicator stands twice."""
    found = [o for o in reading.observations if o.disposition == "fact" and o.region_name is None]
    values = {o.indicator_id or "": o.value for o in found}
    assert len(values) == len(found), "an indicator was read twice as a fact"
    return values


def fact(reading: FormReading, indicator_id: str) -> Observation:
    """The one fact of an indicator."""
    (found,) = [o for o in reading.observations if o.disposition == "fact" and o.indicator_id == indicator_id]
    return found
