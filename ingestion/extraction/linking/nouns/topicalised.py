"""A noun that stands in a clause of its own before its verb (合同,法规科审了56份; 工资,全年追回1100万元)."""

from __future__ import annotations

from dataclasses import replace

from ingestion.extraction.linking.deciding import Decider
from ingestion.extraction.linking.link import Link
from ingestion.extraction.matching.candidates import Candidate
from ingestion.extraction.text import reach
from ingestion.extraction.text.surroundings import STRONG, Surroundings

INTRODUCES = (",", ":")
CLOSES = ",、。;!?\n)"
MAX_TOPIC = 16
"""A bare noun has no more characters, with what whole or place it is of."""


def with_topic(decider: Decider, link: Link) -> Link:
    """A number that its own clause gives no reading, by the noun in front of that and the verb in it."""
    ahead = None if link.comparison != "level" else _topic_and_clause(decider, link.around)
    if ahead is None:
        return link
    around = replace(ahead, left_end=link.around.left_end)
    both = [c for c in decider.candidates(around) if _is_of_both(decider, c, ahead, link.around.left)]
    both = [c for c in both if not _by_another(decider, c, link.around)]
    told = decider.decide(around, link.comparison, both, None)
    return replace(told, around=link.around) if told.sure else link


def _is_of_both(decider: Decider, read: Candidate, ahead: Surroundings, left: int) -> bool:
    """Whether a reading takes the noun in front, which is all that is said there, and a verb behind it."""
    noun = sorted(span for span in read.used if span[1] <= ahead.left_end)
    if read.by_topic or not noun or all(start < left for start, _ in read.used):
        return False
    whole = ahead.left_end - noun[0][0] == sum(end - start for start, end in noun)
    return whole and not decider.marked.unexplained(ahead.left, noun[0][0])


def _by_another(decider: Decider, read: Candidate, around: Surroundings) -> bool:
    """Whether the clause of the number names who did it before its verb, and that is none of ours."""
    verb = min((start for start, _ in read.used if start >= around.left), default=around.mention.start)
    return decider.doubts.bodies.named(decider.marked.normal, around.left, verb)


def _topic_and_clause(decider: Decider, around: Surroundings) -> Surroundings | None:
    """The surroundings of a number from the noun in front of its clause on; they end with that noun.

    None where that clause has a number or says more than a noun, or something follows the number.
    """
    marked, left = decider.marked, around.left
    if left != around.clause or marked.normal[left - 1 : left] not in INTRODUCES:
        return None
    if marked.normal[around.mention.end : around.mention.end + 1] not in CLOSES:
        return None
    start, end = marked.boundary_before(left - 1, STRONG, reach.WORDS), left - 1
    if not 0 < end - start <= MAX_TOPIC or marked.unknown(start, end):
        return None
    before, words = marked.quantity_before(left), marked.hits_in(start, end)
    if (before is not None and before.end > start) or not any(
        hit.end == end and hit.info.parts for hit in words
    ):
        return None
    return replace(around, left=start, clause=start, left_end=end, far_left=start)
