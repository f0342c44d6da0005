"""A submission from bytes to figures: reader, form recognition, identity, then forms and narrative.

Everything here is pure: the same document, manifest statement and catalogue give the same reading.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from catalog import Catalog
from ingestion.agreeing_scopes import with_stated_scopes
from ingestion.documents import Document
from ingestion.extraction import extract_correction, extract_narrative
from ingestion.forms import known_tables, read_forms, without_replaced
from ingestion.identity import identify, identify_sheets, settled_by_sheets
from ingestion.observations import Observation, in_reading_order
from ingestion.submissions import Identity, ManifestEntry

Span = tuple[int, int]
_FULL_OF_NUMBERS = 3
_TAKEN = frozenset({"fact", "undecided", "target", "reference"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What one submission says: who, where and when, and every mention of a number in it."""

    identity: Identity
    observations: tuple[Observation, ...]
    chars: int


def read_submission(document: Document, name: str, entry: ManifestEntry | None, catalog: Catalog) -> Reading:
    """Read one document; ``name`` is the name it was received under, ``entry`` what its sender states.

    Tables that a form claims are read by their headers, everything else as narrative. What a form
    could not be read for (an unknown header) sends the submission to review, with the form's message.
    """
    tables = known_tables(document, catalog)
    identity = identify(document, name, entry, catalog.regions, tables.kind)
    filers = identify_sheets(document, name, identity, catalog.regions)
    forms = read_forms(document, identity, catalog, filers, tables)
    seen = forms.sheets_with_figures - {table.sheet for table in document.tables if table.hidden}
    identity = settled_by_sheets(identity, filers, seen, catalog.regions)
    read_text = extract_correction if identity.kind == "correction" else extract_narrative
    narrative = outside(forms.claimed_spans, read_text(document, identity, catalog))
    narrative = without_replaced(document, narrative, catalog)
    in_tables = with_stated_scopes(forms.observations, narrative)
    in_text = with_stated_scopes(narrative, forms.observations)
    observations = in_reading_order(on_pages(document, (*in_tables, *in_text)))
    doubts = (*reading_doubts(document), *pictured_tables(document, identity))
    problems = (*forms.problems, *doubts, *nothing_taken(observations))
    return Reading(with_problems(identity, problems), observations, len(document.text))


def reading_doubts(document: Document) -> tuple[str, ...]:
    """What the reader itself is not sure of, in Chinese: recognised text, pages that it could not read."""
    said = document.metadata
    doubts: list[str] = []
    if "ocr_confidence" in said:
        pages, confidence = said["ocr_pages"], said["ocr_confidence"]
        doubts.append(f"第{pages}页的文字由扫描图像识别得到（平均置信度 {confidence}），请对照原件核对")
    if "recognised_layer" in said:
        doubts.append("文字层是扫描件附带的识别结果，请对照原件核对")
    if "unread_pages" in said:
        doubts.append(f"第{said['unread_pages']}页是图片，没有读取，请报送含文字的原始文件")
    return tuple(doubts)


def pictured_tables(document: Document, identity: Identity) -> tuple[str, ...]:
    """What is said of wide pictures in a document of tables; in a report they are photographs."""
    count = document.metadata.get("wide_pictures")
    if count is None or identity.kind == "narrative":
        return ()
    return (f"文中有{count}张图片没有读取；如果是表格，请改为可编辑的表格后重新报送",)


def nothing_taken(observations: Sequence[Observation]) -> tuple[str, ...]:
    """What is said of a submission full of numbers none of which means anything to the catalogue."""
    counted = sum(o.disposition == "unmapped" for o in observations)
    if counted < _FULL_OF_NUMBERS or any(o.disposition in _TAKEN for o in observations):
        return ()
    return (f"文中有{counted}个数，没有一个能归入指标，请核对是否报错了文件，或表格是否没有读出",)


def on_pages(document: Document, observations: Iterable[Observation]) -> tuple[Observation, ...]:
    """The observations of a printed document with the pages on which they stand."""
    starts = [(block.start, block.page) for block in document.blocks if block.page is not None]
    cells = [(cell.start, cell.page) for table in document.tables for cell in table.cells if cell.page]
    places = sorted({*starts, *((start, page) for start, page in cells if start is not None)})
    if not places:
        return tuple(observations)
    return tuple(replace(o, page=_page_of(o, places)) for o in observations)


def _page_of(observation: Observation, places: Sequence[tuple[int, int]]) -> int | None:
    """The page of the last paragraph or cell that begins at or before the mention."""
    if observation.start is None:
        return None
    number = bisect_right(places, observation.start, key=lambda place: place[0])
    return places[number - 1][1] if number else None


def outside(claimed: Iterable[Span], observations: Iterable[Observation]) -> tuple[Observation, ...]:
    """The observations of the running text: those that touch no claimed table."""
    spans = tuple(claimed)
    return tuple(o for o in observations if not any(_touches(o, span) for span in spans))


def with_problems(identity: Identity, problems: Iterable[str]) -> Identity:
    """The identity, sent to review where a form could not be read in full."""
    new = tuple(problem for problem in problems if problem not in identity.reasons)
    if not new:
        return identity
    return replace(identity, status="needs_review", reasons=(*identity.reasons, *new))


def _touches(observation: Observation, span: Span) -> bool:
    if observation.start is None or observation.end is None:
        return False
    return observation.start < span[1] and span[0] < observation.end
