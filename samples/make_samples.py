"""Makes ``samples/inbox`` out of ``samples/sources``: the same bytes on every run and every machine.

    python samples/make_samples.py [TARGET]

The sources are plain text with ``#`` before headings. Every region, bureau and figure is invented and
says so in its text. Zip containers are written without compression and with one fixed time, because
compressed bytes differ between versions of zlib.
"""

from __future__ import annotations

import csv
import html
import io
import sys
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import docx
import docx.document
import xlsxwriter

HERE = Path(__file__).parent
SOURCES = HERE / "sources"
INBOX = HERE / "inbox"
MARK = "虚构样例"
_FIXED = datetime(2000, 1, 1, tzinfo=UTC)
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_STYLES = ("Normal", "Title", "Heading 1", "Heading 2", "Default Paragraph Font", "Normal Table")
_UNUSED_PARTS = ("stylesWithEffects", "thumbnail", "customXml")


@dataclass(frozen=True, slots=True)
class Sample:
    """A file of the inbox: what it is made from, and what its sender states in the manifest."""

    name: str
    make: Callable[[], bytes]
    received_at: str
    region: str = ""
    kind: str = ""
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a source text; ``level`` 0 is body text, 1 the title, 2 and 3 headings."""

    text: str
    level: int


def read_source(name: str) -> tuple[Line, ...]:
    """The lines of a source text."""
    lines = (SOURCES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(_line(line) for line in lines)


def _line(line: str) -> Line:
    marks = len(line) - len(line.lstrip("#"))
    return Line(line[marks:].strip(), marks)


def as_text(name: str, encoding: str = "utf-8", newline: str = "\n") -> bytes:
    """The source as a plain text, in the encoding and with the line ends that its bureau uses."""
    lines = [line.text if line.level == 1 else f"　　{line.text}" for line in read_source(name)]
    return (newline.join(lines) + newline).encode(encoding)


def as_docx(name: str) -> bytes:
    """The source as a Word document with real heading styles."""
    document = docx.Document()
    for line in read_source(name):
        if line.level:
            document.add_heading(line.text, level=line.level - 1)
        else:
            document.add_paragraph(line.text)
    _slim(document)
    properties = document.core_properties
    properties.author, properties.title = MARK, read_source(name)[0].text
    properties.created = properties.modified = _FIXED.replace(tzinfo=None)
    buffer = io.BytesIO()
    document.save(buffer)
    return repack(buffer.getvalue())


def _slim(document: docx.document.Document) -> None:
    """Leaves out what the template brings along unused: hundreds of styles and a preview image."""
    for style in [style for style in document.styles if style.name not in _STYLES]:
        style.delete()
    for relations in (document.part.rels, document.part.package.rels):
        for key in [key for key, relation in relations.items() if relation.reltype.endswith(_UNUSED_PARTS)]:
            del relations[key]


def truncated(data: bytes) -> bytes:
    """The first half of a file, as a broken transfer leaves it."""
    return data[: len(data) // 2]


def as_html(name: str, site: str, published: str) -> bytes:
    """The source as a page of a government site, with its navigation, share bar and footer."""
    title, *lines = read_source(name)
    tags = {0: "p", 2: "h2", 3: "h3"}
    body = "\n".join(f"<{tags[x.level]}>{html.escape(x.text)}</{tags[x.level]}>" for x in lines)
    template = (SOURCES / "page.html").read_text(encoding="utf-8")
    fields = {"title": html.escape(title.text), "site": site, "published": published, "body": body}
    for field, value in fields.items():
        template = template.replace(f"{{{{ {field} }}}}", value)
    return template.encode("utf-8")


def repack(data: bytes) -> bytes:
    """A zip container with the same members, uncompressed, in order of name and at one fixed time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
        names = sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            info = zipfile.ZipInfo(name, _ZIP_TIME)
            info.create_system, info.external_attr = 0, 0
            target.writestr(info, source.read(name), zipfile.ZIP_STORED)
    return buffer.getvalue()


Row = Sequence[str | int | float | None]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a form. ``merges`` are ranges in A1 notation with the text they show."""

    name: str
    rows: Sequence[Row]
    merges: Sequence[tuple[str, str]]


def as_workbook(sheets: Iterable[Sheet]) -> bytes:
    """The sheets as an Excel workbook."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": MARK, "author": MARK, "created": _FIXED.replace(tzinfo=None)})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        for number, row in enumerate(sheet.rows):
            page.write_row(number, 0, row)
        for cells, text in sheet.merges:
            page.merge_range(cells, text)
    book.close()
    return repack(buffer.getvalue())


_PENALTY_HEADER = (
    "警告、通报批评",
    "罚款",
    "没收违法所得、没收非法财物",
    "暂扣许可证、执照，降低资质等级",
    "吊销许可证、执照",
    "限制开展生产经营活动",
    "责令停产停业、责令关闭、限制从业",
    "行政拘留",
    "其他行政处罚",
    "合计（宗）",
)
_LICENCE_HEADER = ("申请数量", "受理数量", "许可数量", "不予许可数量", "撤销许可数量")


def enforcement_workbook(year: int, penalties: Row, licences: Row) -> bytes:
    """行政执法统计年报 with the tables of penalties and licences of one bureau."""
    note = f"说明：1.统计年度为1月1日至12月31日。2.一案多罚的算一宗，计入最重的一类。（{MARK}：数字均为虚构）"
    penalty = Sheet(
        "表一 行政处罚",
        [["表一"], [None], [None], [*_PENALTY_HEADER], [*penalties], [note]],
        [
            ("A2:K2", f"青岚县人力资源和社会保障局{year}年度行政处罚实施情况统计表"),
            ("A3:J3", "行政处罚实施数量（宗）"),
            ("K3:K4", "罚没金额（万元）"),
        ],
    )
    licence = Sheet(
        "表二 行政许可",
        [["表二"], [None], [None], [*_LICENCE_HEADER], [*licences], [note]],
        [
            ("A2:E2", f"青岚县人力资源和社会保障局{year}年度行政许可实施情况统计表"),
            ("A3:E3", "行政许可实施数量（宗）"),
        ],
    )
    return as_workbook([penalty, licence])


_DISPUTES_2024 = (
    ("合 计", 1248, 1003, 36, 864, 839, 25, 4, 833, 315, 444, 74, 42, 1012, 4370.0, ""),
    ("市本级", 180, 132, 19, 497, 483, 14, 2, 480, 176, 255, 49, 22, 561, 2914.6, ""),
    ("望杉区", 310, 240, 5, 70, 68, 2, 0, 67, 30, 32, 5, 6, 88, 240.6, ""),
    ("青岚县", 498, 421, 7, 190, 184, 6, 1, 183, 70, 101, 12, 8, 233, 812.5, ""),
    ("白榆县", 260, 210, 5, 107, 104, 3, 1, 103, 39, 56, 8, 6, 130, 402.3, ""),
)


def dispute_workbook() -> bytes:
    """劳动人事争议处理情况统计表 that a city collects from its counties."""
    columns = ["甲", *range(1, 15), "乙"]
    notes = f"注：1.结案率＝审结/(上期未结＋立案受理)。2.涉案金额保留1位小数。（{MARK}：地区和数字均为虚构）"
    signed = "填表人：某甲　审核人：某乙　填报日期：2025年1月10日"
    rows: list[Row] = [
        ["附件2"],
        [None],
        ["填报单位：澄湾市人社局（公章）"]
        + [None] * 6
        + ["统计期间：2024年1—12月"]
        + [None] * 5
        + ["单位：件、人、万元"],
        [None],
        [None] * 16,
        [None] * 9 + ["裁决", "调解", "其他"],
        columns,
        *_DISPUTES_2024,
        [notes],
        [signed],
    ]
    upright = {
        "A": "单位名称",
        "N": "涉及劳动者（人）",
        "O": "涉案金额（万元）",
        "P": "备注",
    }
    nested = {
        "B": "受理",
        "C": "其中：调解成功",
        "D": "上期未结",
        "E": "收到申请",
        "F": "立案受理",
        "G": "不予受理",
        "H": "其中：集体争议",
        "I": "审结",
        "M": "期末未结",
    }
    merges = [
        ("A2:P2", "2024年劳动人事争议处理情况统计表"),
        ("B4:C4", "调解组织"),
        ("D4:M4", "仲裁机构"),
        ("J5:L5", "其中"),
    ]
    merges += [(f"{column}4:{column}6", text) for column, text in upright.items()]
    merges += [(f"{column}5:{column}6", text) for column, text in nested.items()]
    return as_workbook([Sheet("争议处理", rows, merges)])


SAMPLES: tuple[Sample, ...] = (
    Sample(
        "石萤县人社局2022年法治政府建设工作总结.txt",
        lambda: as_text("shiying_2022"),
        "2023-01-10T09:20:00+08:00",
    ),
    Sample(
        "某区人社局2022年法治政府建设情况报告.txt",
        lambda: as_text("masked_2022"),
        "2023-01-13T15:05:00+08:00",
    ),
    Sample(
        "青岚县人社局2022年度法治政府建设情况报告.txt",
        lambda: as_text("qinglan_2022"),
        "2023-01-17T10:30:00+08:00",
    ),
    Sample(
        "青岚县行政执法统计年报2023.xlsx",
        lambda: enforcement_workbook(
            2023, (10, 6, None, None, None, None, None, None, 3, 19, 3.6), (331, 329, 322, 5, 0)
        ),
        "2024-01-12T16:40:00+08:00",
    ),
    Sample(
        "青岚县人社局2023年法治政府建设工作报告.docx",
        lambda: as_docx("qinglan_2023"),
        "2024-01-19T09:10:00+08:00",
    ),
    Sample(
        "白榆县人社局2023年法治政府建设情况报告.docx",
        lambda: as_docx("baiyu_2023"),
        "2024-01-23T11:00:00+08:00",
    ),
    Sample(
        "澄湾市人社局2023年度法治政府建设年度报告.txt",
        lambda: as_text("chengwan_2023", "gb18030", "\r\n"),
        "2024-01-26T14:25:00+08:00",
    ),
    Sample(
        "望杉区人社局2023年度法治政府建设工作情况汇报.txt",
        lambda: as_text("wangshan_2023", newline="\r\n"),
        "2024-01-31T17:50:00+08:00",
    ),
    Sample(
        "云汀省人社厅2023年度法治政府建设情况报告.html",
        lambda: as_html("yunting_2023", "云汀省人力资源和社会保障厅", "2024-02-27"),
        "2024-02-28T08:45:00+08:00",
    ),
    Sample("澄湾市劳动人事争议处理情况表2024.xlsx", dispute_workbook, "2025-01-11T10:15:00+08:00"),
    Sample(
        "行政执法统计年报2024.xlsx",
        lambda: enforcement_workbook(2024, (12, 7, 0, 0, 0, 0, 0, 0, 3, 22, 4.1), (341, 338, 330, 6, 1)),
        "2025-01-13T09:00:00+08:00",
        region="990121",
        kind="enforcement_annual",
    ),
    Sample(
        "青岚县人社局2024年度法治政府建设情况报告.html",
        lambda: as_html("qinglan_2024", "青岚县人民政府", "2025-01-16"),
        "2025-01-16T16:20:00+08:00",
    ),
    Sample(
        "白榆县人社局2024年法治政府建设情况报告.docx",
        lambda: truncated(as_docx("baiyu_2024")),
        "2025-01-21T10:05:00+08:00",
    ),
    Sample(
        "澄湾市人社局2024年度法治政府建设年度报告.docx",
        lambda: as_docx("chengwan_2024"),
        "2025-01-23T15:30:00+08:00",
    ),
    Sample(
        "云汀省人社厅2024年度法治政府建设情况报告.txt",
        lambda: as_text("yunting_2024"),
        "2025-02-28T09:40:00+08:00",
    ),
    Sample(
        "青岚县人社局2024年度报告更正说明.txt",
        lambda: as_text("qinglan_2024_correction"),
        "2025-03-07T11:25:00+08:00",
        kind="correction",
        replaces="青岚县人社局2024年度法治政府建设情况报告.html",
    ),
)

MANIFEST_FIELDS = ("file", "region", "agency", "year", "kind", "received_at", "replaces")


def manifest() -> bytes:
    """What the senders state, as ``manifest.csv`` in UTF-8 with byte-order mark, for office programs."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, MANIFEST_FIELDS, restval="", lineterminator="\r\n")
    writer.writeheader()
    for sample in SAMPLES:
        writer.writerow(
            {
                "file": sample.name,
                "region": sample.region,
                "kind": sample.kind,
                "received_at": sample.received_at,
                "replaces": sample.replaces,
            }
        )
    return buffer.getvalue().encode("utf-8-sig")


def make(target: Path) -> tuple[Path, ...]:
    """Writes every sample and the manifest into ``target``; returns the files in order of receipt."""
    target.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, data in (*((s.name, s.make()) for s in SAMPLES), ("manifest.csv", manifest())):
        path = target / name
        path.write_bytes(data)
        paths.append(path)
    return tuple(paths)


if __name__ == "__main__":
    for made in make(Path(sys.argv[1]) if len(sys.argv) > 1 else INBOX):
        print(made.name)
