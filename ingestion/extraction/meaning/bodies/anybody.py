"""Whether a short stretch names a body, by how such names end, and none that is known as the own one."""

from __future__ import annotations

import re
from typing import NamedTuple

from catalog import Catalog
from ingestion.extraction.words.wordlist import one_of
from ingestion.quantities.compiled import compiled_once

OURS = ("own", "own_bodies", "our_work", "our_units", "all_of_us")


class AnyBody(NamedTuple):
    """How names of bodies end, and the names of the own one and of its work."""

    ends: re.Pattern[str]
    """A name's end at the end of the stretch."""
    inside: re.Pattern[str]
    """One anywhere in it, or each of several bodies."""
    ours: re.Pattern[str]

    def closes(self, text: str, start: int, end: int) -> bool:
        """Whether the stretch ends with the name of a body that is none of ours."""
        return self.ends.search(text, start, end) is not None and self.ours.search(text, start, end) is None

    def named(self, text: str, start: int, end: int) -> bool:
        """Whether the stretch names such a body."""
        return self.inside.search(text, start, end) is not None and self.ours.search(text, start, end) is None


@compiled_once
def any_body(catalog: Catalog) -> AnyBody:
    """The words of ``catalog``; the same content is compiled once per process."""
    scopes = catalog.lexicon["scopes"]
    bodies = (*scopes["endings_below"], *scopes["with_an_office"])
    return AnyBody(
        ends=one_of(bodies, "$"),
        inside=one_of((*bodies, *scopes["each"])),
        ours=one_of([word for key in OURS for word in scopes[key]]),
    )
