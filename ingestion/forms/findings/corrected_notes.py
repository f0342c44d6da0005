"""What a note at a table puts right in it (受理数更正为68件): a figure that says otherwise is in doubt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingestion.forms.cells.grids import address
from ingestion.forms.cells.text import squeeze
from ingestion.forms.cells.values import PLAIN_NUMBER, printed_decimal
from ingestion.forms.headers.lexicon import FormLexicon
from ingestion.forms.records.rows import Entry, Record

_NUMBER = re.compile(PLAIN_NUMBER)


@dataclass(frozen=True, slots=True)
class Contradicted:
    """A figure that a note puts right and that still stands as it was."""

    entry: Entry
    note: str

    @property
    def cell(self) -> str:
        """Its place in A1 notation."""
        return address(self.entry.row, self.entry.column)


def contradicted(
    records: Sequence[Record], notes: Iterable[str], lexicon: FormLexicon
) -> Iterator[Contradicted]:
    """The figures that are not what a note says they ought to be.

    A note is about the figures whose header it names, else about those whose number it repeats; where it
    does neither, any figure of the table may be meant.
    """
    entries = [entry for record in records for entry in record.entries if entry.cell is not None]
    for note in map(squeeze, notes):
        right = set(_put_right(note, lexicon))
        for entry in _meant(entries, note, lexicon) if right else ():
            if lexicon.cells.read(entry.cell).number not in right:
                yield Contradicted(entry, note)


def _put_right(note: str, lexicon: FormLexicon) -> Iterator[Decimal]:
    """The numbers that a note says are the right ones."""
    for found in lexicon.corrected_to.finditer(note):
        yield printed_decimal(found["number"])


def _meant(entries: Sequence[Entry], note: str, lexicon: FormLexicon) -> Sequence[Entry]:
    named = [entry for entry in entries if entry.path.names and entry.path.names[-1] in note]
    numbers = {printed_decimal(number) for number in _NUMBER.findall(note)}
    repeated = [entry for entry in entries if lexicon.cells.read(entry.cell).number in numbers]
    return named or repeated or entries
