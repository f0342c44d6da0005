"""The words that open topics, and points that tell of a topic before they name it.

In 结转8件，立案154件，结案157件…。仲裁调解占61% the topic is named last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import itemgetter

from ingestion.extraction.matching.costs import Costs
from ingestion.extraction.text.boundaries import between
from ingestion.extraction.text.marked import Hit, MarkedText
from ingestion.extraction.text.structure import Division, Structure


def foretold(
    divisions: Iterable[Division], structure: Structure, marked: MarkedText, costs: Costs
) -> Iterator[tuple[int, Hit]]:
    """Where divisions begin whose first word with a topic stands behind words that only its figures have."""
    length = len(marked.normal)
    later = [topic for topic, words in costs.told_later.items() if marked.places(topic, words, 0, length)]
    for division in divisions if later else ():
        start, end = division.start, structure.end_of(division)
        for topic in later:
            told = marked.places(topic, costs.told_later[topic], start, end)
            named = next(iter(marked.hits.topical(start, end)), None) if told else None
            if named is not None and named.start > told[0] and topic in named.info.topics:
                yield start, named


def opening(
    structure: Structure, marked: MarkedText, costs: Costs, begin: int, end: int
) -> tuple[list[int], list[Hit]]:
    """The places of a stretch where words open topics, in order, and these words."""
    divisions = between(structure.divisions, structure.starts, begin, end)
    told = list(foretold(divisions, structure, marked, costs))
    topical = marked.hits.topical(begin, end)
    places = list(map(itemgetter(0), topical))
    if told:
        both = sorted((*told, *zip(places, topical, strict=True)), key=itemgetter(0))
        return [at for at, _ in both], [hit for _, hit in both]
    return places, topical
