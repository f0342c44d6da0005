"""The comparison as tables: headline blocks, tables by region, footnotes, tidy files."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from edition_warehouses import YEAR, WarehouseWriter

from catalog import Catalog
from publishing import Comparison, Edition, MissingLabel
from publishing.by_region import region_tables
from publishing.footnotes import circled
from publishing.headline import headline_blocks
from publishing.labels import Labels
from publishing.marts import read_comparison
from publishing.tidy import csv_bytes

REFUSALS = (
    *("no_previous_year", "previous_held_back", "base_zero", "base_below_10", "partial_period"),
    *("scope_differs", "boundary_change", "definition_break", "bound_could_turn_sign", "no_value"),
    *(
        "held_back:conflict",
        "held_back:contradicted:C02+C05;unreviewed_claim",
        "held_back:submission_in_review",
    ),
)


def test_scopes_never_share_a_block(comparison: Comparison, catalog: Catalog) -> None:
    blocks = headline_blocks(comparison, catalog)
    assert [(block.region.code, block.scope) for block in blocks] == [
        ("990000", "region"),
        ("990000", "own"),
        ("990100", "region"),
        ("990100", "own"),
        ("990102", "region"),
        ("990102", "own"),
    ]
    for block in blocks:
        assert {line.row.scope for line in block.lines} == {block.scope}
        assert {line.row.region.code for line in block.lines} == {block.region.code}


def test_a_body_with_figures_of_last_year_only_has_no_block(tmp_path: Path, catalog: Catalog) -> None:
    writer = WarehouseWriter(tmp_path / "w.duckdb")
    writer.figure("990100", "lit_cases_total", 25.0, scope="own", year=YEAR - 1)
    with duckdb.connect(str(writer.close()), read_only=True) as connection:
        last_year_only = read_comparison(connection, YEAR, catalog)
    assert last_year_only.rows and not headline_blocks(last_year_only, catalog)


def test_parts_follow_their_total(comparison: Comparison, catalog: Catalog) -> None:
    province = headline_blocks(comparison, catalog)[0]
    assert [line.label for line in province.lines][:2] == [
        "处理劳动人事争议案件总数",
        "其中：仲裁受理（立案）案件数",
    ]


def test_missing_main_indicators_are_named_once_per_body(comparison: Comparison, catalog: Catalog) -> None:
    blocks = [b for b in headline_blocks(comparison, catalog) if b.region.code == "990100"]
    missing = [indicator.id for block in blocks for area in block.areas for indicator in area.missing]
    reported = {line.indicator.id for block in blocks for line in block.lines}
    main = {i.id for i in catalog.indicators.values() if i.publish_tier == 1}
    assert len(missing) == len(set(missing))
    assert set(missing) == main - reported


def test_regions_stand_in_code_order_and_missing_ones_last(comparison: Comparison, catalog: Catalog) -> None:
    table = next(t for t in region_tables(comparison, catalog) if t.indicator.id == "disputes_handled_total")
    assert [row.region.code for row in table.rows] == ["990000", "990100", "990102"]
    assert [(a.region.code, a.word) for a in table.absences] == [("990121", "未报送"), ("990200", "审核中")]


def test_a_figure_of_last_year_alone_shows_that_this_year_is_missing(
    comparison: Comparison, catalog: Catalog
) -> None:
    table = next(t for t in region_tables(comparison, catalog) if t.indicator.id == "pub_materials")
    (row,) = table.rows
    assert row.current is None and row.previous is not None and row.refusal_reason == "no_value"


def test_indicators_stand_in_catalogue_order(comparison: Comparison, catalog: Catalog) -> None:
    order = list(catalog.indicators)
    positions = [order.index(table.indicator.id) for table in region_tables(comparison, catalog)]
    assert len(positions) > 5 and positions == sorted(positions)


@pytest.mark.parametrize("reason", REFUSALS)
def test_every_refusal_is_said_in_chinese(catalog: Catalog, reason: str) -> None:
    said = Labels(catalog).refusal(reason)
    assert said and "_" not in said and "held" not in said


def test_a_contradiction_names_its_rules_and_no_figures(catalog: Catalog) -> None:
    said = Labels(catalog).held_back("contradicted:C02+C05")
    assert all(f"{rule} {catalog.identities[rule].name_zh}" in said for rule in ("C02", "C05"))


def test_a_code_without_a_label_is_refused(catalog: Catalog) -> None:
    with pytest.raises(MissingLabel, match="no_such_reason"):
        Labels(catalog).refusal("no_such_reason")


def test_footnote_marks_are_distinct() -> None:
    marks = [circled(number) for number in range(1, 61)]
    assert marks[0] == "①" and marks[19] == "⑳" and marks[20] == "㉑" and marks[49] == "㊿"
    assert len(set(marks)) == 60


def _csv(edition: Edition, name: str) -> list[dict[str, str]]:
    text = (edition.path / name).read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("name", ["comparison.csv", "sources.csv"])
def test_csv_begins_with_a_byte_order_mark_and_keeps_codes_as_text(edition: Edition, name: str) -> None:
    assert (edition.path / name).read_bytes().startswith(b"\xef\xbb\xbf")
    rows = _csv(edition, name)
    assert rows and all(len(row["region_code"]) == 6 for row in rows)


def test_csv_and_parquet_say_the_same(edition: Edition) -> None:
    parquet = pq.read_table(edition.path / "comparison.parquet").to_pylist()
    read = _csv(edition, "comparison.csv")
    assert len(parquet) == len(read) > 10
    for typed, text in zip(parquet, read, strict=True):
        assert (typed["region_code"], typed["indicator_id"]) == (text["region_code"], text["indicator_id"])
        assert (typed["value"] is None) == (text["value"] == "")
        if typed["value"] is not None:
            assert float(text["value"]) == typed["value"]


def test_tidy_values_are_unrounded_base_units(edition: Edition) -> None:
    (row,) = [r for r in _csv(edition, "comparison.csv") if r["indicator_id"] == "wage_recovered_amount"]
    assert (row["value"], row["unit"], row["value_printed"]) == ("29005051", "元", "2900.51")


def test_no_text_of_a_csv_starts_a_formula() -> None:
    texts = ["=1+1", "+86", "-cmd", "@sum", "\tx", "-53", "-3.1", "plain"]
    lines = csv_bytes(pa.table({"text": texts})).decode("utf-8-sig").split("\r\n")[1:]
    read = [row[0] for row in csv.reader(io.StringIO("\r\n".join(lines), newline="")) if row]
    assert read == ["'=1+1", "'+86", "'-cmd", "'@sum", "'\tx", "-53", "-3.1", "plain"]


def test_a_held_back_value_is_in_no_column(edition: Edition) -> None:
    (row,) = [r for r in _csv(edition, "comparison.csv") if r["held_back_reason"]]
    assert row["indicator_id"] == "arb_closed_by_mediation"
    assert not any(row[name] for name in ("value", "value_low", "value_high", "change", "observation_id"))
    assert row["value_printed"] == "暂不公布" and "勾稽" in row["held_back_zh"]
    assert all(r["indicator_id"] != "arb_closed_by_mediation" for r in _csv(edition, "sources.csv"))


def test_every_published_figure_has_its_source(edition: Edition) -> None:
    sources = {row["observation_id"]: row for row in _csv(edition, "sources.csv")}
    shown = [
        row[name]
        for row in _csv(edition, "comparison.csv")
        for name in ("observation_id", "previous_observation_id")
        if row[name]
    ]
    assert len(shown) > 20 and set(shown) == sources.keys()
    assert all(len(row["source_sha256"]) == 64 and row["place"] for row in sources.values())
    assert {row["year"] for row in sources.values()} == {str(YEAR), str(YEAR - 1)}
