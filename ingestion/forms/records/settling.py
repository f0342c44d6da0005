"""What the records of a table say beside each other: parts of a year, and parts of a row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ingestion.forms.cells.text import read_label
from ingestion.forms.headers.lexicon import FormLexicon
from ingestion.forms.headers.periods import period_of
from ingestion.forms.records.rows import Aspect, Record, bare_name


def settled(records: Sequence[Record], lexicon: FormLexicon) -> tuple[Record, ...]:
    """The records with the words told apart that mean one thing alone and another beside each other.

    Beside 本年累计 a column 本期 is a part of the year; beside 本年 a column 累计 runs over all years.
    Of several that run from January (1—6月, 1—12月) the others are parts of the longest.
    """
    records = _longest_kept(records, lexicon)
    aspects = {record.aspect for record in records}
    changes: dict[Aspect | None, Aspect] = {}
    if {"cumulative", "month"} <= aspects:
        pass
    elif {"cumulative", "current"} <= aspects:
        is_part = _says(records, lexicon.conventions.this_period)
        changes = {"current": "month"} if is_part else {"cumulative": "running_total"}
    return tuple(replace(r, aspect=changes.get(r.aspect, r.aspect)) for r in records)


def _longest_kept(records: Sequence[Record], lexicon: FormLexicon) -> tuple[Record, ...]:
    ends = {record: last for record in records if (last := last_month(record, lexicon)) is not None}
    longest = max(ends.values(), default=None)
    return tuple(replace(r, aspect="month") if ends.get(r, longest) != longest else r for r in records)


def last_month(record: Record, lexicon: FormLexicon) -> int | None:
    """The month that a figure so far in the year runs to, where its own heading says so."""
    if record.aspect != "cumulative":
        return None
    months = period_of((record.name,), lexicon.period_words).months
    return None if months is None else months[1]


def parted(records: Sequence[Record], lexicon: FormLexicon) -> tuple[Record, ...]:
    """The records with the rows that share a name as parts of it (临棠区: 企业, 机关事业单位).

    Only the row that says it is their sum (小计) stands for the name.
    """
    rows: defaultdict[tuple[str, int | None, Aspect | None], list[Record]] = defaultdict(list)
    for record in records:
        if record.detail:
            rows[naming(record, lexicon)].append(record)
    parts: set[Record] = set()
    for shared in rows.values():
        sums = [record for record in shared if _is_sum(record.detail, lexicon)]
        parts.update(r for r in shared if len(shared) > 1 and (len(sums) != 1 or r is not sums[0]))
    return tuple(replace(r, role="part") if r in parts else r for r in records)


def _is_sum(detail: str, lexicon: FormLexicon) -> bool:
    name = read_label(detail, ()).name
    return lexicon.role("subtotal", name) or lexicon.role("total", name)


def _says(records: Sequence[Record], word: str) -> bool:
    headers = (name for r in records for e in r.entries[:1] for name in (*e.path.names, r.name))
    return any(name.startswith(word) for name in headers)


def naming(record: Record, lexicon: FormLexicon) -> tuple[str, int | None, Aspect | None]:
    """Whose figure it is, of which year, and which of several."""
    return bare_name(record.label, lexicon), record.year, record.aspect
