"""Every text that the files of an edition show, read back from them, beside what masking would leave of it.

The last gate compares the two: where they differ, something slipped past the masking that made the files.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from publishing.personal_names import masked, masked_label

_FIELDS: tuple[pa.Field[Any], ...] = (
    pa.field("file", pa.string(), nullable=False),
    pa.field("text", pa.string(), nullable=False),
    pa.field("masked_text", pa.string(), nullable=False),
)
TEXT_SCHEMA = pa.schema(_FIELDS)

FILE_NAME_COLUMNS = frozenset({"source_name", "sheet"})
_NO_TEXT = re.compile(r"[0-9.,:+\-\s]*|[0-9a-f]{20,64}")
"""A number, a date or a digest by itself: ten digits in a row are no telephone there."""
_DIGEST = re.compile(r"\b[0-9a-f]{20,64}\b")
_TEXT_PARTS = re.compile(r"(xl/(sharedStrings|worksheets/.*)|word/(document|header|footer).*)\.xml")
_SHOWN_TOGETHER = ("si", "is", "p")
"""The elements of office files whose runs a reader sees as one text."""

Texts = Iterator[tuple[str, Callable[[str], str]]]
"""A text, and how one of its kind is masked."""


def published_texts(folder: Path) -> pa.Table:
    """The different texts of each file in ``folder``, sorted, with what masking would leave of them."""
    found = {
        (path.name, text, mask(text))
        for path in folder.iterdir()
        for text, mask in _READERS.get(path.suffix, _nothing)(path)
        if not _NO_TEXT.fullmatch(text)
    }
    rows = [dict(zip(TEXT_SCHEMA.names, row, strict=True)) for row in sorted(found)]
    return pa.Table.from_pylist(rows, schema=TEXT_SCHEMA)


def _of_column(name: str) -> Callable[[str], str]:
    return masked_label if name in FILE_NAME_COLUMNS else masked


def _nothing(path: Path) -> Texts:
    yield from ()


def _of_csv(path: Path) -> Texts:
    text = path.read_bytes().decode("utf-8-sig")
    for row in csv.DictReader(io.StringIO(text, newline="")):
        yield from ((value.removeprefix("'"), _of_column(name)) for name, value in row.items())


def _of_parquet(path: Path) -> Texts:
    table = pq.read_table(path)
    for name in table.column_names:
        if pa.types.is_string(table.schema.field(name).type):
            values = pc.unique(table[name]).drop_null().to_pylist()
            yield from ((str(value), _of_column(name)) for value in values)


def _of_page(path: Path) -> Texts:
    body = LexborHTMLParser(path.read_bytes()).body
    shown = "" if body is None else body.text(separator="\n")
    yield from ((_DIGEST.sub("", line), masked) for line in shown.split("\n") if line.strip())


def _of_office_file(path: Path) -> Texts:
    with zipfile.ZipFile(path) as packed:
        for name in packed.namelist():
            if _TEXT_PARTS.fullmatch(name):
                yield from ((text, masked) for text in _runs_together(packed.read(name)))


def _runs_together(part: bytes) -> Iterator[str]:
    for element in etree.fromstring(part).iter(*(f"{{*}}{tag}" for tag in _SHOWN_TOGETHER)):
        yield "".join(str(run.text or "") for run in element.iter("{*}t"))


def _of_record(path: Path) -> Texts:
    yield from _of_value(json.loads(path.read_text(encoding="utf-8")), "")


def _of_value(value: object, name: str) -> Texts:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _of_value(inner, str(key))
    elif isinstance(value, list):
        for inner in value:
            yield from _of_value(inner, name)
    elif isinstance(value, str):
        yield value, _of_column(name)


_READERS: Mapping[str, Callable[[Path], Texts]] = {
    ".csv": _of_csv,
    ".parquet": _of_parquet,
    ".html": _of_page,
    ".xlsx": _of_office_file,
    ".docx": _of_office_file,
    ".json": _of_record,
}
