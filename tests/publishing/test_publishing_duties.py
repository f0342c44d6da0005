"""An edition says where its list of those who owe a report comes from."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from edition_warehouses import YEAR, province_warehouse

from catalog import Catalog
from publishing.digest import content_digest
from publishing.explanations import explain
from publishing.labels import Labels
from publishing.marts import read_comparison
from publishing.tidy import comparison_table, source_table

INFERRED, LISTED = "应报送地区按以往报送情况推定。", "应报送地区依据应报名单确定。"


def with_basis(path: Path, basis: str, only: str = "true") -> Path:
    """A warehouse in which the duties (``only`` some of them) rest on this basis."""
    writer = province_warehouse(path)
    writer.connection.execute(
        "alter table marts.rpt_coverage add column duty_basis varchar default 'inferred'"
    )
    writer.connection.execute(f"update marts.rpt_coverage set duty_basis = ? where {only}", [basis])
    return writer.close()


@pytest.mark.parametrize(
    ("basis", "only", "said", "not_said"),
    [
        ("roster", "true", LISTED, INFERRED),
        ("inferred", "true", INFERRED, LISTED),
        ("roster", "kind = 'narrative'", INFERRED, LISTED),
    ],
)
def test_the_coverage_names_its_basis(
    tmp_path: Path, catalog: Catalog, basis: str, only: str, said: str, not_said: str
) -> None:
    with duckdb.connect(str(with_basis(tmp_path / "w.duckdb", basis, only)), read_only=True) as connection:
        coverage = explain(read_comparison(connection, YEAR, catalog), catalog).coverage
    assert said in coverage and not_said not in coverage


def test_another_basis_is_another_content(tmp_path: Path, catalog: Catalog) -> None:
    digests = set()
    for basis in ("roster", "inferred"):
        path = with_basis(tmp_path / f"{basis}.duckdb", basis)
        with duckdb.connect(str(path), read_only=True) as connection:
            comparison = read_comparison(connection, YEAR, catalog)
        tidy = comparison_table(comparison, Labels(catalog))
        digests.add(content_digest(comparison, tidy, source_table(comparison)))
    assert len(digests) == 2
