"""Figures of the region above the reporter's, printed beside its own for comparison (全省, 全市, 本县)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingestion.forms.headers.lexicon import FormLexicon
from ingestion.forms.records.rows import Record
from ingestion.submissions import Identity


def without_upper(records: Sequence[Record], identity: Identity, lexicon: FormLexicon) -> tuple[Record, ...]:
    """The records, those of a whole region that is not the reporter's set apart (全市 beside 本县)."""
    return tuple(
        replace(record, role="other_value") if is_of_upper(record, identity, lexicon) else record
        for record in records
    )


def is_of_upper(record: Record, identity: Identity, lexicon: FormLexicon) -> bool:
    """Whether a total says that it is of a whole region of another kind than the reporter's."""
    whole = lexicon.conventions.whole_region
    if record.role != "total" or not record.name.startswith(whole):
        return False
    kinds = {kind for words in lexicon.conventions.generic_regions.values() for kind in words}
    named = next((kind for kind in kinds if record.name.startswith(whole + kind)), None)
    return named is not None and named not in _own_kinds(identity, lexicon, kinds)


def _own_kinds(identity: Identity, lexicon: FormLexicon, kinds: set[str]) -> set[str]:
    """What the reporter's region is called: by its name where that ends so (青岚县), else by its level."""
    ending = next((kind for kind in kinds if (identity.region_name or "").endswith(kind)), None)
    level = identity.region_level
    if ending is not None:
        return {ending}
    return kinds if level is None else set(lexicon.conventions.generic_regions[level])
