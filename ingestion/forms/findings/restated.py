"""What a correction in the form of a table repeats unchanged: the figure before and after is the same."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from ingestion.forms.cells.grids import address
from ingestion.forms.cells.text import read_label
from ingestion.forms.headers.lexicon import FormLexicon
from ingestion.forms.records.rows import Aspect, Entry, Record, is_time

Subject = tuple[str, ...]
_REPLACED: tuple[Aspect | None, ...] = ("replaced",)
_IN_FORCE: tuple[Aspect | None, ...] = (None, "current", "cumulative")


def unchanged_cells(records: Sequence[Record], lexicon: FormLexicon) -> frozenset[str]:
    """The cells of figures that were the same before they were put right (更正前 3000, 更正后 3000)."""
    before = _figures(records, lexicon, _REPLACED)
    after = _figures(records, lexicon, _IN_FORCE) if before else {}
    return frozenset(
        address(entry.row, entry.column)
        for subject, entry in after.items()
        if subject in before and _says(before[subject], lexicon) == _says(entry, lexicon)
    )


def _figures(
    records: Sequence[Record], lexicon: FormLexicon, aspects: Collection[Aspect | None]
) -> Mapping[tuple[Subject, int | None, str], Entry]:
    return {
        (_subject(record, lexicon), record.year, entry.item.key): entry
        for record in records
        if record.aspect in aspects
        for entry in record.entries
    }


def _subject(record: Record, lexicon: FormLexicon) -> Subject:
    """Whose figures a record holds, without the words that say which of two figures it is."""
    names = (read_label(part, ()).name for part in record.label.split("/"))
    return tuple(name for name in names if not is_time(name, lexicon))


def _says(entry: Entry, lexicon: FormLexicon) -> tuple[object, ...]:
    value = lexicon.cells.read(entry.cell)
    return value.number, value.high, value.unit, value.qualifier, value.status
