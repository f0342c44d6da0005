"""The page: a section per report with its identity, its marked text and its figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from catalog import Catalog
from pipeline.annotated.cards import Figure, card, figure
from pipeline.annotated.marks import Mark, Note
from pipeline.annotated.passages import Passage, passages
from pipeline.preview import Preview
from pipeline.records import EXTRACTOR_VERSION
from pipeline.wording import DISPOSITIONS, label

TEMPLATES = Path(__file__).parent / "templates"
LISTED = ("fact", "undecided", "unmapped")
"""The dispositions whose observations are also listed in a table, in this order."""


@dataclass(frozen=True, slots=True)
class Section:
    """One report of the page; ``number`` counts from 1 and makes the anchors of its marks unique."""

    number: int
    name: str
    identity: tuple[tuple[str, str], ...]
    status: str
    needs_attention: bool
    reasons: tuple[str, ...]
    passages: tuple[Passage, ...]
    figures: tuple[tuple[str, str, tuple[Figure, ...]], ...]
    counts: Counter[str]


def annotated_page(previews: Sequence[Preview], catalog: Catalog) -> str:
    """A self-contained HTML page of these reports, the same for the same readings."""
    sections = [_section(number, preview, catalog) for number, preview in enumerate(previews, start=1)]
    counts = sum((section.counts for section in sections), start=Counter[str]())
    terms = catalog.vocabulary.vocabularies["disposition"]
    legend = [(code, terms[code].label, terms[code].note or "", counts[code]) for code in DISPOSITIONS]
    page: str = _template().render(
        sections=sections,
        legend=legend,
        card=partial(card, catalog=catalog),
        extractor_version=EXTRACTOR_VERSION,
        catalog_version=catalog.version,
    )
    return page


def _template() -> Any:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=lambda name: name is None or not name.endswith((".css", ".js")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html.j2")


def _section(number: int, preview: Preview, catalog: Catalog) -> Section:
    document = preview.document
    notes = [Note(position, record) for position, record in enumerate(preview.observations)]
    shown = tuple(passages(preview.content, notes)) if preview.content else ()
    marks = [mark for passage in shown for mark in marks_of(passage)]
    linked = {note.number: mark.number for mark in marks for note in mark.notes}
    return Section(
        number=number,
        name=Path(document["source"]).name,
        identity=tuple(line for line in _identity(document, catalog) if line[1]),
        status=label(catalog, "submission_status", document["status"]),
        needs_attention=document["status"] != "accepted",
        reasons=tuple(document["reasons"]),
        passages=shown,
        figures=tuple(_tables(notes, linked, catalog)),
        counts=Counter(mark.disposition for mark in marks),
    )


def marks_of(passage: Passage) -> Iterator[Mark]:
    """The marks of a passage, those in the cells of its table included."""
    yield from (piece for piece in passage.pieces if isinstance(piece, Mark))
    if passage.grid:
        for _, cells in passage.grid.rows:
            for cell in cells:
                yield from (piece for piece in cell.pieces if isinstance(piece, Mark))


def _identity(document: dict[str, Any], catalog: Catalog) -> Iterator[tuple[str, str]]:
    code = f"（{document['region_code']}）" if document["region_code"] else ""
    level = label(catalog, "region_level", document["region_level"])
    yield "地区", f"{document['region_name'] or '未定'}{code}"
    yield "层级", level
    yield "年度", f"{document['report_year']}年" if document["report_year"] else "未定"
    yield "报送机关", document["agency"] or "未定"
    yield "材料种类", label(catalog, "submission_kind", document["kind"])
    yield "发布日期", str(document["published_on"] or "")
    yield "字数", f"{document['chars']:,}" if document["chars"] else ""
    yield "文件", document["source"]
    yield "SHA-256", document["sha256"] or ""


def _tables(
    notes: Sequence[Note], linked: dict[int, int], catalog: Catalog
) -> Iterator[tuple[str, str, tuple[Figure, ...]]]:
    for disposition in LISTED:
        rows = tuple(
            figure(Note(linked.get(n.number, n.number), n.record), n.number in linked, catalog)
            for n in notes
            if n.record["disposition"] == disposition
        )
        if rows:
            yield disposition, label(catalog, "disposition", disposition), rows
