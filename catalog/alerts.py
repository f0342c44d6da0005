"""Whom a fault concerns, and in which words he is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from catalog.model import Entry

Addressee = Literal["submitter", "reviewer", "engineer", "nobody"]
"""The bureau that sent the file, whoever decides about figures, whoever keeps the system running."""

Words = Annotated[str, Field(min_length=1)]


class FaultClass(Entry):
    """Faults of one kind: the codes are those of the vocabulary of the same name.

    ``what`` says what is wrong, with names in braces for the particulars; ``do`` what each addressee is
    asked to do; ``to`` gives every code its only addressee.
    """

    what: Words
    do: Mapping[Addressee, Words]
    to: Mapping[str, Addressee]

    def addressee(self, code: str) -> Addressee:
        """Whom a fault of this class concerns; raises KeyError for a code that the catalogue lacks."""
        return self.to[code]


class FaultClasses(Entry):
    """All classes of faults, in the order in which they are told."""

    fault_classes: Mapping[str, FaultClass]
