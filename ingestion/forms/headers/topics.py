"""What an ad-hoc table is about as a whole: its title or its sheet's name says what its headers leave out."""

from __future__ import annotations

from collections.abc import Iterable

from ingestion.forms.cells.text import squeeze, without_numbering
from ingestion.forms.headers.lexicon import FormLexicon
from ingestion.forms.headers.patterns import FormPatterns


def topic_of(lines: Iterable[str], patterns: FormPatterns, lexicon: FormLexicon) -> str | None:
    """The one group of the form that a line names as its whole topic; None for none, or for several."""
    for line in (without_numbering(squeeze(line)) for line in lines):
        found = _named(line, patterns)
        if not found:
            continue
        before, _, after = line.rpartition(found[0])
        is_whole = not before.endswith(lexicon.conventions.joins) and lexicon.is_title_tail(after)
        return found[0] if len(found) == 1 and is_whole else None
    return None


def _named(line: str, patterns: FormPatterns) -> list[str]:
    """The groups that stand in the line, without those that are only a part of a longer one."""
    found = [word for word in sorted(patterns.topics) if word in line]
    return [word for word in found if not any(word != other and word in other for other in found)]
