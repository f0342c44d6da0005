"""The paragraphs of the summary by subject area: about the leading body, or body by body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from catalog import Catalog
from publishing.comparison import SCOPE_ORDER, Comparison, Region
from publishing.labels import Labels
from publishing.summary.moulds import Mould, Moulds, without_secondary
from publishing.summary.sentences import Rows, by_scope, sentence

PROSE_SCOPES: tuple[str, ...] = SCOPE_ORDER[:3]
LISTED_BODIES = 6
"""More bodies than this are left to the tables where naming all of them would take more than two pages."""
ORDINALS = "一二三四五六七八九十"
IN_TABLES = "各报告单位的数据见“分地区数据表”"

Length = Literal["full", "without_secondary", "leads", "few_bodies"]
LENGTHS: tuple[Length, ...] = ("full", "without_secondary", "leads", "few_bodies")
"""From the fullest to the shortest way of telling the same figures."""

Sentences = tuple[tuple[Mould, ...], ...]


def area_paragraphs(
    comparison: Comparison, catalog: Catalog, moulds: Moulds, leading: Region | None, length: Length
) -> Iterator[tuple[str, str]]:
    """Heading and text of each area; an area of which nothing can be said is left out."""
    rows = {row.key: row for row in comparison.rows}
    labels, position = Labels(catalog), 0
    for area, sentences in (moulds if length == "full" else without_secondary(moulds)).items():
        said = [] if leading is None else list(_about(leading, sentences, rows))
        said = said or list(_listed(comparison.regions, sentences, rows, length))
        if said:
            yield f"（{ORDINALS[position]}）{labels.area(area)}", "".join(f"{text}。" for text in said)
            position += 1


def _listed(bodies: Iterable[Region], sentences: Sentences, rows: Rows, length: Length) -> Iterator[str]:
    """Every body that has something to tell, one after the other, each with its own name."""
    brief = length in {"leads", "few_bodies"}
    tell = _briefly if brief else _at_length
    told = [texts for body in bodies if (texts := list(tell(body, sentences, rows)))]
    if length == "few_bodies" and len(told) > LISTED_BODIES:
        yield IN_TABLES
    else:
        yield from (text for texts in told for text in texts)


def _about(body: Region, sentences: Sentences, rows: Rows, named: bool = False) -> Iterator[str]:
    for moulds in sentences:
        for region, scope in by_scope((body,), PROSE_SCOPES):
            text = sentence(moulds, rows, region, scope, named)
            if text is not None:
                yield text


def _at_length(body: Region, sentences: Sentences, rows: Rows) -> Iterator[str]:
    return _about(body, sentences, rows, named=True)


def _briefly(body: Region, sentences: Sentences, rows: Rows) -> Iterator[str]:
    """The lead figures of a body, or the first of its others, so that no body goes without a word."""
    leads = tuple(mould for moulds in sentences for mould in moulds if mould.is_lead)
    told = list(_about(body, (leads,), rows, named=True))
    others = ((mould,) for moulds in sentences for mould in moulds)
    yield from told or list(_about(body, tuple(others), rows, named=True))[:1]
