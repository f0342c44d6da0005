"""Points that tell of a topic before they name it (结转8件，立案154件，结案157件…。仲裁调解占61%)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ingestion.extraction.costs import Costs
from ingestion.extraction.marked import Hit, MarkedText
from ingestion.extraction.structure import Division, Structure


def foretold(
    divisions: Iterable[Division], structure: Structure, marked: MarkedText, costs: Costs
) -> Iterator[tuple[int, Hit]]:
    """Where divisions begin whose first word with a topic stands behind words that only its figures have."""
    for division in divisions:
        start, end = division.start, structure.end_of(division)
        for topic, words in costs.told_later.items():
            told = marked.places(topic, words, start, end)
            named = next(iter(marked.hits.topical(start, end)), None) if told else None
            if named is not None and named.start > told[0] and topic in named.info.topics:
                yield start, named
