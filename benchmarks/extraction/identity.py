"""`python -m benchmarks.extraction same`: whether the compiled reader says what the sources say."""

from __future__ import annotations

import sys
from dataclasses import replace

from benchmarks.extraction.builds import COMPILED, SOURCE, why_not_compiled
from benchmarks.extraction.measures import IDENTITY
from benchmarks.extraction.texts import annotated_reports, as_document, published_texts
from catalog import load_catalog
from ingestion.extraction import extract_narrative

SHOWN = 5

Said = dict[str, list[str]]
"""The observations of texts, as they print, by the name of the text."""


def main() -> int:
    """0 where every observation is the same, 1 where one is not, 2 where there is no compiled reader."""
    if reason := why_not_compiled():
        print(reason, file=sys.stderr)
        return 2
    source, compiled = SOURCE.run(said), COMPILED.run(said)
    observations = sum(map(len, source.values()))
    other = differences(source, compiled)
    if other or not observations:
        print("\n".join([f"{len(other)} of {len(source)} texts are read otherwise:", *other[:SHOWN]]))
        return 1
    print(f"the compiled reader says the same of {len(source)} texts: {observations:,} observations")
    return 0


def said() -> Said:
    """What this Python's reader says of every annotated and every published report."""
    catalog = load_catalog()
    found: Said = {}
    for report in annotated_reports():
        identity = replace(IDENTITY, region_level=report.identity.level, report_year=report.identity.year)
        observations = extract_narrative(as_document(report.text), identity, catalog)
        found[f"{len(found)} {report.identity.id}"] = [repr(o) for o in observations]
    for text in published_texts():
        observations = extract_narrative(as_document(text), IDENTITY, catalog)
        found[f"{len(found)} published"] = [repr(o) for o in observations]
    return found


def differences(one: Said, other: Said) -> list[str]:
    """Each text of which the two do not say the same, with the first thing that differs."""
    told = []
    for name in sorted(one.keys() | other.keys()):
        ours, theirs = one.get(name, []), other.get(name, [])
        if ours != theirs:
            pairs = ((a, b) for a, b in zip(ours, theirs, strict=False) if a != b)
            first, second = next(pairs, (f"{len(ours)} observations", f"{len(theirs)} observations"))
            told.append(f"{name}\n  {first}\n  {second}")
    return told
