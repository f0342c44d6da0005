"""Tables in texts: their places read back, and the text around them stays a text."""

from __future__ import annotations

from dataclasses import replace

from drawn_grid import COUNTY, DICTIONARY, draw, fact, facts
from licence_table import EXPECTED, HEADER, ROW

from ingestion.documents import Block, Document, Table
from ingestion.forms import read_forms, recognise


def _text_with_table(before: str, drawing: str) -> Document:
    """A text document with one table in it, as the readers give it: cells separated by tabs."""
    drawn = draw(drawing, sheet=None)
    text = f"{before}\n"
    start, cells = len(text), []
    for row in range(drawn.row_count):
        parts = []
        for cell in (c for c in drawn.cells if c.row == row):
            at = len(text) + sum(len(part) + 1 for part in parts)
            cells.append(replace(cell, start=at, end=at + len(cell.text)))
            parts.append(cell.text)
        text += "\t".join(parts) + "\n"
    table = Table(
        cells=tuple(cells),
        row_count=drawn.row_count,
        column_count=drawn.column_count,
        start=start,
        end=len(text) - 1,
    )
    blocks = (Block("paragraph", 0, len(before)), Block("table", start, len(text) - 1))
    return Document(format="docx", text=text, blocks=blocks, tables=(table,))


def test_a_table_in_a_text_has_offsets_that_read_back() -> None:
    document = _text_with_table("2023年度行政许可实施情况统计表（虚构）", f"{HEADER}\n{ROW}")
    reading = read_forms(document, COUNTY, DICTIONARY)
    assert facts(reading) == EXPECTED
    assert reading.claimed_spans == ((document.tables[0].start, document.tables[0].end),)
    placed = [o for o in reading.observations if o.start is not None and o.end is not None]
    assert len(placed) == len(reading.observations) == 5
    assert all(document.text[o.start : o.end] == o.raw_text for o in placed)


def test_a_derived_sum_in_a_text_spans_its_cells() -> None:
    document = _text_with_table(
        "2023年度行政处罚实施情况统计表（虚构）",
        "警告 | 罚款 | 吊销许可证、执照 | 其他行政处罚 | 合计 | 罚没金额（元）\n2 | 3 | 1 | 4 | 10 | 800",
    )
    derived = fact(read_forms(document, COUNTY, DICTIONARY), "penalty_other_kinds")
    assert (derived.value, derived.cell, derived.raw_text) == (5, "C2:D2", "1\t4")
    assert document.text[derived.start : derived.end] == "1\t4"


def test_a_form_in_the_annex_of_a_report_does_not_make_the_report_a_form() -> None:
    prose = "本局认真推进法治政府建设。" * 60
    report = _text_with_table(prose, f"{HEADER}\n{ROW}")
    assert recognise(report, DICTIONARY) is None
    assert facts(read_forms(report, COUNTY, DICTIONARY)) == EXPECTED


def test_a_layout_table_around_prose_is_left_to_the_prose_reader() -> None:
    document = _text_with_table("标题", "全年受理行政许可申请341件，" * 12 + " | 目录")
    reading = read_forms(document, COUNTY, DICTIONARY)
    assert (reading.observations, reading.claimed_spans) == ((), ())
