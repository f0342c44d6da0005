"""The words of headers, labels and legends, see ``catalog/lexicon/tables.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from catalog import Catalog
from ingestion.extraction.words.wordlist import one_of
from ingestion.quantities.compiled import compiled_once


@dataclass(frozen=True, slots=True)
class TableWords:
    """The words of headers and labels."""

    changes: re.Pattern[str]
    previous: re.Pattern[str]
    carried: re.Pattern[str]
    """What came over from the year before, a figure of this one."""
    parts_of_year: re.Pattern[str]
    values: re.Pattern[str]
    totals: re.Pattern[str]
    own: re.Pattern[str]
    places: re.Pattern[str]
    units: re.Pattern[str]
    stating: re.Pattern[str]
    unit_column: re.Pattern[str]
    unit_said: re.Pattern[str]
    part_of: re.Pattern[str]
    as_part: str
    as_whole: str
    whose: re.Pattern[str]
    """The words of ``catalog/lexicon/scopes.yaml`` that say whose the figures of a whole table are."""
    counted: re.Pattern[str]
    """What only says that something is counted, at the end of a name."""
    own_units: Mapping[str, re.Pattern[str]]
    """The names of the parts of a bureau of each level (市支队)."""
    as_own: str
    others: re.Pattern[str]
    """Bodies below the bureau, and other ones."""


@compiled_once
def table_words(catalog: Catalog) -> TableWords:
    """The words of ``catalog``."""
    data: Mapping[str, Any] = catalog.lexicon["tables"]
    units = {unit for family in catalog.measure_words.families for unit in family.printed}
    scopes = catalog.lexicon["scopes"]
    stretches = one_of(data["stretches"]).pattern
    return TableWords(
        changes=one_of((*data["changes"], *data["shares"])),
        previous=one_of(data["previous"]),
        carried=one_of(data["carried"]),
        parts_of_year=one_of(data["parts_of_year"]),
        values=re.compile(rf"(?:{one_of(data['values']).pattern}|\d{{4}}年度?|{stretches}|[\d\-~])*"),
        totals=re.compile(one_of(data["totals"]).pattern + "$"),
        own=one_of(data["own"]),
        places=re.compile(one_of(data["places"]).pattern + "$"),
        units=re.compile(f"(?:{one_of(units).pattern})$"),
        stating=re.compile(rf"\d|{one_of(data['stating']).pattern}"),
        unit_column=one_of(data["unit_column"]),
        unit_said=re.compile(rf"^{one_of(data['unit_column']).pattern}:"),
        part_of=re.compile(rf"^{one_of(data['part_of']).pattern}:?"),
        as_part=data["as_part"],
        as_whole=data["as_whole"],
        whose=one_of((*scopes["own"], *scopes["region"], *scopes["system"], *scopes["not_scopes"])),
        counted=re.compile(f"(?:{one_of(data['counted']).pattern})+$"),
        own_units={
            level: re.compile(rf"{one_of(heads).pattern}[一-龥]{{0,8}}?{one_of(data['own_units']).pattern}")
            for level, heads in data["own_unit_heads"].items()
        },
        as_own=data["as_own"],
        others=one_of((*scopes["parts"], *scopes["below"], *scopes["other"])),
    )


@dataclass(frozen=True, slots=True)
class LegendWords:
    """The words that say which number of a group is told of, and what joins it to its meaning."""

    places: Mapping[str, re.Pattern[str]]
    """The words for one place of a group, by what they name."""
    statement: re.Pattern[str]
    """A place, what may stand behind it, and the word that its meaning follows."""
    beyond: re.Pattern[str]
    """That it speaks for what follows in the whole text."""
    in_order: re.Pattern[str]
    times: re.Pattern[str]
    no_counts: re.Pattern[str]
    """At the end of names: what they name is planned, or a proportion."""
    joined: re.Pattern[str]
    """What stands between the names of both …"""
    listed: re.Pattern[str]
    """… and between those of several in brackets."""
    unit: str
    """A measure word as a pattern without a group."""


PLACES = ("out_in", "in_out", "both", "inside", "outside", "before", "after")


@compiled_once
def legend_words(catalog: Catalog) -> LegendWords:
    """The words of ``catalog``."""
    data: Mapping[str, Any] = catalog.lexicon["tables"]
    places = {name: one_of(data[f"legend_{name}"]) for name in PLACES}
    named = "|".join(f"(?P<{name}>{pattern.pattern})" for name, pattern in places.items())
    which, is_ = one_of(data["legend_which"]).pattern, one_of(data["legend_is"]).pattern
    units = {unit for family in catalog.measure_words.families for unit in family.printed}
    return LegendWords(
        places=places,
        statement=re.compile(rf"(?:{named})(?:{which})*{is_}(?P<label>[^,;。:\n]{{1,24}})"),
        beyond=one_of(data["legend_beyond"]),
        in_order=one_of(data["legend_in_order"]),
        times=one_of(data["legend_times"]),
        no_counts=one_of(data["no_counts"], "$"),
        joined=one_of(data["legend_and"]),
        listed=one_of(data["legend_listed"]),
        unit=f"(?:{one_of(units).pattern}|%)",
    )
