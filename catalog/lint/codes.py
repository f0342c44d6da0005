"""Whether every code that a data file or a type may hold has its label in the vocabulary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import get_args

from catalog import alerts, model, region_files, rules
from catalog.lint.finding import Finding
from catalog.loader import Catalog

CODES: Mapping[str, tuple[str, ...]] = {
    "subject_area": get_args(model.SubjectArea),
    "indicator_kind": get_args(model.IndicatorKind),
    "direction": get_args(model.Direction),
    "aggregation_rule": ("sum", "weighted_ratio", "not_additive"),
    "across_years": get_args(model.AcrossYears),
    "publish_tier": ("1", "2", "3"),
    "region_level": get_args(model.RegionLevel),
    "region_change_type": get_args(region_files.ChangeType),
    "org_scope": get_args(model.DefaultScope),
    "qualifier": get_args(model.Qualifier),
    "assertion": get_args(model.Assertion),
    "severity": get_args(model.Severity),
    "rule_result": get_args(rules.Result),
    "rule_subject": get_args(rules.Subject),
    "alert_addressee": get_args(alerts.Addressee),
}
"""Vocabulary by vocabulary, the codes that the types of the catalogue allow."""


def missing_terms(catalog: Catalog) -> Iterator[Finding]:
    """Codes of the types without a label."""
    for name, codes in CODES.items():
        terms = catalog.vocabulary.vocabularies.get(name, {})
        for code in codes:
            if code not in terms:
                yield Finding(f"vocabulary {name}", f"lacks the code {code!r}")


def unknown_kinds(catalog: Catalog) -> Iterator[Finding]:
    """Kinds of submission in the precedence and in the obligations against their vocabulary."""
    kinds = catalog.vocabulary.vocabularies.get("submission_kind", {})
    ranked = Counter(entry.kind for entry in catalog.vocabulary.source_precedence)
    owed = Counter(obligation.kind for obligation in catalog.obligations)
    for place, counted in (("source_precedence", ranked), ("obligations", owed)):
        for kind, count in sorted(counted.items()):
            if kind not in kinds:
                yield Finding(place, f"names the unknown kind {kind!r}")
            if count > 1:
                yield Finding(place, f"names the kind {kind!r} twice")
    for kind in kinds:
        if kind not in ranked:
            yield Finding("source_precedence", f"gives no rank to the kind {kind!r}")
