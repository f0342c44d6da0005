"""Parts of a figure that a report gives one by one: none of them is the figure, and nobody adds them up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from ingestion.extraction.linking import Link


def without_parts(links: Iterable[Link]) -> tuple[Link, ...]:
    """``links`` with those left for review that share a sentence with another part of the same figure.

    撤销6件、确认违法2件 are two parts of what was corrected; 撤销6件 alone is all that was.
    """
    found = tuple(links)
    counted = Counter(_key(link) for link in found if _is_part(link))
    return tuple(
        replace(link, sure=False, rule="parts_of_a_total")
        if _is_part(link) and counted[_key(link)] > 1
        else link
        for link in found
    )


def _is_part(link: Link) -> bool:
    return link.sure and link.chosen[0].reading.partial


def _key(link: Link) -> tuple[str, int]:
    """The indicator and the sentence of a part."""
    return link.chosen[0].indicator_id, link.around.sentence
