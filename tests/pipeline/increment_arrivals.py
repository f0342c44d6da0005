"""What arrives in a home between two builds, and how the warehouses of two builds are compared."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
from homes import SAMPLES

from pipeline import build as building
from pipeline.ingest import ingest_paths
from pipeline.promotion import Build
from pipeline.review.records import Decision, append
from pipeline.settings import Home
from pipeline.withdraw import withdraw

BUREAU = "望杉区人社局2023年度法治政府建设工作情况汇报"
CORRECTED, NOTICE = "青岚县人社局2024年度法治政府建设情况报告.html", "青岚县人社局2024年度报告更正说明.txt"
TABLES = """
    select schema_name || '.' || table_name from duckdb_tables()
    where database_name = ? and schema_name != 'meta' order by all
"""
WAITING = """
    select
        item_id, observation_id, submission_id, printed_value,
        sheet, cell, char_start, char_end, raw_text, read_indicator_id
    from marts.rpt_review_item
    where issue = 'contradicted' and region_code = '990102' and year = 2023 order by position
"""
DECIDED_ABOUT = (
    *("item_id", "observation_id", "submission_id", "expects_value"),
    *("sheet", "cell", "char_start", "char_end", "raw_text", "read_indicator_id"),
)
DECIDED = """
    select review_verdict, printed_value from marts.fct_indicator_year
    where region_code = '990102' and year = 2023 and review_verdict is not null order by all
"""
Arrival = Callable[[Home, datetime], None]


def differences(first: Path, second: Path) -> dict[str, int]:
    """Rows that only one of two warehouses has, by table."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{first}' as one (read_only)")
        connection.execute(f"attach '{second}' as other (read_only)")
        names, others = (
            [n for (n,) in connection.execute(TABLES, [db]).fetchall()] for db in ("one", "other")
        )
        assert names == others
        assert len(names) > 40
        counts = {name: _different_rows(connection, name) for name in names}
    return {name: count for name, count in counts.items() if count}


def _different_rows(connection: duckdb.DuckDBPyConnection, name: str) -> int:
    both = (f"(from {a}.{name} except all from {b}.{name})" for a, b in (("one", "other"), ("other", "one")))
    (found,) = connection.execute(f"select count(*) from ({' union all '.join(both)})").fetchall()
    return int(found[0])


def query(warehouse: Path, text: str, *values: object) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return connection.execute(text, list(values)).fetchall()


def arrives(files: list[Path]) -> Arrival:
    """Some of the samples are dropped, with what their sender states about them."""

    def arrive(home: Home, moment: datetime) -> None:
        folder = home.root / "drops" / f"{moment:%Y%m%d}"
        folder.mkdir(parents=True)
        for file in files:
            shutil.copyfile(file, folder / file.name)
        ingest_paths(home, [folder], SAMPLES / "manifest.csv", moment)

    return arrive


def resubmits(home: Home, moment: datetime) -> None:
    """A bureau sends its report again with other numbers, and one of another year."""
    folder = home.root / "drops" / "again"
    folder.mkdir(parents=True)
    text = (SAMPLES / f"{BUREAU}.txt").read_text(encoding="utf-8")
    (folder / f"{BUREAU}（修订）.txt").write_text(text.replace("260户次", "262户次"), encoding="utf-8")
    earlier = text.replace("2023年", "2022年").replace("2024年", "2023年")
    (folder / f"{BUREAU.replace('2023', '2022')}.txt").write_text(earlier, encoding="utf-8")
    ingest_paths(home, [folder], None, moment)


def resends(home: Home, moment: datetime) -> None:
    """The report that a reviewer decided on comes once more, with one other number than those."""
    folder = home.root / "drops" / "once_more"
    folder.mkdir(parents=True)
    text = (SAMPLES / f"{BUREAU}.txt").read_text(encoding="utf-8")
    (folder / f"{BUREAU}（再次修订）.txt").write_text(text.replace("260户次", "264户次"), encoding="utf-8")
    ingest_paths(home, [folder], None, moment)


def decides(home: Home, moment: datetime) -> None:
    """A reviewer puts one contradicted number right and confirms another."""
    replaced, confirmed, *_ = query(home.promoted, WAITING)
    record = {"decided_by": "审核人甲", "decided_at": moment, "reason": "虚构样例：与台账核对"}
    made = [
        _decision(replaced, decision="replace_value", value=168.0, confirmed_by="审核人乙", **record),
        _decision(confirmed, decision="confirm", **record),
    ]
    append(home.root, made)


def _decision(item: tuple[Any, ...], **fields: Any) -> Decision:
    """A decision about a row of :data:`WAITING`, tied to the place of its figure."""
    about = dict(zip(DECIDED_ABOUT, item, strict=True))
    return Decision(choice=fields["decision"], **about, **fields)


def withdraws(home: Home, moment: datetime) -> None:
    """A report is taken back."""
    ((submission,),) = query(
        home.promoted,
        "select submission_id from marts.dim_submission where source_name like ?",
        f"%{BUREAU}.txt",
    )
    assert withdraw(home, submission, "虚构样例：重报", moment).is_new


def shuffled(seed: int) -> list[Path]:
    """The samples in any order, but a notice last, and first what is sent again or corrected."""
    files = sorted(path for path in SAMPLES.iterdir() if path.suffix != ".csv")
    random.Random(seed).shuffle(files)
    ordered = (f"{BUREAU}.txt", CORRECTED)
    first = [SAMPLES / name for name in ordered]
    rest = [path for path in files if path.name not in (*ordered, NOTICE)]
    return [*first, *rest, SAMPLES / NOTICE]


def built(home: Home, as_of: datetime | None = None) -> Build:
    """A candidate without the gates, which have tests of their own."""
    build = building.prepare_build(home, as_of)
    building.build_candidate(home, build)
    return build


def carried_on(candidate: Path) -> int:
    """How many builds in a row have carried on."""
    ((count,),) = query(candidate, "select increments from meta.basis")
    assert isinstance(count, int)
    return count


def same_exports(first: Build, home: Home) -> bool:
    """Whether the files of a build are, byte by byte, those that are in force."""
    files, in_force = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.*") if path.is_file()}
        for folder in (first.exports, home.marts.resolve())
    )
    assert len(files) > 15
    return files == in_force
