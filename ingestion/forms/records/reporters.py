"""Whether a name in a table is that of the reporter."""

from __future__ import annotations

from ingestion.forms.headers.lexicon import FormLexicon
from ingestion.forms.records.rows import Record, bare_name, is_bureau, same_region
from ingestion.submissions import Identity


def is_reporter(record: Record, identity: Identity, lexicon: FormLexicon) -> bool:
    """Whether a record is named after the reporter."""
    if identity.agency and record.name == identity.agency:
        return True
    return is_name_of(record.label, identity, lexicon)


def is_name_of(label: str, identity: Identity, lexicon: FormLexicon) -> bool:
    """Whether a name is that of the reporting region or bureau; 县人社局 is the bureau of any county."""
    name = bare_name(label, lexicon)
    if is_bureau(label, lexicon) and name in ("", *generic_names(identity, lexicon)):
        return True
    return identity.region_name is not None and same_region(name, identity.region_name, lexicon)


def generic_names(identity: Identity, lexicon: FormLexicon) -> tuple[str, ...]:
    """What the reporter's region is called without its name."""
    level = identity.region_level
    return () if level is None else lexicon.conventions.generic_regions[level]
