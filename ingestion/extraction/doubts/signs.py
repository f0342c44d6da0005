"""What a number and its reading show at a glance: most doubts can only arise where they show something."""

from __future__ import annotations

from collections.abc import Mapping

from ingestion.extraction.matching.candidates import Candidate
from ingestion.extraction.text.marked import MarkedText
from ingestion.extraction.text.surroundings import Surroundings

SOME_BEHIND = 1
"""A word of the reading stands behind the number."""
ALL_BEHIND = 2
ONE = 4
NOUGHT = 8
"""Nought, in words."""
COUNT = 16
"""Any number but a share."""
BARE = 32
"""No measure word is printed."""
RELATIVE = 64
"""的 stands directly behind the number."""
ASKED = 256
"""The reading asks for a topic."""
ODD_DIGITS = 512
BOUNDED = 1024
"""A share, or any number with an upper bound only."""

NEEDED: Mapping[str, int] = {
    "indefinite_one": ONE,
    "definite_case": ONE | COUNT,
    "attributive": COUNT | RELATIVE,
    "whole_of_a_part": ALL_BEHIND,
    "of_members": BOUNDED,
    "no_measure_word": BARE,
    "denied_in_part": NOUGHT | ALL_BEHIND,
    "counted_behind": COUNT | ALL_BEHIND,
    "happened_to_some": COUNT | ALL_BEHIND,
    "share_of_it": COUNT | SOME_BEHIND,
    "digits_off_the_line": ODD_DIGITS,
    "struck_digits": ODD_DIGITS,
    "two_objects": SOME_BEHIND,
    "other_topic": ASKED,
    "narrowed_denial": NOUGHT | SOME_BEHIND,
}
"""What must show before a doubt of this name can hold; the others may always."""


def signs(marked: MarkedText, around: Surroundings, best: Candidate) -> int:
    """What shows, as the sum of the signs above."""
    mention, text = around.mention, marked.normal
    shown = 0 if mention.unit == "%" else COUNT if mention.unit else COUNT | BARE
    starts = [start for start, _ in best.used]
    if max(starts) >= mention.end:
        shown |= SOME_BEHIND | ALL_BEHIND if min(starts) >= mention.end else SOME_BEHIND
    if mention.unit == "%" or mention.qualifier == "at_most":
        shown |= BOUNDED
    if mention.value == 1:
        shown |= ONE
    elif mention.value == 0 and mention.in_words:
        shown |= NOUGHT
    if text.startswith(marked.attributive, mention.end):
        shown |= RELATIVE
    if best.reading.asked.topics:
        shown |= ASKED
    return shown | ODD_DIGITS if marked.odd_digits else shown


def all_behind(around: Surroundings, best: Candidate) -> bool:
    """Whether every word of the reading stands behind the number."""
    return min(best.used)[0] >= around.mention.end
