"""What joins and opens the pieces of lists, as the lexicon states it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from catalog import Catalog
from ingestion.extraction.text.boundaries import STRONG
from ingestion.extraction.text.dates import year_or_its_end
from ingestion.extraction.text.lists.year_words import YearWords, year_words
from ingestion.extraction.words.wordlist import each_alone, not_behind, one_of, standing_alone
from ingestion.quantities.compiled import compiled_once
from ingestion.quantities.normalise import normalise


@dataclass(frozen=True, slots=True)
class ListWords:
    """The words of lists, see ``catalog/lexicon/lists.yaml``."""

    conjunctions: tuple[str, ...]
    not_conjunctions: tuple[str, ...]
    separator: re.Pattern[str]
    respectively: re.Pattern[str]
    row_begins: re.Pattern[str]
    """Before the first number of a row: each belongs to its own piece."""
    summed: re.Pattern[str]
    alike: re.Pattern[str]
    both: tuple[str, ...]
    lead: re.Pattern[str]
    parts_of: tuple[str, ...]
    rest_of: tuple[str, ...]
    by_whom: str
    """Behind a number: who did it follows."""
    remainder: re.Pattern[str]
    """At the head of a clause, up to its number: it counts what is left of a figure."""
    named_parts: tuple[str, ...]
    share: str
    share_said: re.Pattern[str]
    closing_total: re.Pattern[str]
    no_names: re.Pattern[str]
    """What stands in no name of a part of a sum."""
    ours: re.Pattern[str]
    """All that says of a number that so many of what was told before it are the bureau's own."""
    being: re.Pattern[str]
    another_year: re.Pattern[str]
    """All that a piece says before a number of another year (去年为)."""
    goes_on_behind: re.Pattern[str]
    """Behind the bracket of another year: the clause goes on, and not with what compares the two."""
    ranked: re.Pattern[str]
    """At the end of a clause: its noun is put in order of size among its like."""
    row_head: re.Pattern[str]
    """At the end of a clause: it names what the numbers of the row behind it count."""
    within: re.Pattern[str]
    """Behind a noun: parts of what it names are told next."""
    among: re.Pattern[str]
    """Directly before a number: it counts some among what is named before."""
    grown_to: re.Pattern[str]
    points: frozenset[str]
    of_all: re.Pattern[str]
    of_people: re.Pattern[str]
    """All that may part a number from the people of it."""
    people: frozenset[str]
    no_piece: str
    and_others: str
    held_once: str
    """The measure word of an occasion that is only counted to tell of it."""
    years: YearWords
    """Lists of years."""
    between_numbers: re.Pattern[str]
    """All that may part the numbers of a row without nouns."""
    outcomes: re.Pattern[str]
    reached: re.Pattern[str]
    fronting: tuple[str, ...]
    """A clause that begins so may have the verb of its number behind the comma …"""
    having: tuple[str, ...]
    """… and one that begins so with its number."""
    predicating: re.Pattern[str]
    """Behind the number this shows that its clause has a verb."""
    publications: tuple[str, ...]
    """With one of these the title of a newspaper or a journal ends."""


@compiled_once
def list_words(catalog: Catalog) -> ListWords:
    """The words of ``catalog``."""
    data: Mapping[str, Any] = catalog.lexicon["lists"]
    conjunctions = tuple(data["conjunctions"])
    joining = each_alone(conjunctions, data["not_conjunctions"])
    both = one_of(data["both"]).pattern
    alike = each_alone(data["alike"], data["not_alike"])
    whose = rf"{one_of(data['grown_of']).pattern}?(?:{one_of(catalog.lexicon['scopes']['region']).pattern})?"
    closing = one_of((*data["summed"], *data["closing"])).pattern
    said = data["before_number"]
    years = catalog.lexicon["periods"]
    this_year = (*years["unnumbered_years"], *years["whole_years"])
    being = f"{one_of((*data['summed'], *data['being'], *this_year)).pattern}|{year_or_its_end(catalog)}"
    return ListWords(
        conjunctions=(*conjunctions, *data["joining_clauses"]),
        not_conjunctions=tuple(data["not_conjunctions"]),
        separator=re.compile(rf"、|{joining}|,"),
        respectively=one_of(data["respectively"]),
        row_begins=re.compile(
            rf"{one_of(data['respectively']).pattern}[{data['no_piece']}{said['closing']}]?\s*$"
        ),
        summed=re.compile(rf"{one_of(data['summed']).pattern}[{said['summed']}]?\s*$"),
        both=tuple(data["both"]),
        alike=re.compile(rf"{alike}|“{both}(?=100%|百)|{both}(?=100%|百)"),
        lead=re.compile(rf"{one_of(data['leads']).pattern}+[,:]?"),
        parts_of=tuple(data["parts_of"]),
        rest_of=tuple(data["rest_of"]),
        by_whom=catalog.lexicon["scopes"]["by"],
        remainder=re.compile(
            rf"{one_of((*data['rest_of'], *data['left_of_it'])).pattern}[^{STRONG}\d]{{0,6}}\d"
        ),
        named_parts=tuple(normalise(word) for word in data["named_parts"]),
        share=data["share"],
        share_said=_share_said(data, catalog.lexicon["linking"]["attributive"]),
        closing_total=re.compile(rf"[,、 ]*{closing}[{said['closing']}]?\s*"),
        goes_on_behind=_goes_on_behind(catalog),
        ranked=one_of(data["ranked"], "$"),
        row_head=one_of((catalog.lexicon["linking"]["attributive"], *data["row_heads"]), "$"),
        no_names=one_of(data["no_names_of_parts"]),
        within=_within(catalog.lexicon["doubts"], data["inside"]),
        among=_among(catalog.lexicon["doubts"]),
        points=frozenset(catalog.lexicon["stances"]["comparison"]["points"]),
        of_people=re.compile(rf"[,、 ]*(?:{closing})?[, ]*"),
        people=frozenset(data["people"]),
        of_all=re.compile(rf",{one_of(data['of_all']).pattern}"),
        no_piece=" \t" + data["no_piece"],
        and_others=data["and_others"],
        held_once=data["held_once"],
        years=year_words(catalog),
        between_numbers=re.compile(rf"\s*(?:[、,;]|{one_of(conjunctions).pattern})?\s*"),
        outcomes=one_of(data["outcomes"]),
        reached=re.compile(rf"(?:{one_of(data['summed']).pattern})?{one_of(data['reached']).pattern}"),
        fronting=tuple(data["fronting"]),
        having=tuple(data["having"]),
        predicating=one_of(data["predicating"]),
        publications=tuple(data["publications"]),
        grown_to=re.compile(rf"{whose}{one_of(data['grown_to']).pattern}[{said['grown_to']}]?\s*"),
        ours=_ours(data["ours"], catalog),
        being=re.compile(rf"\s*(?:{being})+\s*"),
        another_year=re.compile(rf"\s*{_of_another_year(catalog)}(?:{being})*\s*"),
    )


def _ours(data: Mapping[str, Any], catalog: Catalog) -> re.Pattern[str]:
    """The bureau's name with what may stand around it before a number (由我局承办的有)."""
    before, behind, counting = (one_of(data[name]).pattern for name in ("before", "behind", "counting"))
    name = one_of(catalog.lexicon["scopes"]["own"]).pattern
    attributive = catalog.lexicon["linking"]["attributive"]
    return re.compile(rf"{before}?{name}(?:{behind})?{attributive}?{counting}?")


def _of_another_year(catalog: Catalog) -> str:
    """The year before, or one that is named, at the head of a piece (去年, 2030年末)."""
    comparison = catalog.lexicon["stances"]["comparison"]
    past = one_of((*comparison["past_year"], *comparison["previous"])).pattern
    same = one_of(comparison["same_time"]).pattern
    return rf"(?:{past}|{year_or_its_end(catalog)}){same}?"


def _goes_on_behind(catalog: Catalog) -> re.Pattern[str]:
    """Any word but those that compare (12场（去年10场）讲座, not 12场（去年10场），增长…)."""
    comparison = catalog.lexicon["stances"]["comparison"]
    kinds = ("than", "change", "change_short", "more", "against", "measured_by", "only_level")
    compared = one_of(chain.from_iterable(comparison[kind] for kind in kinds)).pattern
    lists = catalog.lexicon["lists"]
    joining = one_of((*lists["conjunctions"], *lists["joining_clauses"])).pattern
    return re.compile(rf"(?!{compared}|{joining})[一-龥]")


def _share_said(data: Mapping[str, Any], attributive: str) -> re.Pattern[str]:
    """All that may stand before a share of the figure before (占审结总数的比重为)."""
    of, said = one_of(data["share_of"]).pattern, one_of(data["share_said"]).pattern
    every, reached = one_of(data["share_of_all"]).pattern, one_of(data["share_reached"]).pattern
    share = f"{data['share']}{data['share_compared']}?"
    number = rf"(?:{reached}|[{data['before_number']['share']}])"
    return re.compile(rf"{share}(?:{every}?{of})?{attributive}?{said}?{number}?")


def _among(data: Mapping[str, Any]) -> re.Pattern[str]:
    """All that may stand between the things of which some are counted and the number of these."""
    return not_behind(data["within"], data["frames"], rf",?{one_of(data['found_there']).pattern}$")


def _within(data: Mapping[str, Any], inside: str) -> re.Pattern[str]:
    """Behind a noun: its parts are told next (46户企业中A级15户), not that some of it are so (中，有3户)."""
    within = standing_alone((*data["within"], inside), data["not_within"])
    return re.compile(rf"{within.pattern}(?!,?{one_of(data['found_there']).pattern})")
