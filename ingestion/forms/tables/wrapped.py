"""A table too wide for its page: its second half under the first, with headers of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingestion.forms.records.rows import Record
from ingestion.forms.tables.fitted import FormTable
from ingestion.forms.tables.recognition import Section


def joined(sections: Sequence[Section]) -> tuple[tuple[Section, ...], ...]:
    """The sections of a sheet, the halves of one table together; the first of them holds the whole table."""
    groups: list[tuple[Section, ...]] = []
    for section in sections:
        whole = _whole(groups[-1], section) if groups else None
        if whole is None:
            groups.append((section,))
        else:
            first, *others = groups[-1]
            groups[-1] = (replace(first, table=whole), *others, section)
    return tuple(groups)


def _whole(group: Sequence[Section], section: Section) -> FormTable | None:
    """The table that the group and the section make up, None where they are two tables."""
    first, second = group[0].table, section.table
    if first is None or second is None or section.block.lines or first.form.form != second.form.form:
        return None
    if first.fit.keys & second.fit.keys or len(first.records) != len(second.records):
        return None
    pairs = list(zip(first.records, second.records, strict=True))
    if any((a.name, a.aspect) != (b.name, b.aspect) for a, b in pairs):
        return None
    fit = replace(first.fit, keys=first.fit.keys | second.fit.keys)
    return FormTable(fit, tuple(_row(a, b) for a, b in pairs))


def _row(first: Record, second: Record) -> Record:
    return replace(first, entries=(*first.entries, *second.entries))
