"""Makes the files of ``fixtures/workbooks/``: one invented form, written by several real writers.

Run by hand (``python tests/ingestion/readers/make_workbook_fixtures.py``) where LibreOffice (``soffice``)
and a Python that knows it (Debian's ``python3-uno``) are installed. openpyxl draws the form; LibreOffice
computes it and saves it as xlsx, xls and ods, the latter two once more with a password. An xlsx with a
password (``password.xlsx``) is written by ``msoffcrypto-tool``, which has to be installed for it.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import msoffcrypto
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

FOLDER = Path(__file__).with_name("fixtures") / "workbooks"
SAVED = {
    "form_libreoffice.xlsx": ("Calc MS Excel 2007 XML", ""),
    "form_libreoffice.xls": ("MS Excel 97", ""),
    "form_libreoffice.ods": ("calc8", ""),
    "password.xls": ("MS Excel 97", "虚构"),
    "password.ods": ("calc8", "虚构"),
}
"""File → the name of LibreOffice's writer, and a password or nothing."""

_ACCEPT = "--accept=pipe,name=fixtures;urp;"
_SAVE = """
import sys, time, uno
from com.sun.star.beans import PropertyValue
def named(name, value):
    return PropertyValue(Name=name, Value=value)
resolver = uno.getComponentContext().ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
for attempt in range(100):
    try:
        context = resolver.resolve("uno:pipe,name=fixtures;urp;StarOffice.ComponentContext")
        break
    except Exception:
        time.sleep(0.3)
desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
form = desktop.loadComponentFromURL("file://" + sys.argv[1], "_blank", 0, (named("Hidden", True),))
form.calculateAll()
for target, writer, password in zip(*[iter(sys.argv[2:])] * 3):
    guard = (named("Password", password),) if password else ()
    form.storeToURL("file://" + target, (named("FilterName", writer), *guard))
form.close(True)
desktop.terminate()
"""


def draw(workbook: Workbook) -> None:
    """A form with two header rows, merged ranges, formats, a formula, hidden things and a second sheet."""
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "监察情况"
    sheet.append(["2031年度劳动保障监察情况（虚构样例）"])
    sheet.append(["地区", "案件", None, "结案率", "金额（元）", "截止日期", "备注"])
    sheet.append([None, "受理", "结案", None, None, None, "内部"])
    sheet.append(["望杉区", 75, 74, "=C4/B4", 1234567.5, 48211, "甲"])
    sheet.append(["青岚县", 0, None, "/", -1200, "2031年底", "乙"])
    sheet.append(["合计", "=SUM(B4:B5)", "=SUM(C4:C5)", "=C6/B6", "=1/0", None, "丙"])
    sheet.append(["旧行", 9])
    for merged in ("A1:G1", "A2:A3", "B2:C2"):
        sheet.merge_cells(merged)
    for cell, shape in {
        "D4": "0.0%",
        "D6": "0.00%",
        "E4": "#,##0.00",
        "E5": "#,##0.00",
        "F4": 'yyyy"年"m"月"d"日"',
    }.items():
        sheet[cell].number_format = shape
    sheet.row_dimensions[7].hidden = True
    sheet.column_dimensions["G"].hidden = True
    last_year = workbook.create_sheet("上年模板")
    last_year.append(["望杉区", 70])
    last_year.sheet_state = "hidden"


def main() -> None:
    """Writes every file anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    workbook = Workbook()
    draw(workbook)
    with tempfile.TemporaryDirectory() as name:
        source = Path(name, "form.xlsx")
        workbook.save(source)
        profile = f"-env:UserInstallation=file://{name}/profile"
        office = subprocess.Popen(["soffice", "--headless", profile, "--norestore", _ACCEPT])
        saved = [part for file, how in SAVED.items() for part in (str(FOLDER / file), *how)]
        subprocess.run(["/usr/bin/python3", "-c", _SAVE, str(source), *saved], check=True)
        office.wait(timeout=60)
    with (
        (FOLDER / "form_libreoffice.xlsx").open("rb") as plain,
        (FOLDER / "password.xlsx").open("wb") as target,
    ):
        msoffcrypto.OfficeFile(plain).encrypt("虚构", target)


if __name__ == "__main__":
    main()
