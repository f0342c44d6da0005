"""`nianjian forms`: the header of a file held against the known forms, and the code it ends with."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from pipeline.cli import cli

KNOWN = ["单位名称", "申请数量", "受理数量", "许可数量"]
REWORDED = ["单位名称", "申请数量", "受理件总数", "许可数量", "延期数量"]
STRANGE = ["花名", "株数"]


def _file(folder: Path, **sheets: list[str]) -> Path:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, header in sheets.items():
        sheet = workbook.create_sheet(name)
        sheet.append(["2023年度行政许可实施情况统计表（虚构样例）"])
        sheet.append(header)
        sheet.append(["青岚县人社局", *range(1, len(header))])
    workbook.save(folder / "新表.xlsx")
    return folder / "新表.xlsx"


def _diff(path: Path) -> tuple[int, str]:
    result = CliRunner().invoke(cli, ["forms", "diff", str(path)])
    return result.exit_code, result.stdout


def test_a_known_header_ends_with_0(tmp_path: Path) -> None:
    code, text = _diff(_file(tmp_path, 表二=KNOWN))
    assert code == 0
    assert "表头全部认得" in text and "＝ 申请数量 → 行政许可申请数" in text
    assert "本式样有而表中没有：不予许可数量、撤销许可数量" in text


def test_new_and_reworded_headers_are_told_apart_and_end_with_3(tmp_path: Path) -> None:
    code, text = _diff(_file(tmp_path, 表二=REWORDED, 表三=KNOWN))
    assert code == 3
    assert "～ 受理件总数（C2）：可能由“受理总数”改名" in text
    assert "＋ 延期数量（E2）：新表头" in text
    assert "catalog/forms/enforcement_licence.yaml" in text
    assert "工作表“表三”：最接近" in text and "受理数量、" not in text.split("表三")[0].split("没有：")[1]


def test_a_table_that_no_form_knows(tmp_path: Path) -> None:
    code, text = _diff(_file(tmp_path, 苗木=STRANGE))
    assert code == 3
    assert "没有一种已知表式认得它的表头" in text and "＋ 株数（B2）：新表头" in text


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken"])
def test_a_file_that_cannot_be_read_ends_with_3(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "坏.xlsx").write_bytes(content)
    result = CliRunner().invoke(cli, ["forms", "diff", str(tmp_path / "坏.xlsx")])
    assert result.exit_code == 3 and result.stdout == "" and "坏.xlsx：" in result.stderr


def test_a_missing_file_is_a_usage_error(tmp_path: Path) -> None:
    assert CliRunner().invoke(cli, ["forms", "diff", str(tmp_path / "无.xlsx")]).exit_code == 2


def test_the_list_names_every_form_with_its_vintages() -> None:
    lines = CliRunner().invoke(cli, ["forms", "list"]).stdout.splitlines()
    assert len(lines) >= 20
    (penalty,) = [line for line in lines if line.startswith("enforcement_penalty\t")]
    assert penalty.endswith("2018") and "chongqing" in penalty
