"""The annual summary: official layout, and no number that the comparison does not have."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest
from docx import Document
from docx.oxml.ns import qn
from edition_warehouses import YEAR, WarehouseWriter
from openpyxl import load_workbook

from catalog import Catalog
from publishing import Edition, publish_edition
from publishing.marts import read_comparison
from publishing.summary.moulds import FaultyMould, read_moulds
from publishing.summary.text import TWO_PAGES, SummaryText, summarise

NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


def _paragraphs(edition: Edition) -> list[str]:
    return [paragraph.text for paragraph in Document(str(edition.path / "summary.docx")).paragraphs]


def _shown_numbers(edition: Edition) -> set[str]:
    """Every number of the workbook as its format shows it, but for the hashes of the sources."""
    numbers: set[str] = set()
    book = load_workbook(edition.path / "comparison.xlsx")
    for sheet in book.sheetnames[:-1]:
        for cell in (cell for row in book[sheet].iter_rows() for cell in row):
            if isinstance(cell.value, int | float):
                decimals = len(re.sub(r'"[^"]*"|;.*', "", cell.number_format).partition(".")[2])
                numbers.add(f"{abs(cell.value):.{decimals}f}")
            elif cell.value is not None:
                numbers.update(NUMBER.findall(str(cell.value)))
    return numbers


def test_every_number_of_the_summary_stands_in_the_comparison(edition: Edition) -> None:
    text = "\n".join(p for p in _paragraphs(edition) if not re.match(r"附件：|　　　", p))
    said = set(NUMBER.findall(text))
    assert len(said) > 15
    assert said <= _shown_numbers(edition)


def test_a_number_of_our_own_would_be_noticed(edition: Edition) -> None:
    assert "125001" not in _shown_numbers(edition)


def test_the_summary_has_its_sections(edition: Edition) -> None:
    paragraphs = _paragraphs(edition)
    headings = [p for p in paragraphs if re.match(r"[一二三]、", p)]
    assert headings == ["一、总体情况", "二、分领域情况", "三、数据质量与口径说明"]
    assert any(p.startswith("附件：1.") for p in paragraphs)
    assert any("应报送地区5个，已报送3个（3/5）" in p for p in paragraphs)


def test_sentences_follow_the_official_moulds(edition: Edition) -> None:
    text = "".join(_paragraphs(edition))
    assert "全省全年处理劳动人事争议案件125000件，比上年增长5.9%；其中仲裁立案受理48210件" in text
    assert "仲裁审结案件47800件，与上年持平" in text
    assert "仲裁结案率98.15%，比上年提高0.85个百分点" in text
    assert "省本级全年行政应诉案件61件，比上年增长27.1%。" in text
    assert "准予行政许可402件，比上年下降11.6%" in text


def test_nothing_held_back_partial_or_added_up_is_said(edition: Edition) -> None:
    text = "".join(_paragraphs(edition))
    assert "175" not in text
    assert "行政应诉案件20件" not in text
    assert str(125000 + 1030) not in text and "由于" not in text and "因为" not in text


def test_the_page_follows_the_standard(edition: Edition) -> None:
    document = Document(str(edition.path / "summary.docx"))
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert (round(section.top_margin.mm), round(section.left_margin.mm)) == (37, 28)
    assert round(section.page_width.mm - section.left_margin.mm - section.right_margin.mm) == 156
    assert round(section.page_height.mm - section.top_margin.mm - section.bottom_margin.mm) == 225
    title, heading = document.paragraphs[0], next(p for p in document.paragraphs if p.text == "一、总体情况")
    assert _font(title) == ("方正小标宋简体", 22) and _font(heading) == ("黑体", 16)
    assert "PAGE" in section.footer._element.xml and "PAGE" in section.even_page_footer._element.xml


def _font(paragraph: object) -> tuple[str, float]:
    run = paragraph.runs[0]  # type: ignore[attr-defined]
    return run._r.rPr.rFonts.get(qn("w:eastAsia")), run.font.size.pt


def _summary(warehouse: Path, catalog: Catalog) -> SummaryText:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return summarise(read_comparison(connection, YEAR, catalog), catalog)


def _text(summary: SummaryText) -> str:
    return "".join(text for section in summary.sections for _, text in section.paragraphs)


def test_bodies_of_one_level_are_listed_and_not_added(tmp_path: Path, catalog: Catalog) -> None:
    writer = WarehouseWriter(tmp_path / "w.duckdb")
    for code, value in (("990100", 30.0), ("990200", 41.0)):
        writer.figure(code, "disputes_handled_total", value)
        writer.compare(code, "disputes_handled_total", value, None, refusal="no_previous_year")
    text = _text(_summary(writer.close(), catalog))
    assert "澄湾市全年处理劳动人事争议案件30件。墨川市全年处理劳动人事争议案件41件。" in text
    assert "71" not in text


def _figures(writer: WarehouseWriter, *figures: tuple[str, str, float]) -> Path:
    for code, indicator, value in figures:
        writer.figure(code, indicator, value)
        writer.compare(code, indicator, value, None, refusal="no_previous_year")
    return writer.close()


FOREIGN = ["980102", "980102", "外省区", "外省", "county", "980000", None, None, False, True]


def test_a_body_leads_only_over_regions_that_lie_within_it(tmp_path: Path, catalog: Catalog) -> None:
    """The province speaks for its counties two levels down, never for a county of another province."""
    own = WarehouseWriter(tmp_path / "own.duckdb")
    figures = (("990000", "disputes_handled_total", 300.0), ("990102", "arb_cases_accepted", 41.0))
    assert _summary(_figures(own, *figures), catalog).title[0] == f"{YEAR}年云汀省人力资源社会保障系统"
    mixed = WarehouseWriter(tmp_path / "mixed.duckdb")
    mixed.insert("dim_region", FOREIGN)
    summary = _summary(_figures(mixed, *figures, ("980102", "pub_events", 7.0)), catalog)
    assert summary.title[0] == f"{YEAR}年人力资源社会保障系统"
    assert "以下按报告单位分别列出" in _text(summary) and "为主" not in _text(summary)


def test_without_a_leading_body_the_prose_tells_the_figures_of_every_body(
    tmp_path: Path, catalog: Catalog
) -> None:
    writer = WarehouseWriter(tmp_path / "w.duckdb")
    writer.insert("dim_region", FOREIGN)
    figures = (
        ("990000", "disputes_handled_total", 300.0),
        ("990102", "arb_cases_accepted", 41.0),
        ("980102", "pub_events", 7.0),
    )
    text = _text(_summary(_figures(writer, *figures), catalog))
    assert "云汀省全年处理劳动人事争议案件300件。澄湾市望杉区全年仲裁立案受理41件。" in text
    assert "外省区全年开展普法宣传活动7" in text


def test_a_region_that_only_owes_a_report_is_part_of_the_edition(tmp_path: Path, catalog: Catalog) -> None:
    writer = WarehouseWriter(tmp_path / "w.duckdb")
    writer.coverage("990200", "missing")
    summary = _summary(_figures(writer, ("990100", "disputes_handled_total", 30.0)), catalog)
    assert summary.title[0] == f"{YEAR}年人力资源社会保障系统"


def test_many_bodies_are_told_shorter_until_they_fit_two_pages(tmp_path: Path, catalog: Catalog) -> None:
    writer = WarehouseWriter(tmp_path / "w.duckdb")
    codes = [f"9701{number:02}" for number in range(1, 31)]
    for code in codes:
        writer.insert(
            "dim_region", [code, code, f"第{code}县", code, "county", "970100", *[None] * 2, *[False] * 2]
        )
    main = [i.id for i in catalog.indicators.values() if i.publish_tier == 1]
    few = _figures(writer, *((code, indicator, 30.0) for code in codes for indicator in main))
    summary = _summary(few, catalog)
    assert summary.line_count <= TWO_PAGES
    assert "各报告单位的数据见“分地区数据表”" in _text(summary)


def test_missing_regions_are_counted_and_not_named_in_the_prose(edition: Edition) -> None:
    text = "".join(_paragraphs(edition))
    assert "应报送地区按以往报送情况推定" in text
    assert "青岚县" not in text and "未报送" not in text
    book = load_workbook(edition.path / "comparison.xlsx")
    coverage = [row for row in book["报送情况"].iter_rows(values_only=True) if "青岚县" in str(row[0])]
    assert [row[4] for row in coverage] == ["未报送"]
    assert "应报送地区按以往报送情况推定" in edition.index.read_text(encoding="utf-8")


def test_an_amount_is_said_without_invented_decimals(tmp_path: Path, catalog: Catalog) -> None:
    writer = WarehouseWriter(tmp_path / "w.duckdb")
    text = _text(_summary(_figures(writer, ("990100", "wage_recovered_amount", 240_000_000.0)), catalog))
    assert "追发工资24000万元" in text


def test_an_edition_without_figures_says_so_once_and_has_no_empty_section(
    tmp_path: Path, catalog: Catalog
) -> None:
    writer = WarehouseWriter(tmp_path / "w.duckdb")
    writer.coverage("990100", "missing")
    writer.checked("C03", "error", "satisfied", "990100")
    edition = publish_edition(writer.close(), YEAR, tmp_path / "publications", catalog)
    paragraphs = _paragraphs(edition)
    text = "".join(paragraphs)
    assert text.count("本期没有可公布的主要指标") == 1 and "0项" not in text
    assert [p for p in paragraphs if re.match("[一二三]、", p)] == ["一、总体情况", "二、数据质量与口径说明"]
    assert "附件" not in text


@pytest.mark.parametrize("tier", [2, 3])
def test_figures_beside_the_main_indicators_are_said_to_stand_in_the_tables(
    tmp_path: Path, catalog: Catalog, tier: int
) -> None:
    indicator = next(i.id for i in catalog.indicators.values() if i.publish_tier == tier)
    writer = WarehouseWriter(tmp_path / "w.duckdb")
    summary = _summary(_figures(writer, ("990100", indicator, 12.0)), catalog)
    assert "本期没有可公布的主要指标，其他指标的数据见“分地区数据表”。" in _text(summary)
    assert [section.heading for section in summary.sections] == ["一、总体情况", "二、数据质量与口径说明"]


def test_main_figures_of_a_part_of_the_year_are_said_to_stand_in_the_tables(
    tmp_path: Path, catalog: Catalog
) -> None:
    writer = WarehouseWriter(tmp_path / "w.duckdb")
    writer.figure("990100", "disputes_handled_total", 30.0, period="ytd")
    text = _text(_summary(writer.close(), catalog))
    assert "没有可按全年表述的数据" in text and "本期没有可公布" not in text


def test_a_summary_of_everything_stays_within_two_pages(tmp_path: Path, catalog: Catalog) -> None:
    writer = WarehouseWriter(tmp_path / "w.duckdb")
    main = [i for i in catalog.indicators.values() if i.publish_tier == 1]
    for indicator in main:
        scope = indicator.default_scope["province"]
        writer.figure("990000", indicator.id, 95.5, scope=scope, unit=indicator.unit)
        writer.figure("990000", indicator.id, 90.5, scope=scope, unit=indicator.unit, year=YEAR - 1)
        points = {"points": 5.0} if indicator.kind == "ratio" else {"change": 5.0, "rate": 5.5}
        writer.compare("990000", indicator.id, 95.5, 90.5, scope=scope, **points)
    summary = _summary(writer.close(), catalog)
    assert len(_text(summary)) > 500
    assert summary.line_count <= TWO_PAGES


def test_a_year_without_figures_still_has_a_summary(tmp_path: Path, catalog: Catalog) -> None:
    writer = WarehouseWriter(tmp_path / "w.duckdb")
    writer.coverage("990100", "missing")
    edition = publish_edition(writer.close(), YEAR, tmp_path / "publications", catalog)
    assert "已报送0个（0/1）" in "".join(_paragraphs(edition))


def test_the_moulds_cover_every_main_indicator(catalog: Catalog) -> None:
    areas = {i.id: i.subject_area for i in catalog.indicators.values()}
    moulds = [m for sentences in read_moulds(areas).values() for sentence in sentences for m in sentence]
    ids = [mould.indicator_id for mould in moulds]
    assert len(ids) == len(set(ids))
    assert {i.id for i in catalog.indicators.values() if i.publish_tier == 1} == set(ids)


@pytest.mark.parametrize(
    ("mould", "fault"),
    [
        ("{indicator: no_such, text: '办理{figure}'}", "no indicator no_such"),
        ("{indicator: pub_events, text: '办理{figure}'}", "no indicator pub_events there"),
        ("{indicator: lit_lost, text: '办理若干件'}", "lacks {figure}"),
    ],
)
def test_a_mould_that_could_never_be_used_is_refused(
    tmp_path: Path, catalog: Catalog, mould: str, fault: str
) -> None:
    path = tmp_path / "moulds.yaml"
    path.write_text(f"cases:\n- - {mould}\n", encoding="utf-8")
    areas = {i.id: i.subject_area for i in catalog.indicators.values()}
    with pytest.raises(FaultyMould, match=re.escape(fault)):
        read_moulds(areas, path)
