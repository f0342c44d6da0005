"""Figures of other subjects in the words of the catalogue: what else a sentence tells of."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ahocorasick_rs import AhoCorasick

from catalog import Catalog
from ingestion.extraction.text import reach
from ingestion.extraction.text.marked import STOPS, MarkedText
from ingestion.extraction.text.surroundings import STRONG, Surroundings
from ingestion.extraction.words.wordlist import one_of
from ingestion.quantities.compiled import compiled_once
from ingestion.quantities.normalise import normalise


@dataclass(frozen=True, slots=True)
class Subject:
    """Something else that figures are told of."""

    named: re.Pattern[str]
    back: re.Pattern[str]
    """Words that turn to the subjects of the catalogue again."""
    of: frozenset[str]
    """The indicators whose words it shares; any where none is listed."""
    all_but: frozenset[str]
    units: frozenset[str]
    """The measure words it counts with; any where none is listed."""

    def shares(self, indicator_id: str, unit: str) -> bool:
        """Whether a figure of this indicator, counted with this measure word, may be meant of it."""
        if self.units and unit not in self.units:
            return False
        return indicator_id not in self.all_but and (not self.of or indicator_id in self.of)


@compiled_once
def elsewhere(catalog: Catalog) -> Elsewhere:
    """The other subjects that ``catalog`` knows; the same content is compiled once per process."""
    return Elsewhere(catalog)


class Elsewhere:
    """What may be told of in a sentence besides the subjects of the catalogue."""

    def __init__(self, catalog: Catalog) -> None:
        data, lists = catalog.lexicon["elsewhere"], catalog.lexicon["lists"]
        self._subjects = tuple(map(_subject, data["subjects"]))
        by_word = _subjects_by_word(data["subjects"])
        self._named = AhoCorasick(list(by_word))
        self._naming = tuple(by_word.values())
        """The subjects that each of the words names."""
        self._read_partners(data, lists["and_others"])
        self._of_some = _of_some(catalog)
        self._together = re.compile(one_of(data["together_with"]).pattern + r"[^,。;、\d]{0,10}$")
        self._asked_for = re.compile(r"[^,。;、\d]{0,6}?" + one_of(data["asked_for"]).pattern)
        own = one_of(catalog.lexicon["scopes"]["own"]).pattern
        self._our_share = re.compile(rf"{own}[^,。;、\d]{{0,2}}{one_of(data['our_share']).pattern}$")

    def _read_partners(self, data: Mapping[str, Any], and_others: str) -> None:
        """The words of bodies that acted together, which a number counts."""
        act, listed = one_of(data["partners_act"]).pattern, one_of(data["partners_listed"]).pattern
        self._partners = (*data["partners_counted"], "")
        self._all_together = _all_together(data, and_others)
        self._partners_act = re.compile(rf"(?:{one_of(data['partners']).pattern})?{act}")
        self._partners_listed = re.compile(rf"{listed}[^,。;]*{and_others}$")

    def reason(self, marked: MarkedText, around: Surroundings, indicator_id: str) -> str | None:
        """Why a figure may not be one of this indicator, by name; None where nothing speaks against it."""
        if self._of_other_subject(marked, around, indicator_id):
            return "other_subject"
        if self._of_partners(marked, around):
            return "partners"
        clause = marked.boundary_before(around.mention.start, STRONG, reach.CLAUSE)
        if self._of_our_share(marked, around, clause):
            return "other_subject"
        some = self._of_some.match(marked.normal, clause, around.mention.start)
        return "of_some" if some is not None else None

    def _of_our_share(self, marked: MarkedText, around: Surroundings, clause: int) -> bool:
        """全县进驻事项1204项，我局占8%: the share that the bureau has in a total of others."""
        share = around.mention.unit == "%"
        return share and self._our_share.search(marked.normal, clause, around.mention.start) is not None

    def _of_other_subject(self, marked: MarkedText, around: Surroundings, indicator_id: str) -> bool:
        text, at = marked.normal, around.mention.start
        start = max(around.sentence, marked.boundary_before(at, STOPS, reach.ABOUT))
        named_here = marked.named_in("other subjects", self._named, start, at)
        for number in sorted({number for word in named_here for number in self._naming[word]}):
            subject = self._subjects[number]
            meant = subject.shares(indicator_id, around.mention.unit)
            named = _last_open(marked, subject.named, start, at) if meant else None
            if named is not None and self._only_named(text, start, named):
                continue
            if named is not None and subject.back.search(text, named.end(), at) is None:
                return True
        return False

    def _only_named(self, text: str, start: int, named: re.Match[str]) -> bool:
        """Whether another subject is only a partner (会同法院发布…), or asked for what follows."""
        if self._together.search(text, start, named.start()) is not None:
            return True
        return self._asked_for.match(text, named.end()) is not None

    def _of_partners(self, marked: MarkedText, around: Surroundings) -> bool:
        """与总工会、工商联等三家共同成立…: the number counts who acts together, or what all of them did."""
        mention = around.mention
        clause = marked.boundary_before(mention.start, STRONG, reach.CLAUSE)
        if self._all_together.match(marked.normal, clause, mention.start):
            return True
        if mention.unit not in self._partners:
            return False
        if self._partners_act.match(marked.normal, mention.end):
            return True
        before = marked.normal[marked.boundary_before(mention.start, ",。;\n", reach.CLAUSE) : mention.start]
        return self._partners_listed.search(before) is not None


def _subjects_by_word(entries: Iterable[Mapping[str, Any]]) -> dict[str, list[int]]:
    """The numbers of the subjects that a word names."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        for word in dict.fromkeys(normalise(word) for word in entry["named"]):
            found[word].append(number)
    return found


def _last_open(marked: MarkedText, pattern: re.Pattern[str], start: int, end: int) -> re.Match[str] | None:
    """The last place where a pattern is found, in no title and in no bracket that closes before ``end``."""
    found = [
        m
        for m in pattern.finditer(marked.normal, start, end)
        if marked.bracket_end(m.start()) >= end and not _in_title(marked, m.start())
    ]
    return found[-1] if found else None


def _in_title(marked: MarkedText, at: int) -> bool:
    index = bisect_right(marked.titles, (at, len(marked.normal))) - 1
    return index >= 0 and at < marked.titles[index][1]


def _subject(entry: Mapping[str, Any]) -> Subject:
    of, all_but, units = (frozenset(entry.get(name, ())) for name in ("of", "all_but", "units"))
    return Subject(one_of(entry["named"]), one_of(entry["back"]), of, all_but, units)


def _all_together(data: Mapping[str, Any], and_others: str) -> re.Pattern[str]:
    """A list of bodies at the head of a clause that tells what they did in all (住建、人社等部门共检查…)."""
    together = one_of((*data["together_with"], *data["partners_listed"])).pattern
    one = rf"(?:(?!{together})[^,。;、\d]){{1,8}}"
    return re.compile(
        rf"(?:{one}、)+{one}{and_others}[^,。;、]{{0,4}}?{one_of(data['all_together']).pattern}"
    )


def _of_some(catalog: Catalog) -> re.Pattern[str]:
    """The head of a clause that tells of some parts of the region (其中有个别县的…)."""
    data, attributive = catalog.lexicon["elsewhere"], catalog.lexicon["linking"]["attributive"]
    there_are = one_of(catalog.lexicon["doubts"]["there_are"]).pattern
    lead, some, members = (one_of(data[name]).pattern for name in ("some_lead", "some", "members"))
    return re.compile(rf"\s*(?:{lead})?{there_are}?{some}[^,。;、\d]{{0,4}}{members}{attributive}?")
