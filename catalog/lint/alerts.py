"""Whether every fault that the product knows has exactly one addressee, who is told what to do."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter

from catalog.alerts import FaultClass
from catalog.lint.finding import Finding
from catalog.loader import Catalog

TOLD = ("run_stop", "quarantine_reason", "receipt_doubt", "coverage_status", "review_issue", "severity")
"""The vocabularies of faults: each needs a class of the same name."""
PARTICULARS = frozenset({"label", "detail", "file", "place", "kind", "year", "due", "rule"})
"""What a sentence about a fault may name."""
NOBODY = "nobody"


def faulty_alerts(catalog: Catalog) -> Iterator[Finding]:
    """Codes without an addressee, addressees without a request, names that no sentence can be given."""
    for name in TOLD:
        if name not in catalog.fault_classes:
            yield Finding(f"alerts {name}", "is missing: nobody would be told of these faults")
    for name, faults in catalog.fault_classes.items():
        terms = catalog.vocabulary.vocabularies.get(name)
        if terms is None:
            yield Finding(f"alerts {name}", "is no vocabulary")
            continue
        yield from (Finding(f"alerts {name}", message) for message in _faults(faults, set(terms)))


def _faults(faults: FaultClass, codes: set[str]) -> Iterator[str]:
    for code in sorted(codes - faults.to.keys()):
        yield f"gives the code {code!r} no addressee"
    for code in sorted(faults.to.keys() - codes):
        yield f"names the unknown code {code!r}"
    addressees = set(faults.to.values()) - {NOBODY}
    for addressee in sorted(addressees - faults.do.keys()):
        yield f"does not say what the {addressee} is to do"
    for addressee in sorted(faults.do.keys() - addressees):
        yield f"asks the {addressee}, whom none of its codes concerns"
    for text in (faults.what, *faults.do.values()):
        for field in sorted({name for _, name, _, _ in Formatter().parse(text) if name} - PARTICULARS):
            yield f"names the unknown particular {{{field}}}"
