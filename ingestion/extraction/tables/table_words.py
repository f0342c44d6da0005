"""The words of headers, labels and legends, see ``catalog/lexicon/tables.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
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
    number: str
    """The plainest name of a column of these."""
    plans: re.Pattern[str]
    """The whole name of what is planned."""
    totals: re.Pattern[str]
    own: re.Pattern[str]
    places: re.Pattern[str]
    units: re.Pattern[str]
    stating: re.Pattern[str]
    listed_by: re.Pattern[str]
    columns: re.Pattern[str]
    """What stands around the names of columns in a sentence."""
    unit_column: re.Pattern[str]
    unit_said: re.Pattern[str]
    part_of: re.Pattern[str]
    as_part: str
    as_whole: str
    whose: re.Pattern[str]
    """The words of ``catalog/lexicon/scopes.yaml`` that say whose the figures of a whole table are."""
    counted: re.Pattern[str]
    """What only says that something is counted, at the end of a name."""
    by_name: Mapping[str, str]
    """The measure word that the end of a name asks for (涉及人数)."""
    money: str
    plain_counts: re.Pattern[str]
    """At the end of a name: all that is said is that cases or papers are counted."""
    own_units: Mapping[str, re.Pattern[str]]
    """The names of the parts of a bureau of each level (市支队)."""
    as_own: str
    levels: Mapping[str, str]
    """Of what level a word of ``whose`` speaks."""
    departments: re.Pattern[str]
    """Other departments, by the end of their names."""
    others: re.Pattern[str]
    """Bodies below the bureau, and other ones."""

    def asked_by_name(self, name: str) -> str:
        """The measure word that the end of a name asks for, if any."""
        return next((unit for end, unit in self.by_name.items() if name.endswith(end)), "")


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
        number=data["values"][0],
        plans=re.compile(rf"{one_of(data['planned_by']).pattern}*{one_of(data['plans']).pattern}"),
        totals=re.compile(one_of(data["totals"]).pattern + "$"),
        own=one_of(data["own"]),
        places=re.compile(one_of(data["places"]).pattern + "$"),
        units=re.compile(f"(?:{one_of(units).pattern})$"),
        stating=re.compile(rf"\d|{one_of(data['stating']).pattern}"),
        listed_by=one_of(data["listed_by"]),
        columns=one_of(data["columns"]),
        unit_column=re.compile(rf"^{one_of(data['unit_column']).pattern}(?:\(|$)"),
        unit_said=re.compile(rf"^{one_of(data['unit_column']).pattern}:"),
        part_of=re.compile(rf"^{one_of(data['part_of']).pattern}:?"),
        as_part=data["as_part"],
        as_whole=data["as_whole"],
        whose=one_of((*scopes["own"], *scopes["region"], *scopes["system"], *scopes["not_scopes"])),
        counted=re.compile(f"(?:{one_of(data['counted']).pattern})+$"),
        by_name=data["measured_by_name"],
        money=data["money"],
        plain_counts=one_of(data["plain_counts"], "$"),
        own_units={
            level: re.compile(rf"{one_of(heads).pattern}[一-龥]{{0,8}}?{one_of(data['own_units']).pattern}")
            for level, heads in data["own_unit_heads"].items()
        },
        as_own=data["as_own"],
        levels=scopes["levels"],
        departments=one_of(scopes["bodies"], "$"),
        others=one_of((*scopes["parts"], *scopes["below"], *scopes["other"])),
    )


@dataclass(frozen=True, slots=True)
class LegendWords:
    """The words that say which number of a group is told of, and what joins it to its meaning."""

    places: Mapping[str, re.Pattern[str]]
    """The words for one place of a group, by what they name."""
    any_place: re.Pattern[str]
    """Any of them, in a group of what it names."""
    is_called: re.Pattern[str]
    """What joins a place to its ``label`` behind it …"""
    called_before: re.Pattern[str]
    """… and to the one before it, at the end of a stretch …"""
    called_beside: re.Pattern[str]
    """… where the place itself says that it is one."""
    called_behind: re.Pattern[str]
    """… which has it behind where before it only stands one of the next."""
    topics: re.Pattern[str]
    short: re.Pattern[str]
    """The other place of a pair and its ``label``, in a group of what it names."""
    joints: re.Pattern[str]
    """What joins the name of a place to the next one."""
    beyond: re.Pattern[str]
    """That it speaks for what follows in the whole text …"""
    throughout: re.Pattern[str]
    """… even where it only leads in to a list …"""
    back: re.Pattern[str]
    """… or for what stands before it."""
    in_order: re.Pattern[str]
    shared: re.Pattern[str]
    """The noun at the end of the last name that those before it leave out."""
    times: re.Pattern[str]
    no_counts: re.Pattern[str]
    """At the end of names: what they name is planned, or a proportion."""
    joined: re.Pattern[str]
    """What stands between the names of both …"""
    listed: re.Pattern[str]
    """… and between those of several in brackets."""
    unit: str
    """A measure word as a pattern without a group."""
    unit_told: re.Pattern[str]
    """That this is the ``unit`` of what has none."""


PLACES = ("out_in", "in_out", "both", "inside", "outside", "before", "after", "former", "latter")
BESIDE = {"in_front": "former", "in_back": "latter", "bracketed": "inside"}
"""Words for a place that follow its name, and which place they mean."""


@compiled_once
def legend_words(catalog: Catalog) -> LegendWords:
    """The words of ``catalog``."""
    data: Mapping[str, Any] = catalog.lexicon["tables"]
    bracketed = list(map("".join, product(*data["legend_bracketed"].values())))
    places = {name: one_of(data[f"legend_{name}"]) for name in (*PLACES, *BESIDE) if name != "bracketed"}
    places["bracketed"] = one_of(bracketed)
    places["former"] = re.compile(f"{places['former'].pattern}|{_first_side(data)}")
    named = "|".join(f"(?P<{name}>{pattern.pattern})" for name, pattern in places.items())
    which, is_ = one_of(data["legend_which"]).pattern, one_of(data["legend_is"]).pattern
    severally = one_of((*data["legend_which"], *data["legend_severally"])).pattern
    placed, joints = one_of(data["legend_placed"]).pattern, one_of(data["legend_joints"]).pattern
    moved = rf"(?:[^,;。:\n()、]*{one_of(data['legend_moving']).pattern})?"
    taking = rf"(?:^|(?<=[,;。:\n()、])){moved}{one_of(data['legend_taking']).pattern}*"
    short = {name: one_of(words).pattern for name, words in data["legend_short"].items()}
    any_short = f"(?:{'|'.join(short.values())})"
    named_short = "|".join(f"(?P<{name}>{pattern})" for name, pattern in short.items())
    units = {unit for family in catalog.measure_words.families for unit in family.printed}
    unit = f"(?:{one_of(units).pattern}|%)"
    label = rf"(?P<label>(?:(?!{named_free(places)}|[、]{any_short}{is_})[^,;。:\n]){{1,24}})"
    kinds = one_of(data["shared_kinds"]).pattern
    measured, which_unit = one_of(data["legend_units"]).pattern, one_of(data["legend_unit_which"]).pattern
    return LegendWords(
        places=places,
        any_place=re.compile(named),
        is_called=re.compile(rf"(?:{severally})*{is_}{label}"),
        called_before=re.compile(rf"{taking}(?P<label>[^,;。:\n()、]{{1,16}}?)(?:{which})*{placed}$"),
        called_beside=re.compile(rf"{taking}(?P<label>[^,;。:\n()、]{{1,16}}?)(?:{which})*$"),
        called_behind=re.compile(rf"(?:{severally})*{is_}?{label}"),
        topics=re.compile(f"{one_of(data['legend_topics']).pattern}+"),
        short=re.compile(rf"[,、;]?(?:{named_short})(?:{severally})*{is_}{label}"),
        joints=re.compile(rf"^{joints}+|{joints}+$"),
        beyond=one_of(data["legend_beyond"]),
        throughout=one_of(data["legend_throughout"]),
        back=one_of(data["legend_back"]),
        in_order=one_of(data["legend_in_order"]),
        shared=re.compile(rf"(?<!^){kinds}*{one_of(data['shared_nouns']).pattern}$"),
        times=one_of(data["legend_times"]),
        no_counts=one_of(data["no_counts"], "$"),
        joined=one_of(data["legend_and"]),
        listed=one_of(data["legend_listed"]),
        unit=unit,
        unit_told=re.compile(rf"{measured}(?:{which_unit})*(?:{is_}|:)(?P<unit>{unit})(?=[,;。:()\n]|$)"),
    )


def _first_side(data: Mapping[str, Any]) -> str:
    """The first of a pair called by its side alone, no part of another word (前为上年数, 数据前为今年)."""
    side, behind = data["legend_side"]["word"], data["legend_side"]["behind"]
    is_ = one_of(data["legend_is"]).pattern
    return rf"{side}(?:(?<![一-龥]{side})|(?<=[{behind}]{side}))(?={is_})"


def named_free(places: Mapping[str, re.Pattern[str]]) -> str:
    """Any place as a pattern without a name."""
    return "|".join(pattern.pattern for pattern in places.values())
