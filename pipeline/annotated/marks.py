"""Text cut into plain pieces and marks; a mark is a place with all observations that stand on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.wording import DISPOSITIONS, Record

_RANK = {disposition: rank for rank, disposition in enumerate(DISPOSITIONS)}


@dataclass(frozen=True, slots=True)
class Note:
    """An observation and its number in its report, counted from 0 in reading order."""

    number: int
    record: Record


@dataclass(frozen=True, slots=True)
class Span:
    """A note at ``start`` to ``end`` of some text."""

    start: int
    end: int
    note: Note


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked place: its text, and its notes in reading order (at least one)."""

    text: str
    notes: tuple[Note, ...]

    @property
    def number(self) -> int:
        """The number of the first note, by which links find the mark."""
        return self.notes[0].number

    @property
    def disposition(self) -> str:
        """What the mark is shown as: of several notes what matters most to a reader."""
        kinds: list[str] = [note.record["disposition"] for note in self.notes]
        return min(kinds, key=_RANK.__getitem__)


Piece = str | Mark


def annotate(text: str, spans: Iterable[Span]) -> tuple[Piece, ...]:
    """The text as pieces whose texts joined are ``text`` again; spans that overlap make one mark."""
    return tuple(_pieces(text, list(merged(spans))))


def _pieces(text: str, groups: list[tuple[int, int, tuple[Note, ...]]]) -> Iterator[Piece]:
    at = 0
    for start, end, notes in groups:
        if start > at:
            yield text[at:start]
        yield Mark(text[start:end], notes)
        at = end
    if at < len(text):
        yield text[at:]


def merged(spans: Iterable[Span]) -> Iterator[tuple[int, int, tuple[Note, ...]]]:
    """Spans that overlap, or stand on the very same place, joined; in the order of the text."""
    group: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, s.end, s.note.number)):
        if group and not _joins(span, group):
            yield _group(group)
            group = []
        group.append(span)
    if group:
        yield _group(group)


def _joins(span: Span, group: list[Span]) -> bool:
    same = (span.start, span.end) == (group[0].start, group[0].end)
    return same or span.start < max(other.end for other in group)


def _group(group: list[Span]) -> tuple[int, int, tuple[Note, ...]]:
    notes = sorted((span.note for span in group), key=lambda note: note.number)
    return group[0].start, max(span.end for span in group), tuple(notes)
