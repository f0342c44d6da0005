"""Chinese words for the codes of the marts, all taken from the catalogue."""

from __future__ import annotations

from dataclasses import dataclass

from catalog import Catalog
from publishing.comparison import ComparisonRow

SERIES_BREAKS: frozenset[str] = frozenset({"boundary_change", "definition_break"})
"""Refusals that mean a break in the series, for which the yearbooks print ※."""


class MissingLabel(Exception):
    """The catalogue's vocabulary has no Chinese label for a code that an edition has to show."""


@dataclass(frozen=True, slots=True)
class Labels:
    """Looks codes up in the catalogue; a code without a label is an error, never printed raw."""

    catalog: Catalog

    def label(self, vocabulary: str, code: str) -> str:
        """The Chinese label of ``code``; raises :class:`MissingLabel` where the catalogue has none."""
        try:
            return self.catalog.vocabulary.label(vocabulary, code)
        except KeyError as fault:
            raise MissingLabel(
                f"catalog/vocabulary.yaml: {vocabulary} has no label for {code!r}; add one"
            ) from fault

    def scope(self, code: str) -> str:
        """The scope of a figure (本级, 全域 …)."""
        return self.label("org_scope", code)

    def area(self, code: str) -> str:
        """A subject area."""
        return self.label("subject_area", code)

    def held_back(self, reason: str) -> str:
        """Why a figure is held back, in words and without the figure; rules are named."""
        return "；".join(self._held_back_part(part) for part in reason.split(";"))

    def refusal(self, reason: str) -> str:
        """Why two years are not compared."""
        code, _, detail = reason.partition(":")
        label = self.label("refusal_reason", code)
        return f"{label}：{self.held_back(detail)}" if detail else label

    def note(self, row: ComparisonRow, year: int) -> str | None:
        """The footnote of a refused comparison; none where 未报送 in place of the figure says it already."""
        if row.refusal_reason is None or (row.current is None and row.held_back_reason is None):
            return None
        breaks = [gap.note for gap in row.indicator.definition_breaks if gap.year == year]
        if row.refusal_reason == "definition_break" and breaks:
            return f"{self.refusal(row.refusal_reason)}：{'；'.join(breaks)}"
        return self.refusal(row.refusal_reason)

    def _held_back_part(self, part: str) -> str:
        code, _, rules = part.partition(":")
        label = self.label("held_back_reason", code)
        named = "；".join(self._rule(rule) for rule in rules.split("+")) if rules else ""
        return f"{label}（{named}）" if named else label

    def _rule(self, rule_id: str) -> str:
        rule = self.catalog.identities.get(rule_id)
        return rule_id if rule is None else f"{rule_id} {rule.name_zh}"
