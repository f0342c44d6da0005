"""A table that another body of the region filled in: its title or the line of the reporter says so."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from ingestion.forms.lexicon import FormLexicon
from ingestion.forms.text import read_label, squeeze, without_numbering

_FILLED_IN_BY = re.compile(
    r"(?<![一-龥])(?:填报|填表|报送|报表|编制|执法)?(?:单位|部门|机关|主体)(?:名称)?:([^\s:;，。()]+)"
)
_LONGEST_NAME = 30


def other_filer(lines: Iterable[str], lexicon: FormLexicon) -> str | None:
    """The body that filled in a table where it is not a bureau of ours, None where no line names one."""
    for line in lines:
        named = _FILLED_IN_BY.findall(unicodedata.normalize("NFKC", line))
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
