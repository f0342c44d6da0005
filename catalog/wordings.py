"""The words in which reports state each indicator, as examples and as a touchstone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from catalog.model import Entry, Phrase


class Wordings(Entry):
    """Examples of how one indicator is reported.

    ``reported`` states it, ``excluded`` looks like it and is not it (the remark says what it is), ``zero``
    says nought in words. The ``phrases`` of the indicator are the patterns that must recognise them.
    """

    reported: Annotated[tuple[Phrase, ...], Field(min_length=1)]
    excluded: tuple[Phrase, ...] = ()
    zero: tuple[Phrase, ...] = ()


class WordingsFile(Entry):
    """One file of the wordings folder: wordings by indicator id."""

    wordings: Mapping[str, Wordings]
