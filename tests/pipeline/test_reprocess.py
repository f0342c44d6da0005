"""Reading landed files again: what is new supersedes, what is the same is left alone, times stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from homes import RunHome, nianjian, query_warehouse

import pipeline.batches
import pipeline.read
import pipeline.records
import pipeline.reprocess
from catalog import Catalog, load_catalog
from ingestion.documents import UnreadableSubmission
from ingestion.landing import LandingStore, quarantined, read_raw_layer, receipts_from
from ingestion.readers.worker import LimitedReader
from pipeline.gates import raw_gate
from pipeline.ingest import ingest_paths
from pipeline.naming import UnknownSubmission, named_submission, named_submissions
from pipeline.reprocess import RELEASED_BY_HAND, reprocess
from pipeline.settings import Home
from pipeline.withdraw import withdraw

LANDED = datetime(2032, 2, 1, 8, tzinfo=UTC)
LATER = datetime(2032, 5, 1, 8, tzinfo=UTC)
QINGLAN = """青岚县人力资源和社会保障局2031年法治政府建设情况报告（虚构样例）

2031年，共受理劳动人事争议案件47件，审结45件。开展普法宣传活动6场次，发放宣传资料3000份。

青岚县人力资源和社会保障局
2032年1月20日
"""
BAIYU = QINGLAN.replace("青岚县", "白榆县").replace("47件", "12件").replace("45件", "11件")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home with two readable reports and one that is cut short, received on one day."""
    return filled_home(tmp_path, {"青岚县.txt": QINGLAN.encode(), "白榆县.txt": BAIYU.encode()})


def filled_home(folder: Path, files: dict[str, bytes]) -> Home:
    """A home that has received these files and a document that is no document."""
    inbox, home = folder / "inbox", Home(folder / "home")
    inbox.mkdir()
    for name, data in {**files, "残缺.docx": b"PK\x03\x04 cut short"}.items():
        (inbox / name).write_bytes(data)
    ingest_paths(home, [inbox], None, LANDED)
    return home


def rows(home: Home, table: str) -> list[dict[str, Any]]:
    """The rows of a table of the raw layer, in their order."""
    found: list[dict[str, Any]] = getattr(read_raw_layer(home.root), table).to_pylist()
    return found


def submission(home: Home, name: str) -> str:
    """The submission that came under a name."""
    return next(row["submission_id"] for row in rows(home, "receipts") if row["source_name"] == name)


def results(home: Home, names: Sequence[str] | None = None, by_hand: bool = False) -> dict[str, str]:
    """Read submissions again, all or those that came under these names; what came of each by its name."""
    chosen = None if names is None else [submission(home, name) for name in names]
    return {reread.source_name: reread.result for reread in reprocess(home, chosen, by_hand)}


def batches(home: Home) -> list[str]:
    """The batches of the raw layer."""
    return sorted(path.name for path in (home.raw / "batches").iterdir())


def as_version(monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    """Pretend that another version of the reader runs."""
    for module in (pipeline.records, pipeline.batches):
        monkeypatch.setattr(module, "EXTRACTOR_VERSION", version)


def with_catalogue(monkeypatch: pytest.MonkeyPatch, catalog: Catalog) -> None:
    """Read with another catalogue."""
    monkeypatch.setattr(pipeline.reprocess, "load_catalog", lambda: catalog)


def changed_catalogue() -> Catalog:
    """The catalogue under another version."""
    return replace(load_catalog(), version="changed")


def healed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Let the reader read what it could not: everything that is no text reads as this text."""
    read = LimitedReader.read

    def reading(self: LimitedReader, name: str, data: bytes) -> Any:
        is_cut = data.startswith(b"PK")
        return read(self, "报告.txt", text.encode()) if is_cut else read(self, name, data)

    monkeypatch.setattr(LimitedReader, "read", reading)


def broken(monkeypatch: pytest.MonkeyPatch, reason: str = "读取程序有新的限制。") -> None:
    """Let the reader refuse everything."""

    def refusing(self: LimitedReader, name: str, data: bytes) -> Any:
        raise UnreadableSubmission("refused_now", reason)

    monkeypatch.setattr(LimitedReader, "read", refusing)


def test_what_reads_the_same_writes_nothing(home: Home) -> None:
    before = batches(home)
    assert results(home) == {
        "青岚县.txt": "unchanged",
        "白榆县.txt": "unchanged",
        "残缺.docx": "still_quarantined",
    }
    assert batches(home) == before


def test_another_catalogue_gives_a_reading_that_supersedes_and_keeps_the_old(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    observed = len(rows(home, "observations"))
    with_catalogue(monkeypatch, changed_catalogue())
    assert results(home, ["青岚县.txt"]) == {"青岚县.txt": "read_again"}
    old, new = [row for row in rows(home, "documents") if row["source_name"] == "青岚县.txt"]
    assert (old["received_at"], new["received_at"]) == (LANDED, LANDED)
    assert new["sequence"] > max(row["sequence"] for row in rows(home, "documents") if row != new)
    assert (old["catalog_version"], new["catalog_version"]) == (load_catalog().version, "changed")
    assert len(rows(home, "observations")) > observed
    assert results(home, ["青岚县.txt"]) == {"青岚县.txt": "unchanged"}


def test_another_reader_is_a_change_too(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    as_version(monkeypatch, "99.0")
    assert set(results(home, ["青岚县.txt", "白榆县.txt"]).values()) == {"read_again"}
    assert {row["extractor_version"] for row in rows(home, "documents")[-2:]} == {"99.0"}


def test_other_observations_of_the_same_versions_are_a_change(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = pipeline.read.read_submission

    def one_less(*arguments: Any) -> Any:
        reading = read(*arguments)
        return replace(reading, observations=reading.observations[1:])

    monkeypatch.setattr(pipeline.read, "read_submission", one_less)
    assert results(home, ["青岚县.txt"]) == {"青岚县.txt": "read_again"}
    assert results(home, ["青岚县.txt"]) == {"青岚县.txt": "unchanged"}


def test_a_reading_whose_text_was_not_kept_is_read_again(home: Home) -> None:
    """Batches of earlier versions kept none; the gate says so until this was done."""
    assert results(home)["青岚县.txt"] == "unchanged"
    for path in home.raw.glob("batches/*/texts.parquet"):
        path.unlink()
    assert results(home)["青岚县.txt"] == "read_again"
    assert any(row["text"] == QINGLAN for row in rows(home, "texts"))
    assert results(home)["青岚县.txt"] == "unchanged"


def test_ids_and_sequences_stay_unique_and_the_raw_gate_passes(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    for version in ("2", "3"):
        with_catalogue(monkeypatch, replace(load_catalog(), version=version))
        results(home)
    for table, column in (
        ("receipts", "receipt_id"),
        ("receipts", "sequence"),
        ("documents", "reading_id"),
        ("observations", "observation_id"),
    ):
        values = [row[column] for row in rows(home, table)]
        assert len(values) == len(set(values)), (table, column)
    assert len(rows(home, "documents")) == 2 * 3
    raw_gate(home, "after-reprocess")


def test_a_quarantined_file_that_can_be_read_now_leaves_quarantine(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    healed(monkeypatch, BAIYU)
    assert results(home)["残缺.docx"] == "released"
    assert quarantined(home.root) == ()
    last = receipts_from(read_raw_layer(home.root).receipts)[-1]
    assert (last.source_name, last.received_at, last.outcome) == ("残缺.docx", LANDED, "accepted")
    assert results(home)["残缺.docx"] == "unchanged"


def test_a_file_refused_for_another_reason_says_the_new_one(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken(monkeypatch)
    before = batches(home)
    assert results(home, ["残缺.docx"]) == {"残缺.docx": "still_quarantined"}
    assert [(record.code, record.reason) for record in quarantined(home.root)] == [
        ("refused_now", "读取程序有新的限制。")
    ]
    after = batches(home)
    assert len(after) == len(before) + 1
    assert results(home, ["残缺.docx"]) == {"残缺.docx": "still_quarantined"}
    assert batches(home) == after


def test_a_refusal_supersedes_no_reading(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    before = batches(home)
    broken(monkeypatch)
    (reread,) = reprocess(home, [submission(home, "青岚县.txt")])
    assert (reread.result, reread.reasons) == ("unreadable_now", ("读取程序有新的限制。",))
    assert reread.could_not_be_read
    assert batches(home) == before
    assert {record.source_name for record in quarantined(home.root)} == {"残缺.docx"}


def test_a_withdrawn_submission_is_not_read(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    withdraw(home, submission(home, "青岚县.txt"), "数据有误", LATER)
    with_catalogue(monkeypatch, changed_catalogue())
    assert results(home)["青岚县.txt"] == "withdrawn"
    assert rows(home, "receipts")[-1]["source_name"] == "白榆县.txt"


def test_the_statement_of_the_last_receipt_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = filled_home(tmp_path, {"报告.txt": QINGLAN.replace("青岚县", "某县").encode()})
    manifest = tmp_path / "manifest.csv"
    manifest.write_text("file,region\n报告.txt,990121\n", encoding="utf-8")
    ingest_paths(home, [tmp_path / "inbox"], manifest, LATER)
    with_catalogue(monkeypatch, changed_catalogue())
    assert results(home, ["报告.txt"]) == {"报告.txt": "read_again"}
    last = rows(home, "documents")[-1]
    assert (last["region_code"], last["received_at"]) == ("990121", LATER)
    assert rows(home, "receipts")[-1]["stated_region"] == "990121"
    count = len(rows(home, "receipts"))
    ingest_paths(home, [tmp_path / "inbox"], manifest, LATER)
    assert len(rows(home, "receipts")) == count


def test_a_doubt_about_the_manifest_is_carried_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inbox, home = tmp_path / "inbox", Home(tmp_path / "home")
    inbox.mkdir()
    (inbox / "青岚县.txt").write_text(QINGLAN, encoding="utf-8")
    (inbox / "manifest.csv").write_text("file,year\n青岚县.txt,去年\n", encoding="utf-8")
    ingest_paths(home, [inbox], None, LANDED)
    (doubted,) = rows(home, "documents")
    assert doubted["status"] == "needs_review"
    assert results(home) == {"青岚县.txt": "unchanged"}
    with_catalogue(monkeypatch, changed_catalogue())
    assert results(home) == {"青岚县.txt": "read_again"}
    again = rows(home, "documents")[-1]
    assert (again["status"], again["reasons"]) == ("needs_review", doubted["reasons"])


def test_a_file_that_changed_while_it_came_is_read_only_by_hand_and_then_reviewed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_file = LandingStore.put_file
    with monkeypatch.context() as landing:
        landing.setattr(LandingStore, "put_file", lambda *given: replace(put_file(*given), is_steady=False))
        home, name = filled_home(tmp_path, {"青岚县.txt": QINGLAN.encode()}), "青岚县.txt"
    before = batches(home)
    assert results(home, [name]) == {name: "still_quarantined"}
    assert batches(home) == before
    assert results(home, [name], by_hand=True) == {name: "released"}
    last = rows(home, "documents")[-1]
    assert (last["status"], last["reasons"]) == ("needs_review", [RELEASED_BY_HAND])
    assert results(home, [name]) == {name: "unchanged"}


def test_what_came_meanwhile_is_not_overridden(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another run enters something between our reading and our entering."""
    read_items = pipeline.reprocess.read_items
    target = submission(home, "青岚县.txt")

    def slow(*arguments: Any) -> Any:
        staged = read_items(*arguments)
        withdraw(home, target, "数据有误", LATER)
        return staged

    monkeypatch.setattr(pipeline.reprocess, "read_items", slow)
    with_catalogue(monkeypatch, changed_catalogue())
    assert results(home, ["青岚县.txt"]) == {"青岚县.txt": "received_meanwhile"}
    assert rows(home, "receipts")[-1]["outcome"] == "withdrawn"


def test_groups_of_files_give_what_one_group_gives(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline.reprocess, "FILES_PER_BATCH", 1)
    with_catalogue(monkeypatch, changed_catalogue())
    assert results(home) == {
        "青岚县.txt": "read_again",
        "白榆县.txt": "read_again",
        "残缺.docx": "still_quarantined",
    }
    assert len(rows(home, "documents")) == 4


SHORT, LONG, OTHER = "ab" * 32, "ab" * 4 + "cd" * 28, "ef" * 32


@pytest.mark.parametrize(
    ("name", "meant"),
    [(SHORT, SHORT), (LONG[:10], LONG), ("EFEFEFEF", OTHER), (f" {OTHER} ", OTHER)],
)
def test_the_first_digits_name_a_submission(name: str, meant: str) -> None:
    assert named_submission(name, [SHORT, LONG, OTHER]) == meant


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("efefefe", "太短"),
        ("abababab", "2 份"),
        ("0" * 64, "没有"),
        ("报告.txt青岚县", "没有"),
        (OTHER + "0", "没有"),
    ],
)
def test_what_names_no_single_submission_is_refused(name: str, words: str) -> None:
    with pytest.raises(UnknownSubmission, match=words):
        named_submission(name, [SHORT, LONG, OTHER])


def test_a_submission_named_twice_is_meant_once() -> None:
    assert named_submissions([OTHER, OTHER[:8], SHORT], [SHORT, OTHER]) == (OTHER, SHORT)


def test_the_command_needs_names_or_all(home: Home) -> None:
    assert nianjian(home.root, "reprocess")[0] == 2
    assert nianjian(home.root, "reprocess", "--all", "a" * 64)[0] == 2


def test_the_command_stops_at_an_unknown_name_with_nothing_done(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_catalogue(monkeypatch, changed_catalogue())
    before = batches(home)
    code, output = nianjian(home.root, "reprocess", submission(home, "青岚县.txt"), "0" * 64)
    assert (code, batches(home)) == (4, before)
    assert "0" * 64 in output


def test_the_command_tells_what_happened(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    with_catalogue(monkeypatch, changed_catalogue())
    code, output = nianjian(home.root, "reprocess", submission(home, "青岚县.txt")[:8])
    assert code == 0
    assert "已重新读取　青岚县.txt" in output
    code, output = nianjian(home.root, "reprocess", "--all")
    assert code == 3
    assert "共 3 份：已重新读取 1，无变化 1，仍在隔离 1" in output


def test_an_empty_home_has_nothing_to_read(tmp_path: Path) -> None:
    code, output = nianjian(tmp_path, "reprocess", "--all")
    assert (code, output.strip()) == (0, "尚未收到任何材料")


@pytest.mark.slow
@pytest.mark.usefixtures("no_data_tests")
def test_a_new_reading_replaces_the_old_one_in_the_marts_for_past_days_too(
    own_home: RunHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures = "select * exclude (observation_id) from marts.fct_indicator_year order by all"
    arrivals = "select submission_id, receipt_count, received_at from marts.dim_submission order by all"
    before, arrived = own_home.rows(figures), own_home.rows(arrivals)
    with_catalogue(monkeypatch, changed_catalogue())
    assert nianjian(own_home.root, "reprocess", "--all")[0] == 3
    code, output = nianjian(own_home.root, "build")
    assert code == 0, output
    assert own_home.rows(figures) == before
    assert own_home.rows(arrivals) == arrived
    reasons = dict(
        own_home.rows(
            "select catalog_version, bool_and(coalesce(not_in_force_reason = 'reading_replaced', false)) "
            "from intermediate.int_reading group by all"
        )
    )
    assert reasons == {load_catalog().version: True, "changed": False}
    assert nianjian(own_home.root, "build", "--as-of", "2024-12-31")[0] == 0
    versions = query_warehouse(own_home.root, "select distinct catalog_version from marts.dim_submission")
    assert {version for (version,) in versions if version} == {"changed"}
