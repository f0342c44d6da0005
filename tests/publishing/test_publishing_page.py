"""The page of an edition and the list of editions."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from edition_warehouses import YEAR, WarehouseWriter
from lxml import html
from lxml.html import HtmlElement
from openpyxl import load_workbook

from catalog import Catalog
from publishing import Edition, publish_edition


@pytest.fixture(scope="module")
def page(edition: Edition) -> HtmlElement:
    return html.fromstring(edition.index.read_bytes())


def test_nothing_is_fetched_from_elsewhere(edition: Edition) -> None:
    text = edition.index.read_text(encoding="utf-8")
    assert not re.search(r"https?:|//[a-z]|@import|url\(|<script|<link|<img", text)


def test_the_page_is_chinese_and_fits_a_phone(page: HtmlElement) -> None:
    assert page.get("lang") == "zh-CN"
    assert page.xpath("//meta[@name='viewport']/@content") == ["width=device-width, initial-scale=1"]


def test_coverage_comes_first(page: HtmlElement) -> None:
    assert page.xpath("//main/section/@id")[:2] == ["coverage", "headline"]
    assert "应报送地区5个，已报送3个（3/5）" in page.get_element_by_id("coverage").text_content()


def test_tables_are_accessible(page: HtmlElement) -> None:
    tables = page.xpath("//table")
    assert len(tables) > 10
    for table in tables:
        assert table.xpath("./caption") and table.xpath("./thead//th")
        assert all(heading.get("scope") for heading in table.xpath(".//th"))


def test_every_figure_links_to_its_source(page: HtmlElement) -> None:
    links = page.xpath("//section[@id='headline']//td/a/@href")
    assert len(links) > 20
    for link in links:
        source = page.get_element_by_id(link.removeprefix("#"))
        assert re.search(r"[0-9a-f]{64}", source.text_content())
        assert source.xpath(".//mark")


def test_the_figure_is_marked_in_its_clause(page: HtmlElement) -> None:
    entry = next(e for e in page.xpath("//ol[@class='sources']/li") if "争议涉案金额" in e.text_content())
    assert entry.xpath(".//mark/text()") == ["2900余万元"]
    assert "××同志" in entry.text_content() and "王小明" not in page.text_content()


def test_held_back_figures_show_a_reason_and_no_value(page: HtmlElement) -> None:
    text = page.get_element_by_id("held-back").text_content()
    assert "仲裁调解结案件数" in text and "勾稽关系不符" in text and "C02" in text
    assert not [cell for cell in page.xpath("//td") if cell.text_content().strip() == "175"]


def test_an_edition_without_figures_is_marked_at_the_top(tmp_path: Path, catalog: Catalog) -> None:
    writer = WarehouseWriter(tmp_path / "w.duckdb")
    writer.coverage("990100", "missing")
    empty = publish_edition(writer.close(), YEAR, tmp_path / "publications", catalog)
    notes = html.fromstring(empty.index.read_bytes()).xpath("//header//*[@role='note']")
    assert notes[0].text_content() == "本期没有可公布的主要指标。"
    book = load_workbook(empty.path / "comparison.xlsx")
    assert book["说明"]["A2"].value == "本期没有可公布的主要指标。"
    assert book["主要指标"]["A2"].value.startswith("本期没有可公布的主要指标。")


def test_an_edition_with_figures_is_not_marked_as_empty(page: HtmlElement) -> None:
    assert "没有可公布" not in page.text_content()


def test_samples_are_called_samples(page: HtmlElement) -> None:
    assert "虚构样例" in page.xpath("//*[@role='note']")[0].text_content()


def test_the_overview_lists_the_edition_and_links_to_it(edition: Edition) -> None:
    overview = html.fromstring((edition.path.parent.parent / "index.html").read_bytes())
    links = overview.xpath("//a/@href")
    assert f"{YEAR}/001/index.html" in links
    assert all((edition.path.parent.parent / link).exists() for link in links)
