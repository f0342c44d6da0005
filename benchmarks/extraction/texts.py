"""The texts that are measured: the annotated invented reports, alone and joined to any length."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from functools import lru_cache
from itertools import cycle
from pathlib import Path
from typing import Any

from catalog import load_catalog
from ingestion.documents import Document
from ingestion.readers import read_document

CORPUS = Path(__file__).resolve().parents[2] / "tests" / "corpus"
PUBLISHED = CORPUS.parents[2] / "shared" / "corpus" / "reports"
REAL_LENGTH = 3_500
"""Characters of a usual yearly report of a bureau; reports are joined until each text has this length."""


@lru_cache(maxsize=1)
def marked_reports(folder: str = "reports") -> tuple[Any, ...]:
    """The annotated reports of a folder of the tests (text, facts with places and values)."""
    sys.path.insert(0, str(CORPUS))
    try:
        module = importlib.import_module("marked_reports")
    finally:
        sys.path.remove(str(CORPUS))
    return tuple(module.read_reports(load_catalog(), CORPUS / folder))


def annotated_reports() -> tuple[Any, ...]:
    """The annotated reports of all folders of the tests."""
    folders = sorted({path.parent.name for path in CORPUS.glob("*/*.md")})
    return tuple(report for folder in folders for report in marked_reports(folder))


def usual_texts() -> tuple[str, ...]:
    """One text of real length per report: the report itself, continued with the reports after it."""
    reports = [report.text for report in marked_reports()]
    return tuple(
        joined(reports[start:] + reports[:start], REAL_LENGTH, by_bytes=False)
        for start in range(len(reports))
    )


def published_texts() -> tuple[str, ...]:
    """Real reports laid beside the repository, as they are; none where there are none."""
    return tuple(path.read_text(encoding="utf-8") for path in sorted(PUBLISHED.glob("*.txt")))


def joined(texts: Sequence[str], length: int, by_bytes: bool = True) -> str:
    """Texts one after the other, over again, cut at ``length`` bytes of UTF-8 (or characters)."""
    pieces: list[str] = []
    filled = 0
    for text in cycle(texts):
        if filled >= length:
            break
        pieces.append(text)
        filled += len(text.encode()) if by_bytes else len(text)
    whole = "\n".join(pieces)
    return whole.encode()[:length].decode(errors="ignore") if by_bytes else whole[:length]


def as_document(text: str) -> Document:
    """The text as the reader returns it; this is not measured."""
    return read_document("report.txt", text.encode())
