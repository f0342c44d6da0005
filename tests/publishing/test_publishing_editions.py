"""Editions: numbered, immutable, made only when something changed, and never half there."""

from __future__ import annotations

import hashlib
import json
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from docx import Document
from edition_warehouses import RECEIVED, YEAR, WarehouseWriter, province_warehouse
from openpyxl import load_workbook

from catalog import Catalog
from publishing import (
    Edition,
    EditionUnverified,
    NothingToPublish,
    UnreadableWarehouse,
    editions,
    publish_edition,
)
from publishing.revisions import compare_editions

FILES = {
    *("comparison.csv", "comparison.parquet", "comparison.xlsx", "edition.json"),
    *("index.html", "sources.csv", "summary.docx"),
}


def _tree(folder: Path) -> dict[str, str]:
    """What lies under a folder, by digest; links by their target."""
    return {
        path.relative_to(folder).as_posix(): (
            f"-> {path.readlink()}" if path.is_symlink() else hashlib.sha256(path.read_bytes()).hexdigest()
        )
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


def _changed(path: Path) -> Path:
    writer = province_warehouse(path)
    writer.connection.execute(
        "update marts.fct_indicator_year set value = 62 where indicator_id = 'lit_cases_total' and value = 61"
    )
    writer.connection.execute(
        "update marts.cmp_year_over_year set value = 62, change = 14, change_rate = 29.2 where value = 61"
    )
    return writer.close()


def test_an_edition_is_complete_and_its_record_true(edition: Edition) -> None:
    assert {path.name for path in edition.path.iterdir()} == FILES
    record = json.loads((edition.path / "edition.json").read_text(encoding="utf-8"))
    assert record["as_of"] == f"{RECEIVED.isoformat()}+00:00"
    assert record["figures"] == {"published": 15, "held_back": 1}
    assert {entry["name"] for entry in record["files"]} == FILES - {"edition.json"}
    for entry in record["files"]:
        data = (edition.path / entry["name"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == entry["sha256"] and len(data) == entry["size_bytes"]
    assert len(record["sources"]) == 6 and record["digest"] == edition.digest


def test_the_record_names_the_results_of_the_gates(
    warehouse: Path, publications: Path, catalog: Catalog, tmp_path: Path
) -> None:
    for run in ("build-1", "build-2"):
        (tmp_path / "quality" / run).mkdir(parents=True)
        (tmp_path / "quality" / run / "marts.json").write_text(f'"{run}"', encoding="utf-8")
    (tmp_path / "quality" / "latest").symlink_to("build-2")
    edition = publish_edition(warehouse, YEAR, publications, catalog, tmp_path / "quality")
    record = json.loads((edition.path / "edition.json").read_text(encoding="utf-8"))
    expected = hashlib.sha256(b'"build-2"').hexdigest()
    assert record["quality"] == [{"result": "build-2/marts.json", "sha256": expected}]


def test_latest_is_a_relative_link_to_the_newest(edition: Edition) -> None:
    latest = edition.path.parent / "latest"
    assert latest.is_symlink() and str(latest.readlink()) == "001"


def test_the_same_content_makes_no_new_edition(warehouse: Path, publications: Path, catalog: Catalog) -> None:
    first = publish_edition(warehouse, YEAR, publications, catalog)
    before = _tree(publications)
    again = publish_edition(warehouse, YEAR, publications, catalog)
    assert (first.created, again.created) == (True, False)
    assert (again.path, again.digest) == (first.path, first.digest)
    assert _tree(publications) == before


def test_the_same_content_gives_the_same_bytes(
    warehouse: Path, edition: Edition, publications: Path, catalog: Catalog
) -> None:
    again = publish_edition(warehouse, YEAR, publications, catalog)
    assert again.path != edition.path and _tree(again.path) == _tree(edition.path)


def test_a_changed_figure_makes_the_next_edition_and_leaves_the_last(
    warehouse: Path, publications: Path, catalog: Catalog, tmp_path: Path
) -> None:
    first = publish_edition(warehouse, YEAR, publications, catalog)
    before = _tree(first.path)
    second = publish_edition(_changed(tmp_path / "changed.duckdb"), YEAR, publications, catalog)
    assert (second.edition, second.created) == ("002", True)
    assert _tree(first.path) == before
    assert str((publications / str(YEAR) / "latest").readlink()) == "002"
    (revision,) = compare_editions(first.path, second.path).revisions
    assert (revision.change, revision.cause) == ("revised", "judged")
    assert (revision.indicator_id, revision.before, revision.after) == ("lit_cases_total", "61件", "62件")
    overview = (publications / "index.html").read_text(encoding="utf-8")
    assert overview.index(f"{YEAR}/002/index.html") < overview.index(f"{YEAR}/001/index.html")


def test_going_back_to_older_content_is_a_new_edition(
    warehouse: Path, publications: Path, catalog: Catalog, tmp_path: Path
) -> None:
    publish_edition(warehouse, YEAR, publications, catalog)
    publish_edition(_changed(tmp_path / "changed.duckdb"), YEAR, publications, catalog)
    assert publish_edition(warehouse, YEAR, publications, catalog).edition == "003"


def test_a_later_receipt_alone_makes_no_new_edition(
    warehouse: Path, publications: Path, catalog: Catalog, tmp_path: Path
) -> None:
    publish_edition(warehouse, YEAR, publications, catalog)
    writer = province_warehouse(tmp_path / "later.duckdb")
    writer.connection.execute("update marts.fct_observation set received_at = received_at + interval 9 day")
    assert not publish_edition(writer.close(), YEAR, publications, catalog).created


def test_a_change_of_coverage_makes_a_new_edition(
    warehouse: Path, publications: Path, catalog: Catalog, tmp_path: Path
) -> None:
    publish_edition(warehouse, YEAR, publications, catalog)
    writer = province_warehouse(tmp_path / "coverage.duckdb")
    writer.connection.execute("update marts.rpt_coverage set status = 'late' where region_code = '990200'")
    assert publish_edition(writer.close(), YEAR, publications, catalog).created


def test_files_of_an_edition_are_read_only(edition: Edition) -> None:
    writable = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
    assert not [path for path in edition.path.iterdir() if path.stat().st_mode & writable]


def _spoilt_workbook(folder: Path) -> None:
    (folder / "comparison.xlsx").write_bytes(b"not a workbook")


def _missing_page(folder: Path) -> None:
    (folder / "index.html").unlink()


def _foreign_file(folder: Path) -> None:
    (folder / "notes.txt").write_text("x", encoding="utf-8")


def _another_value(folder: Path) -> None:
    path = folder / "comparison.csv"
    path.write_bytes(path.read_bytes().replace(b"125000", b"125001"))
    _true_record(folder)


def _external_script(folder: Path) -> None:
    path = folder / "index.html"
    page = path.read_text(encoding="utf-8").replace("</main>", '<img src="//cdn.invalid/x.png"></main>')
    path.write_text(page, encoding="utf-8")
    _true_record(folder)


def _invented_number(folder: Path) -> None:
    document = Document(str(folder / "summary.docx"))
    document.add_paragraph("全年新增案件98765件。")
    document.save(str(folder / "summary.docx"))
    _true_record(folder)


def _another_cell(folder: Path) -> None:
    book = load_workbook(folder / "comparison.xlsx")
    cell = next(cell for row in book["分地区"].iter_rows() for cell in row if cell.value == 48210)
    cell.value = 48211
    book.save(folder / "comparison.xlsx")
    _true_record(folder)


def _published_though_held_back(folder: Path) -> None:
    book = load_workbook(folder / "comparison.xlsx")
    cell = next(cell for row in book["分地区"].iter_rows() for cell in row if cell.value == "暂不公布")
    cell.value = 175
    book.save(folder / "comparison.xlsx")
    _true_record(folder)


def _true_record(folder: Path) -> None:
    """Makes the record describe the spoilt files, so that only their content gives them away."""
    path = folder / "edition.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    for entry in record["files"]:
        entry["sha256"] = hashlib.sha256((folder / entry["name"]).read_bytes()).hexdigest()
    path.write_text(json.dumps(record), encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (_spoilt_workbook, "comparison.xlsx is not the file"),
        (_missing_page, "index.html is missing"),
        (_foreign_file, "notes.txt is not a file of an edition"),
        (_another_value, "comparison.csv says value=125001"),
        (_external_script, "index.html refers to //cdn.invalid"),
        (_invented_number, "summary.docx says 98765"),
        (_another_cell, "comparison.xlsx prints 48211"),
        (_published_though_held_back, "comparison.xlsx prints 175"),
    ],
)
def test_a_spoilt_draft_is_refused_and_the_last_edition_stands(
    spoil: Callable[[Path], None],
    fault: str,
    warehouse: Path,
    publications: Path,
    catalog: Catalog,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    publish_edition(warehouse, YEAR, publications, catalog)
    before = _tree(publications)
    changed = warehouse if spoil is _another_value else _changed(tmp_path / "changed.duckdb")
    publications_of_case = tmp_path / "fresh" if spoil is _another_value else publications
    write_record = editions._write_record

    def spoilt(folder: Path, *rest: object) -> None:
        write_record(folder, *rest)  # type: ignore[arg-type]
        spoil(folder)

    monkeypatch.setattr(editions, "_write_record", spoilt)
    with pytest.raises(EditionUnverified, match=fault):
        publish_edition(changed, YEAR, publications_of_case, catalog)
    assert _tree(publications) == before
    assert not list(publications_of_case.rglob(".draft-*"))


def test_a_failing_gate_stops_the_edition(
    warehouse: Path, publications: Path, catalog: Catalog, tmp_path: Path
) -> None:
    publish_edition(warehouse, YEAR, publications, catalog)
    before = _tree(publications)
    seen: list[set[str]] = []

    def failing(tables: dict[str, pa.Table]) -> None:
        seen.append({name for name, table in tables.items() if table.num_rows})
        raise RuntimeError("the gate")

    with pytest.raises(RuntimeError, match="the gate"):
        publish_edition(
            _changed(tmp_path / "changed.duckdb"),
            YEAR,
            publications,
            catalog,
            check=failing,  # type: ignore[arg-type]
        )
    assert seen == [{"comparison", "sources", "coverage", "texts"}]
    assert _tree(publications) == before


def test_what_a_killed_publisher_left_is_cleared_away(
    warehouse: Path, publications: Path, catalog: Catalog
) -> None:
    left_over = publications / str(YEAR) / ".draft-left"
    left_over.mkdir(parents=True)
    (left_over / "comparison.csv").write_text("half", encoding="utf-8")
    edition = publish_edition(warehouse, YEAR, publications, catalog)
    assert edition.edition == "001" and not left_over.exists()


def test_a_pointer_that_was_not_moved_in_time_is_mended(
    warehouse: Path, publications: Path, catalog: Catalog
) -> None:
    edition = publish_edition(warehouse, YEAR, publications, catalog)
    (edition.path.parent / "latest").unlink()
    (publications / "index.html").unlink()
    assert not publish_edition(warehouse, YEAR, publications, catalog).created
    assert (edition.path.parent / "latest" / "index.html").exists()
    assert (publications / "index.html").exists()


def test_two_publishers_at_once_make_one_edition(
    warehouse: Path, publications: Path, catalog: Catalog
) -> None:
    with ThreadPoolExecutor(3) as pool:
        made = list(pool.map(lambda _: publish_edition(warehouse, YEAR, publications, catalog), range(3)))
    assert sorted(edition.created for edition in made) == [False, False, True]
    assert {edition.edition for edition in made} == {"001"}


def test_a_year_of_which_nothing_is_known_is_refused(
    warehouse: Path, publications: Path, catalog: Catalog
) -> None:
    with pytest.raises(NothingToPublish, match="nothing about 1999"):
        publish_edition(warehouse, 1999, publications, catalog)
    assert not publications.exists()


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        ("drop table marts.rpt_coverage", "lacks marts.rpt_coverage"),
        ("update marts.fct_indicator_year set indicator_id = 'no_such'", "no_such"),
        ("delete from marts.fct_observation", "no row in marts.fct_observation"),
        ("insert into marts.fct_indicator_year from marts.fct_indicator_year", "two figures"),
    ],
)
def test_a_warehouse_that_cannot_be_told_is_refused(
    tmp_path: Path, publications: Path, catalog: Catalog, spoil: str, fault: str
) -> None:
    writer = province_warehouse(tmp_path / "w.duckdb")
    writer.connection.execute(spoil)
    with pytest.raises(UnreadableWarehouse, match=fault):
        publish_edition(writer.close(), YEAR, publications, catalog)
    assert not publications.exists()


def test_a_region_with_a_new_code_stands_beside_itself(
    tmp_path: Path, publications: Path, catalog: Catalog
) -> None:
    writer = WarehouseWriter(tmp_path / "w.duckdb")
    writer.connection.execute(
        "update marts.dim_region set valid_from_year = ? where region_code = '990200'", [YEAR]
    )
    old = ["990200", "990299", "旧墨川市", "旧墨川", "city", "990000", None, YEAR - 1, False, True]
    writer.insert("dim_region", old)
    writer.figure("990200", "lit_cases_total", 30.0, scope="own")
    writer.figure("990299", "lit_cases_total", 20.0, scope="own", year=YEAR - 1)
    writer.connection.execute("update marts.fct_indicator_year set region_key = '990200'")
    writer.compare("990200", "lit_cases_total", 30.0, 20.0, scope="own", change=10.0, rate=50.0)
    edition = publish_edition(writer.close(), YEAR, publications, catalog)
    text = (edition.path / "comparison.csv").read_text(encoding="utf-8-sig")
    assert text.count("lit_cases_total") == 1 and "990299" not in text and "墨川市" in text


def test_odd_characters_in_a_source_do_not_stop_an_edition(
    tmp_path: Path, publications: Path, catalog: Catalog
) -> None:
    writer = WarehouseWriter(tmp_path / "w.duckdb")
    writer.figure("990100", "lit_cases_total", 30.0, scope="own", evidence="=1\r\n<b>&共\x0b30件_x0041_ ")
    writer.compare("990100", "lit_cases_total", 30.0, None, scope="own", refusal="no_previous_year")
    edition = publish_edition(writer.close(), YEAR, publications, catalog)
    assert "&lt;b&gt;" in edition.index.read_text(encoding="utf-8")


def test_the_warehouse_is_only_read(warehouse: Path, publications: Path, catalog: Catalog) -> None:
    before = warehouse.read_bytes()
    with duckdb.connect(str(warehouse), read_only=True):
        publish_edition(warehouse, YEAR, publications, catalog)
    assert warehouse.read_bytes() == before
