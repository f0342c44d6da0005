"""The words that the grammar of quantities needs, compiled once from the catalogue's lexicon."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

from catalog import Catalog
from ingestion.observations import Qualifier
from ingestion.quantities import misprints, patterns
from ingestion.quantities.compiled import compiled_once
from ingestion.quantities.dates import half_year
from ingestion.quantities.labels import Labels, compile_labels
from ingestion.quantities.normalise import normalise
from ingestion.quantities.numberforms import NumberWords, number_forms, numeral_starts
from ingestion.quantities.numerals import HALF, NUMERAL_CHARACTERS, numerals_of_accounts

WordKind = str
"""What a fixed word is: ``ordinary`` (no mention), ``name``, ``date``, ``ordinal`` or ``telephone``."""


@dataclass(frozen=True, slots=True)
class NumeralLexicon:
    """Fixed words with numerals, hedges and the patterns built from the measure words."""

    automaton: AhoCorasick
    kinds: tuple[WordKind, ...]
    accounts: re.Pattern[str]
    """What may be a numeral of accounts (壹仟贰佰万)."""
    starts: re.Pattern[str]
    """The first character of a numeral, or of what begins like one."""
    like_numerals: frozenset[str]
    """The characters of these that are none by themselves (双, 首)."""
    numbers: re.Pattern[str]
    half_year: re.Pattern[str]
    vague: frozenset[str]
    """The characters that leave a numeral behind them vague (数十件)."""
    before: re.Pattern[str]
    qualifiers: Mapping[str, Qualifier]
    part_of_a_word: Mapping[str, str]
    durations: frozenset[str]
    none_before: tuple[str, ...]
    none_behind: re.Pattern[str]
    """What denies the one that stands before it, at the end of its clause."""
    not_one: re.Pattern[str]
    """… or denies something of each one."""
    zero_behind: tuple[str, ...]
    """What says of a count that it is the number behind it."""
    rate: str
    """The character that ends the name of a rate."""
    money: Mapping[str, Decimal]
    labels: Labels
    slipped: re.Pattern[str]
    parted: re.Pattern[str]
    both_whole: re.Pattern[str]
    """Two wholes in words (双百), which behind `rates` says 100 % of both."""
    both_heads: frozenset[str]
    rates: re.Pattern[str]
    counts_at_end: frozenset[str]
    """Words with a measure word that count where they end a clause."""
    called_by_lines: frozenset[str]
    """What a telephone line is called by: behind its number none of these is a measure word."""
    holiday_before: re.Pattern[str]
    """Another holiday at once before a number makes that a holiday too (五一、十一)."""
    from_day: re.Pattern[str]
    from_units: frozenset[str]
    """Measure words that say behind a day that something begins there (从十一起)."""
    unit_line: re.Pattern[str]
    """What stands before one of the units that a line names (单位:件、万元)."""


def numeral_lexicon(catalog: Catalog) -> NumeralLexicon:
    """The compiled lexicon of ``catalog``; the same content is compiled once per process."""
    return _compiled(catalog)


@compiled_once
def _compiled(catalog: Catalog) -> NumeralLexicon:
    lexicon, around = catalog.lexicon, _around(catalog)
    hedges, terms, lists = lexicon["hedges"], lexicon["fixed_terms"], lexicon["lists"]
    words = _fixed_words(lexicon)
    unit = patterns.unit_of(around.units, around.not_before)
    measure_words = patterns.unit_of(_measure_words(catalog), around.not_before)
    halves, like = lexicon["numbers"]["dates"]["halves"], terms["like_numerals"]
    return NumeralLexicon(
        automaton=AhoCorasick(list(words), matchkind=MatchKind.LeftmostLongest),
        kinds=tuple(words.values()),
        accounts=numerals_of_accounts(lexicon["numbers"]["accounts"]["words"]),
        starts=numeral_starts(like, _words(terms["ordinal_words"]), halves),
        like_numerals=frozenset(like),
        numbers=number_forms(around),
        half_year=half_year(halves),
        vague=frozenset(hedges["vague"]),
        before=re.compile(
            f"(?:{patterns.any_of(_of(hedges, 'before'))})(?=[ \\t{hedges['between']}]{{0,2}}$)"
        ),
        qualifiers=_qualifiers(hedges),
        part_of_a_word=hedges["part_of_a_word"],
        none_before=tuple(hedges["none_before"]),
        none_behind=re.compile(rf"(?:{patterns.any_of(hedges['none_behind'])})(?=[,。;、)\n]|$)"),
        not_one=re.compile(f"(?:{patterns.any_of(hedges['not_one'])})"),
        zero_behind=tuple(hedges["zero_behind"]),
        rate=hedges["rate"],
        durations=frozenset(lexicon["other_units"]["durations"]),
        money={unit: Decimal(str(times)) for unit, times in catalog.measure_words.multipliers.items()},
        labels=compile_labels(around, terms, measure_words, unit),
        both_whole=re.compile(
            rf"(?:{patterns.any_of(lists['both'])})(?:{patterns.any_of(lists['wholes'])})(?![一-龥])"
        ),
        both_heads=frozenset(word[0] for word in lists["both"]),
        rates=re.compile(rf"{hedges['rate']}(?:{patterns.any_of(lists['reaching'])})*“?$"),
        counts_at_end=frozenset(_words(terms["counts_at_end"])),
        called_by_lines=frozenset(_words(terms["called_by_lines"])),
        holiday_before=_at_end(
            _words(terms["holidays"]), f"(?:{patterns.any_of(terms['joining_holidays'])})"
        ),
        from_day=_at_end(terms["from_day"], ""),
        from_units=frozenset(terms["from_units"]),
        unit_line=re.compile(rf"(?:{patterns.any_of(lexicon['tables']['unit_column'])})[:：][^。;\n\d]*$"),
        slipped=misprints.slipped_number(unit),
        parted=misprints.parted_number(unit, _money(catalog)),
    )


def _around(catalog: Catalog) -> NumberWords:
    """The words around numerals, as the catalogue states them."""
    lexicon, other = catalog.lexicon, catalog.lexicon["other_units"]
    return NumberWords(
        units=_units(catalog),
        not_before=other["not_before"],
        points=lexicon["stances"]["comparison"]["points"],
        fractional=other["fractional"],
        scaled=other["scaled"],
        inside=_of(lexicon["hedges"], "inside"),
        after=_of(lexicon["hedges"], "after"),
        names=[normalise(pattern) for pattern in lexicon["fixed_terms"]["name_patterns"]],
        written=lexicon["numbers"],
    )


def _fixed_words(lexicon: Mapping[str, Any]) -> dict[str, WordKind]:
    terms = lexicon["fixed_terms"]
    sources: tuple[tuple[WordKind, str], ...] = (
        ("ordinary", lexicon["ordinary_words"]["words"]),
        ("name", lexicon["place_names"]["words"]),
        ("name", terms["names"]),
        ("date", terms["dates"]),
        ("ordinal", terms["ordinal_words"]),
        ("telephone", terms["telephone_lines"]),
    )
    heads = NUMERAL_CHARACTERS + HALF + "".join(terms["like_numerals"])
    return {word: kind for kind, words in sources for word in _words(words) if _has_numeral(word, heads)}


def _at_end(words: Iterable[str], joined: str) -> re.Pattern[str]:
    """One of some words, and what joins it to the next, at the end of a text."""
    return re.compile(rf"(?:{patterns.any_of(words)})[”’]?{joined}[“‘]?$")


def _words(text: str) -> list[str]:
    return [normalise(word) for word in text.split()]


def _has_numeral(word: str, heads: str) -> bool:
    return any(c.isdigit() or c in heads for c in word)


def _units(catalog: Catalog) -> list[str]:
    """The measure words: 万元 is none, for the scale belongs to its number, and neither is %."""
    other, money = catalog.lexicon["other_units"], _money(catalog)
    counts = [
        word for family in catalog.measure_words.families if family.kind == "count" for word in family.printed
    ]
    return sorted({normalise(word) for word in (*counts, money, *other["durations"], *other["others"])})


def _money(catalog: Catalog) -> str:
    """The unit of money."""
    return next(family.unit for family in catalog.measure_words.families if family.kind == "money")


def _measure_words(catalog: Catalog) -> list[str]:
    """The units without the nouns counted by themselves (园区, 制度): a heading may begin with these."""
    nouns = {normalise(word) for word in catalog.lexicon["other_units"]["others"] if len(word) > 1}
    return [unit for unit in _units(catalog) if unit not in nouns]


def _of(hedges: Mapping[str, Any], place: str) -> list[str]:
    return [word for kind in ("at_least", "at_most", "approx") for word in hedges[kind][place]]


def _qualifiers(hedges: Mapping[str, Any]) -> dict[str, Qualifier]:
    kinds: Iterable[Qualifier] = ("at_least", "at_most", "approx")
    return {word: kind for kind in kinds for place in hedges[kind].values() for word in place}
