"""What a sheet's name or a title says of all figures below it: whose they are, and of how large a part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingestion.forms.cells.text import in_brackets, outside_brackets, read_label, squeeze
from ingestion.forms.headers.lexicon import FormLexicon
from ingestion.forms.records.named_regions import Places
from ingestion.forms.records.reporters import generic_names, is_name_of
from ingestion.forms.records.rows import is_regional
from ingestion.forms.records.standing import Standing
from ingestion.observations import OrgScope
from ingestion.submissions import Identity


def of_sheet(
    sheet: str | None, found: Sequence[Standing], identity: Identity, places: Places
) -> tuple[Standing, ...]:
    """The standings in a workbook with a sheet for each bureau: a sheet of another region is quoted only.

    The sheet of a csv is named after its file, so that more may stand before the region (附件2青岚县2023年).
    """
    lexicon = places.lexicon
    name = re.sub(r"\d{4}(?:年度?)?", "", read_label(sheet or "", ()).name)
    if lexicon.role("total", name):
        return tuple(_scoped(standing, "region") for standing in found)
    if lexicon.role("own", name):
        return tuple(_scoped(standing, "own") for standing in found)
    is_own = is_name_of(name, identity, lexicon) or places.ends_with_own(name, identity)
    if is_own or not is_regional(name, lexicon):
        return tuple(found)
    return tuple(replace(s, disposition="reference", scope="other", label=s.label or name) for s in found)


def of_collection(
    found: Sequence[Standing], lines: Sequence[str], sheet: str | None, lexicon: FormLexicon
) -> tuple[Standing, ...]:
    """The standings of a sheet beside those of regions below it: of the whole region, where it says so.

    What a bureau collected of its own (市本级汇总表) is no sum of the regions.
    """
    names = lexicon.conventions.collections
    said = [squeeze(line) for line in (sheet or "", *lines) if any(name in line for name in names)]
    if not said:
        return tuple(found)
    scope: OrgScope = "own" if any(_is_of_own(line, lexicon) for line in said) else "region"
    return tuple(_scoped(standing, scope) for standing in found)


def of_title(
    found: Sequence[Standing], lines: Sequence[str], identity: Identity, lexicon: FormLexicon
) -> tuple[Standing, ...]:
    """The standings of a table whose title says that its figures are the whole region's (全市…情况表)."""
    whole = [lexicon.conventions.whole_region + name for name in generic_names(identity, lexicon)]
    said = [line for line in map(squeeze, lines) if any(word in line for word in whole)]
    if not said or any(_is_of_own(line, lexicon) for line in said):
        return tuple(found)
    return tuple(s if s.region is not None else _scoped(s, "region") for s in found)


def _is_of_own(title: str, lexicon: FormLexicon) -> bool:
    """Whether the title of a collection names the bureau alone, in brackets or outside them."""
    named = lexicon.role("own_collected", outside_brackets(title))
    return named or any(lexicon.role("own", said) for said in in_brackets(title))


def with_regions(found: Sequence[Standing], identity: Identity, places: Places) -> tuple[Standing, ...]:
    """The standings of other regions' figures with the region that their label names."""
    return tuple(
        replace(s, region=places.named(s.label, identity)) if s.scope == "other" and s.label else s
        for s in found
    )


def _scoped(standing: Standing, scope: OrgScope) -> Standing:
    """The scope that a sheet's name states, where the row itself states none."""
    is_open = standing.disposition == "fact" and standing.scope is None
    return replace(standing, scope=scope) if is_open else standing
