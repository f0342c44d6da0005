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
from ingestion.quantities import labels, misprints, patterns
from ingestion.quantities.compiled import compiled_once
from ingestion.quantities.normalise import normalise
from ingestion.quantities.numerals import NUMERAL_CHARACTERS

WordKind = str
"""What a fixed word is: ``ordinary`` (no mention), ``name``, ``date``, ``ordinal`` or ``telephone``."""


@dataclass(frozen=True, slots=True)
class NumeralLexicon:
    """Fixed words with numerals, hedges and the patterns built from the measure words."""

    automaton: AhoCorasick
    kinds: tuple[WordKind, ...]
    numbers: re.Pattern[str]
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
    section: re.Pattern[str]
    label_before: re.Pattern[str]
    label_ends: frozenset[str]
    """The characters that may stand before the number of a label."""
    label_number: re.Pattern[str]
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
    lexicon = catalog.lexicon
    words = _fixed_words(lexicon)
    hedges = lexicon["hedges"]
    units, not_before = _units(catalog), lexicon["other_units"]["not_before"]
    unit = patterns.unit_of(units, not_before)
    terms = lexicon["fixed_terms"]
    return NumeralLexicon(
        automaton=AhoCorasick(list(words), matchkind=MatchKind.LeftmostLongest),
        kinds=tuple(words.values()),
        numbers=patterns.numbers(
            units=units,
            not_before=not_before,
            inside=_of(hedges, "inside"),
            after=_of(hedges, "after"),
            names=[normalise(p) for p in terms["name_patterns"]],
        ),
        before=re.compile(f"(?:{patterns.any_of(_of(hedges, 'before'))})(?=[ \\t为了]{{0,2}}$)"),
        qualifiers=_qualifiers(hedges),
        part_of_a_word=hedges["part_of_a_word"],
        none_before=tuple(hedges["none_before"]),
        none_behind=re.compile(rf"(?:{patterns.any_of(hedges['none_behind'])})(?=[,。;、)\n]|$)"),
        not_one=re.compile(f"(?:{patterns.any_of(hedges['not_one'])})"),
        zero_behind=tuple(hedges["zero_behind"]),
        rate=hedges["rate"],
        durations=frozenset(lexicon["other_units"]["durations"]),
        money={unit: Decimal(str(times)) for unit, times in catalog.measure_words.multipliers.items()},
        section=labels.section_number(
            patterns.unit_of(_measure_words(catalog), not_before), unit, _of(hedges, "inside")
        ),
        label_before=labels.label_before(_words(terms["label_words"]), terms["label_not_after"]),
        label_ends=frozenset([" ", *(word[-1] for word in _words(terms["label_words"]))]),
        label_number=labels.label_number(unit),
        both_whole=re.compile(
            rf"(?:{patterns.any_of(lexicon['lists']['both'])})(?:百分之百|百分百|百)(?![一-龥])"
        ),
        both_heads=frozenset(word[0] for word in lexicon["lists"]["both"]),
        rates=re.compile(rf"{hedges['rate']}(?:{patterns.any_of(lexicon['lists']['reaching'])})*“?$"),
        counts_at_end=frozenset(_words(terms["counts_at_end"])),
        called_by_lines=frozenset(_words(terms["called_by_lines"])),
        holiday_before=_at_end(
            _words(terms["holidays"]), f"(?:{patterns.any_of(terms['joining_holidays'])})"
        ),
        from_day=_at_end(terms["from_day"], ""),
        from_units=frozenset(terms["from_units"]),
        unit_line=re.compile(rf"(?:{patterns.any_of(lexicon['tables']['unit_column'])})[:：][^。;\n\d]*$"),
        slipped=misprints.slipped_number(unit),
        parted=misprints.parted_number(unit),
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
    return {word: kind for kind, words in sources for word in _words(words) if _has_numeral(word)}


def _at_end(words: Iterable[str], joined: str) -> re.Pattern[str]:
    """One of some words, and what joins it to the next, at the end of a text."""
    return re.compile(rf"(?:{patterns.any_of(words)})[”’]?{joined}[“‘]?$")


def _words(text: str) -> list[str]:
    return [normalise(word) for word in text.split()]


def _has_numeral(word: str) -> bool:
    return any(c.isdigit() or c in NUMERAL_CHARACTERS or c in "双首半" for c in word)


def _units(catalog: Catalog) -> list[str]:
    other = catalog.lexicon["other_units"]
    families = [word for family in catalog.measure_words.families for word in family.printed]
    printed = [normalise(word) for word in (*families, *other["durations"], *other["others"])]
    return sorted(
        {unit for unit in printed if unit not in ("%", "百分之", "百万元", "千万元", "万元", "亿元", "千元")}
    )


def _measure_words(catalog: Catalog) -> list[str]:
    """The units without the nouns counted by themselves (园区, 制度): a heading may begin with these."""
    nouns = {normalise(word) for word in catalog.lexicon["other_units"]["others"] if len(word) > 1}
    return [unit for unit in _units(catalog) if unit not in nouns]


def _of(hedges: Mapping[str, Any], place: str) -> list[str]:
    return [word for kind in ("at_least", "at_most", "approx") for word in hedges[kind][place]]


def _qualifiers(hedges: Mapping[str, Any]) -> dict[str, Qualifier]:
    kinds: Iterable[Qualifier] = ("at_least", "at_most", "approx")
    return {word: kind for kind in kinds for place in hedges[kind].values() for word in place}
