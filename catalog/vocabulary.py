"""The codes of the product with their Chinese labels, and which kind of source stands before which."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field, model_validator

from catalog.model import Entry


class Term(Entry):
    """What a reader sees for a code; in the file a term without a note is its label alone."""

    label: Annotated[str, Field(min_length=1)]
    note: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _label_alone(cls, data: Any) -> Any:
        return {"label": data} if isinstance(data, str) else data


class Precedence(Entry):
    """The rank of a kind of submission where several report the same figure; the lower rank stands."""

    kind: str
    rank: Annotated[int, Field(ge=1)]
    note: str


class Vocabulary(Entry):
    """All vocabularies by name, each mapping its codes to their terms in the order of the file."""

    vocabularies: Mapping[str, Mapping[str, Term]]
    source_precedence: tuple[Precedence, ...]

    def label(self, vocabulary: str, code: str) -> str:
        """The label of a plain code; raises KeyError for an unknown vocabulary or code."""
        return self.vocabularies[vocabulary][code].label

    def held_back_label(self, reason: str) -> str:
        """A held-back reason in words: ``contradicted:C02+C05;conflict`` names its rules and causes."""
        return "；".join(self._held_back_part(part) for part in reason.split(";"))

    def refusal_label(self, reason: str) -> str:
        """The reason of a refused comparison in words; ``held_back:…`` carries the held-back reason."""
        code, _, detail = reason.partition(":")
        label = self.label("refusal_reason", code)
        return f"{label}（{self.held_back_label(detail)}）" if detail else label

    def _held_back_part(self, part: str) -> str:
        code, _, rules = part.partition(":")
        label = self.label("held_back_reason", code)
        return f"{label}（{rules.replace('+', '、')}）" if rules else label
