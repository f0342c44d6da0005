"""A table that another body of the region filled in: its title or the line of the reporter says so."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from ingestion.forms.cells.text import read_label, squeeze, without_numbering
from ingestion.forms.headers.lexicon import FormLexicon

_LONGEST_NAME = 30


def other_filer(lines: Iterable[str], lexicon: FormLexicon) -> str | None:
    """The body that filled in a table where it is not a bureau of ours, None where no line names one."""
    for line in lines:
        filled_in = lexicon.filled_in_by.finditer(unicodedata.normalize("NFKC", line))
        named = (found["name"] for found in filled_in)
        for name in (*named, *_heads(squeeze(line))):
            if _is_other(read_label(name, ()).name, lexicon):
                return str(name)
    return None


def _heads(line: str) -> Iterator[str]:
    """What may be a name at the head of a title: all that stands before its year."""
    title = without_numbering(line)
    year = re.search(r"(?:19|20)\d{2}", title)
    if year is not None and 0 < year.start() <= _LONGEST_NAME:
        yield title[: year.start()]


def _is_other(name: str, lexicon: FormLexicon) -> bool:
    ours = (word for word in lexicon.conventions.bureau_names if len(word) > 1)
    return lexicon.is_other_department(name) and not any(word in name for word in ours)
