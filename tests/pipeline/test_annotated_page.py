"""The page with every number marked: no text lost, every observation told, self-contained."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from catalog import load_catalog
from ingestion.documents import Block, Cell, Document, Table
from ingestion.observations import Disposition, Observation, as_row
from ingestion.readers import read_document
from pipeline.annotated import annotated_page
from pipeline.annotated.grids import grid, position_of
from pipeline.annotated.marks import Mark, Note, Span, annotate
from pipeline.annotated.passages import passages
from pipeline.cli import cli
from pipeline.preview import Preview

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "inbox"
NARRATIVE = SAMPLES / "青岚县人社局2024年度法治政府建设情况报告.html"
WORKBOOK = SAMPLES / "澄湾市劳动人事争议处理情况表2024.xlsx"


def record(disposition: Disposition, raw: str, start: int | None = None, **fields: Any) -> dict[str, Any]:
    """An observation as a record; its end follows from its text."""
    end = None if start is None else start + len(raw)
    observation = Observation(
        disposition=disposition,
        raw_text=raw,
        rule="test",
        evidence=raw,
        confidence=0.9,
        start=start,
        end=end,
        **fields,
    )
    return as_row(observation)


def notes(*records: dict[str, Any]) -> list[Note]:
    return [Note(number, each) for number, each in enumerate(records)]


def joined(pieces: tuple[str | Mark, ...]) -> str:
    return "".join(piece if isinstance(piece, str) else piece.text for piece in pieces)


def preview_of(document: Document, *records: dict[str, Any], reasons: tuple[str, ...] = ()) -> Preview:
    identity = {
        "source": "inbox/甲<b>.txt",
        "sha256": "0" * 64,
        "status": "needs_review" if reasons else "accepted",
        "reasons": list(reasons),
        "region_code": None,
        "region_name": None,
        "region_level": None,
        "region_within": None,
        "agency": None,
        "report_year": 2024,
        "kind": "narrative",
        "published_on": None,
        "chars": len(document.text),
    }
    return Preview(identity, records, document)


@given(
    st.text("一二67件，\n<&", max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 8)), max_size=8),
)
def test_pieces_joined_are_the_text_and_every_note_stands_in_one_mark(
    text: str, places: list[tuple[int, int]]
) -> None:
    spans = [
        Span(min(start, len(text)), min(start + length, len(text)), Note(number, record("date", "")))
        for number, (start, length) in enumerate(places)
    ]
    pieces = annotate(text, spans)
    assert joined(pieces) == text
    numbers = [note.number for piece in pieces if isinstance(piece, Mark) for note in piece.notes]
    assert sorted(numbers) == list(range(len(spans)))


def test_a_mark_is_shown_as_what_matters_most_of_its_notes() -> None:
    both = notes(record("date", "67件", 0), record("fact", "67件", 0))
    (mark,) = annotate("67件", [Span(0, 3, note) for note in both])
    assert isinstance(mark, Mark)
    assert (mark.disposition, mark.number, len(mark.notes)) == ("fact", 0, 2)


def test_text_between_blocks_and_a_number_over_a_line_break_are_kept() -> None:
    text = "受理67\n件案件\n题外话9件"
    document = Document(format="txt", text=text, blocks=(Block("paragraph", 0, 4), Block("paragraph", 5, 8)))
    found = list(passages(document, notes(record("fact", "67\n件", 2), record("unmapped", "9件", 12))))
    assert [joined(passage.pieces).strip() for passage in found] == ["受理67\n件案件", "题外话9件"]
    assert [p.text for passage in found for p in passage.pieces if isinstance(p, Mark)] == ["67\n件", "9件"]


def test_a_table_inside_a_text_marks_the_characters_of_its_cells() -> None:
    text = "前言\n受理\t67\n审结\t\n后记3件"
    cells = (
        Cell(row=0, column=0, text="受理", start=3, end=5),
        Cell(row=0, column=1, text="67", start=6, end=8),
        Cell(row=1, column=0, text="审结", start=9, end=11),
        Cell(row=1, column=1, text="", start=12, end=12),
    )
    table = Table(cells=cells, row_count=2, column_count=2, start=3, end=12)
    blocks = (Block("paragraph", 0, 2), Block("table", 3, 12), Block("paragraph", 13, 17))
    document = Document(format="docx", text=text, blocks=blocks, tables=(table,))
    found = list(
        passages(
            document,
            notes(
                record("fact", "67", 6, cell="B1"),
                record("fact", "", 12, cell="B2", value_status="blank"),
                record("unmapped", "3件", 15),
            ),
        )
    )
    shown = found[1].grid
    assert [passage.grid is None for passage in found] == [True, False, True]
    assert shown is not None
    marked = {cell.address: cell.pieces for _, row in shown.rows for cell in row}
    assert [p.text for p in marked["B1"] if isinstance(p, Mark)] == ["67"]
    assert [p.text for p in marked["B2"] if isinstance(p, Mark)] == [""]
    assert marked["A1"] == ("受理",)


def test_merged_cells_span_what_is_shown_and_empty_rows_are_left_out() -> None:
    cells = (
        Cell(row=0, column=0, text="合并的标题", column_span=3),
        Cell(row=5, column=0, text="甲"),
        Cell(row=5, column=2, text="12"),
    )
    table = Table(cells=cells, row_count=6, column_count=3, sheet="表一")
    shown = grid(Document(format="xlsx", tables=(table,)), table, notes(record("fact", "12", cell="C6")))
    assert [number for number, _ in shown.rows] == ["1", "6"]
    assert shown.columns == ("A", "C")
    (title,) = shown.rows[0][1]
    assert (title.column_span, joined(title.pieces)) == (2, "合并的标题")


@pytest.mark.parametrize(
    ("address", "expected"),
    [("A1", (0, 0)), ("AA10", (9, 26)), ("C5:I5", (4, 2)), ("B5,E5:J5", (4, 1)), ("", None)],
)
def test_an_address_leads_to_its_first_cell(address: str, expected: tuple[int, int] | None) -> None:
    assert position_of(address) == expected


def test_everything_from_a_report_is_escaped() -> None:
    document = Document(
        format="txt", text="<script>alert(1)</script>7件", blocks=(Block("paragraph", 0, 27),)
    )
    page = annotated_page(
        [preview_of(document, record("unmapped", "7件", 25, indicator_id=None), reasons=("<i>原因</i>",))],
        load_catalog(),
    )
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "&lt;i&gt;原因" in page and "甲&lt;b&gt;.txt" in page


def test_a_page_of_several_files_tells_all_of_a_reading_and_reaches_for_nothing_outside(
    tmp_path: Path,
) -> None:
    out = tmp_path / "out.html"
    result = CliRunner().invoke(cli, ["extract", str(NARRATIVE), str(WORKBOOK), "--html", str(out)])
    assert result.exit_code == 0, result.output
    assert [path.name for path in tmp_path.iterdir()] == ["out.html"]
    source = out.read_text(encoding="utf-8")
    assert not re.search(r"(?:src|href)=\"(?!#)|url\(|@import|https?://", source)
    page = html.fromstring(source)
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for anchor in page.xpath("//a/@href"):
        assert anchor[1:] in ids
    for described in page.xpath("//mark/@aria-describedby"):
        assert described in ids
    assert len(page.xpath("//section[@class='report']")) == 2
    assert len(page.xpath("//table[@class='grid']")) >= 1
    counted = {box.get("id"): box for box in page.xpath("//input[@type='checkbox']")}
    assert len(counted) == 10
    shown = int(page.xpath("//label[input/@id='show-fact']/span[@class='count']/text()")[0])
    assert shown == len(page.xpath("//mark[contains(concat(' ', @class, ' '), ' fact ')]"))
    assert shown > 50


def test_the_marked_text_is_the_text_that_the_reader_returned(tmp_path: Path) -> None:
    out = tmp_path / "out.html"
    CliRunner().invoke(cli, ["extract", str(NARRATIVE), "--html", str(out)])
    page = html.fromstring(out.read_text(encoding="utf-8"))
    for card in page.xpath("//span[@class='card']"):
        card.drop_tree()
    shown = page.xpath("string(//div[@class='text'])")
    original = read_document(NARRATIVE.name, NARRATIVE.read_bytes()).text
    assert "".join(shown.split()) == "".join(original.split())


def test_the_same_reading_makes_the_same_page(tmp_path: Path) -> None:
    pages = []
    for name in ("a.html", "b.html"):
        CliRunner().invoke(cli, ["extract", str(WORKBOOK), "--html", str(tmp_path / name)])
        pages.append((tmp_path / name).read_bytes())
    assert pages[0] == pages[1]


def test_a_page_in_a_missing_folder_is_a_usage_error_and_leaves_nothing(tmp_path: Path) -> None:
    result = CliRunner().invoke(
        cli, ["extract", str(WORKBOOK), "--html", str(tmp_path / "none" / "out.html")]
    )
    assert result.exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_the_terminal_table_speaks_chinese_and_keeps_unmapped_last() -> None:
    result = CliRunner().invoke(cli, ["extract", str(NARRATIVE)])
    assert result.exit_code == 0
    kinds = [line.split()[0] for line in result.output.splitlines() if line.split()]
    kinds = [kind for kind in kinds if kind in {"事实数据", "未收录", "参照数", "目标", "门槛"}]
    assert kinds.count("未收录") >= 1
    assert set(kinds[kinds.index("未收录") :]) == {"未收录"}
    assert "full_year" not in result.output and "arb_" not in result.output
