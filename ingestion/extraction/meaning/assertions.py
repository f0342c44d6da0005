"""How a report stands to a number: as what was done, aimed at, claimed, found wanting or only told of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

from catalog import Catalog
from ingestion.extraction.matching.turns.told_of_all import told_of_all
from ingestion.extraction.matching.turns.turns import turns
from ingestion.extraction.meaning.plans.foreseen import foreseeing
from ingestion.extraction.meaning.plans.lists import plan_lists
from ingestion.extraction.meaning.plans.standing import standing
from ingestion.extraction.text import reach
from ingestion.extraction.text.dates import DIGITS_OF_YEAR
from ingestion.extraction.text.marked import STOPS, MarkedText
from ingestion.extraction.text.structure import Division, line_start
from ingestion.extraction.text.surroundings import STRONG, Surroundings
from ingestion.extraction.words.wordlist import (
    any_word,
    each_alone,
    ending,
    none_behind,
    not_behind,
    one_of,
    standing_alone,
)
from ingestion.observations import Assertion
from ingestion.quantities import Mention
from ingestion.quantities.compiled import compiled_once
from ingestion.quantities.numerals import numeral_value

Told = Literal["ahead", "done", "nothing"]

BOUNDS = ("at_least", "at_most")
"""A number that should be so many or more is asked for."""


@compiled_once
def assertions(catalog: Catalog) -> Assertions:
    """The cue words of ``catalog``; the same content is compiled once per process."""
    return Assertions(catalog)


class Assertions:
    """The cue words of plans, aims, claims and anecdotes, see ``catalog/lexicon/stances.yaml``."""

    def __init__(self, catalog: Catalog) -> None:
        data, periods = catalog.lexicon["stances"], catalog.lexicon["periods"]
        of, more = catalog.lexicon["linking"]["attributive"], catalog.lexicon["lists"]["and_others"]
        things, festivals = (one_of(periods[name]).pattern for name in ("of_things", "festivals"))
        self._read_plans(data)
        self._least = _least(catalog)
        self._read_aims(data, of, more)
        self._read_times_ahead(data, things, festivals)
        self._foreseeing, self._standing, self._turns = foreseeing(catalog), standing(catalog), turns(catalog)
        self._of_all, self._lists = told_of_all(catalog), plan_lists(catalog)
        self._demanded, self._guessed = _demanded(catalog), _guessed(catalog)
        aims = ("least", "ahead", "aims", "plans", "beyond", "planned", "orders", "target", "not_target")
        words = (
            *(word for kind in (*aims, "claimed", "supposed", "should_be") for word in data[kind]),
            *data["foreseen"]["words"],
            *data["foreseen"]["intending"],
            *data["foreseen"]["setting"],
            *catalog.lexicon["turns"]["guessing"],
            *(word for name in ("aims_set", "sets_out") for word in data[name]),
            *self._lists.words,
        )
        self._taking_stance = one_of(words)
        """Without one of these before it a number is neither aimed at nor claimed; most numbers have none."""
        self._limit_behind: str = data["limit_behind"]
        self._anecdotes = not_behind(data["anecdotes"], [r"\d"])
        self._news_of_all = one_of(data["news_of_all"])
        self._whole_year = one_of(catalog.lexicon["periods"]["whole_years"])
        self._done_on_a_day = frozenset(data["done_on_a_day"])
        self._claimed = standing_alone(data["claimed"], data["not_claimed"])

    def _read_plans(self, data: Mapping[str, Any]) -> None:
        """The words of what was planned or ordered, and of what was done as planned."""
        self._complied = re.compile(
            one_of(data["complied"]).pattern
            + rf"[^,。;]{{0,30}}?(?:{one_of(data['as_required']).pattern}"
            + rf"(?=[,。;]|{one_of(data['done']).pattern})"
            + rf"|{one_of(data['as_planned']).pattern}(?=[,。;]|{one_of(data['in_groups']).pattern}))"
            + rf"|{one_of(data['drawn_up']).pattern}[^,。;]{{0,30}}?{one_of(data['as_planned']).pattern}"
            + r"(?=[,。;])"
            + rf"|{one_of(data['as_told']).pattern}[^,。;\d]{{0,30}}?{one_of(data['as_required']).pattern}"
            + r"(?=[^,。;\d]{2})"
        )
        was, turned = (one_of(data[name]).pattern for name in ("was_planned", "turned_to"))
        self._changed = re.compile(f"{was}[^。;]*?{turned}")
        supposed = standing_alone(data["supposed"], data["not_supposed"]).pattern
        but = one_of(data["but"]).pattern
        self._supposed = re.compile(rf"(?:^|[{STRONG}])[^\S\n]*{but}?,?{supposed}")
        self._supposed_over = one_of(ending(data["turning_back"], "supposed"))
        self._planned, self._should_be = tuple(data["planned"]), tuple(data["should_be"])
        self._given = tuple(data["not_planned"])
        self._target = one_of((*data["target"], *data["not_target"]))
        self._no_target = frozenset(data["not_target"])
        self._wished = one_of(data["wished"])
        self._met = re.compile(rf"[^{STRONG}\d]{{0,8}}{one_of(data['met']).pattern}(?=[,:;])")

    def _read_aims(self, data: Mapping[str, Any], of: str, more: str) -> None:
        """The words of an aim before and behind a number, and of what ends it."""
        aims = one_of(data["aims_behind"]).pattern
        self._aim_beside = re.compile(
            rf"{one_of(data['beyond']).pattern}[^,。;()]{{0,16}}{one_of(data['aims_behind']).pattern}\([^()]*$"
        )
        self._aim_behind = re.compile(rf"(?:[^{STRONG}“]{{0,2}}(?:[^。;“\n]{{0,24}}”)?{of}|”){aims}")
        self._own_result = re.compile(rf"[,;]{one_of(data['own_result']).pattern}")
        plans = none_behind(data["plans"], data["as_by"])
        self._aims = re.compile(f"{any_word(data['aims'])}|{plans}")
        self._set_out = re.compile(_set_by_document(data, of))
        self._told_to = one_of((*data["as_told"], *data["complied"]))
        self._plans = frozenset(data["plans"])
        self._aim_reached = one_of(ending(data["turning_back"], "aim"))
        counted = data["aims_counted"] + one_of(data["listed_aims"]).pattern
        self._listed_aims = re.compile(rf"{more}[^{STRONG}]{{0,4}}{counted}")

    def _read_times_ahead(self, data: Mapping[str, Any], things: str, festivals: str) -> None:
        """The words of a time to come or past that begin a clause or a sentence."""
        ahead = one_of(data["ahead"]).pattern
        so_far, done_again = (
            one_of(ending(data["turning_back"], told)).pattern for told in ("ahead", "plans")
        )
        self._ahead = re.compile(rf"(?:^|[{STRONG}])[^\S\n]*{ahead}")
        # 今后凡是…都要…: a rule for every such case, which makes no plan of what follows it.
        ahead += rf"(?!,?{one_of(data['rule_for_all']).pattern})"
        # 2032年1月报送的《2031年度报告》: the day of a thing, not a year that lies ahead.
        dated = rf"\d{{1,2}}月(?:\d{{1,2}}日)?[^,。;\n\d]{{0,10}}?{things}"
        ahead_first = (
            rf"[^\S\n]*(?:(?P<ahead>{ahead})|(?P<done>{done_again})"
            rf"|{so_far}|(?P<year>{DIGITS_OF_YEAR})[ ]?年(?!{dated}|{festivals}))"
        )
        self._ahead_at_once = re.compile(ahead_first)
        self._ahead_first = re.compile(rf"[。!?\n]{ahead_first}")
        told = rf"{ahead}|{done_again}|{so_far}|(?:{DIGITS_OF_YEAR})[ ]?年"
        self._time_first = re.compile(rf"[。!?\n][^\S\n]*(?:{told})")

    def limits_time(self, marked: MarkedText, mention: Mention) -> bool:
        """Whether a stretch of time is a limit (15日内, 30日前)."""
        return marked.normal[mention.end : mention.end + 1] in self._limit_behind

    def anecdote(self, marked: MarkedText, around: Surroundings, indicator_id: str) -> bool:
        """Whether its sentence tells of a single occurrence (近日，47名农民工领到工资)."""
        if indicator_id in self._done_on_a_day:
            return False
        text, end = marked.normal, marked.boundary_after(around.mention.end, STRONG, reach.CLAUSE)
        found = self._anecdotes.search(text, around.sentence, end)
        if found is None:
            return False
        told = marked.boundary_after(found.end(), STRONG, reach.CLAUSE)
        if marked.bracket_end(found.start()) < around.mention.start or self._tells_of_year(marked, around):
            return False
        return self._news_of_all.search(text, found.end(), told) is None

    def _tells_of_year(self, marked: MarkedText, around: Surroundings) -> bool:
        """Whether its bracket begins with the year and tells of no one case (（全年1件，即为此案）)."""
        opens = marked.normal.rfind("(", around.sentence, around.mention.start) + 1
        in_bracket = opens > 0 and marked.bracket_end(opens) > around.mention.start
        return in_bracket and self._whole_year.match(marked.normal, opens) is not None

    def assertion(
        self, marked: MarkedText, around: Surroundings, division: Division, year: int | None
    ) -> Assertion:
        """How the report about ``year`` stands to the number, in its part of the report."""
        text, at = marked.normal, around.mention.start
        told = self._told(marked, line_start(text, division), at, year)
        if told == "ahead" or (division.role == "plans" and told != "done"):
            return self._standing.told(marked, around.mention) or "target"
        if self._taking_stance.search(text, max(0, around.sentence - 1), at):
            if self._is_supposed(marked, around):
                return "threshold"
            stance = self._stance(marked, around, division)
        else:
            listed = division.led and self._lists.govern(marked, around, led=True)
            stance = "target" if listed or self._aim_follows(marked, around) else None
        return stance or ("problem" if division.role == "problems" else "actual")

    def _stance(self, marked: MarkedText, around: Surroundings, division: Division) -> Assertion | None:
        """Whether the words before a number, or behind it, say that it is aimed at or only claimed."""
        at = around.mention.start
        if self._turns.first_of(marked, around.mention) is not None:
            return None
        if self._of_all.fulfilled(marked, around.mention):
            return None
        listed = self._lists.govern(marked, around, led=division.led)
        if listed or self._is_aim(marked, around, division.start):
            return "target"
        clause = marked.normal[self._behind_change(marked.normal, self._lead(marked, around), at) : at]
        planned = clause.endswith(self._planned) and not clause.endswith(self._given)
        planned = planned or (around.mention.qualifier in BOUNDS and clause.endswith(self._should_be))
        if planned or self._least.search(clause):
            return "target"
        asked = self._demanded.sub("", self._complied.sub("", clause))
        aimed = (m for m in self._target.finditer(asked) if m.group() not in self._no_target)
        if any(not self._is_met(asked, aim) for aim in aimed):
            return "target"
        if self._guessed.search(marked.normal, marked.boundary_before(at, STRONG), at):
            return "target"
        if self._foreseeing.intends(marked.normal, marked.boundary_before(at, STRONG), at):
            return "target"
        return "claimed" if self._claimed.search(clause) else None

    def _is_met(self, asked: str, aim: re.Match[str]) -> bool:
        """Whether it is said behind an aim that it was met, and not only wished."""
        met = self._met.match(asked, aim.end()) is not None
        return met and self._wished.search(asked, 0, aim.start()) is None

    def _is_supposed(self, marked: MarkedText, around: Surroundings) -> bool:
        """Whether a number stands in a condition, or in what would follow from it."""
        text, at = marked.normal, around.mention.start
        start = max(0, max(around.sentence, marked.boundary_before(at, STOPS, reach.AIM)) - 1)
        supposed = self._supposed.search(text, start, at)
        return supposed is not None and self._supposed_over.search(text, supposed.end(), at) is None

    def _is_aim(self, marked: MarkedText, around: Surroundings, division: int) -> bool:
        """Whether its sentence, the paragraph so far or the end of its list says that it is yet to come."""
        text, at = marked.normal, around.mention.start
        sentence = max(around.sentence, division)
        if self._ahead.search(text, max(0, sentence - 1), at):
            return True
        governed = max(sentence, marked.boundary_before(at, STOPS, reach.AIM))
        governed = self._behind_change(text, governed, at)
        aims = list(self._aims.finditer(text, governed, at)) or self._set_for_us(marked, governed, at)
        if aims and not self._is_reached(marked, aims[-1].end(), at):
            return not self._aim_over(marked, aims[-1], at)
        if self._foreseeing.governs(marked, governed, at):
            return True
        return self._aim_follows(marked, around) or self._aim_beside.search(text, governed, at) is not None

    def _set_for_us(self, marked: MarkedText, start: int, at: int) -> list[re.Match[str]]:
        """The aims that documents set, but for those as which something was done (根据《通知》要求，…)."""
        text, begins = marked.normal, marked.boundary_before
        return [
            found
            for found in self._set_out.finditer(text, start, at)
            if not self._told_to.search(text, begins(found.start(), STRONG, reach.CLAUSE), found.start())
        ]

    def _is_reached(self, marked: MarkedText, aim: int, at: int) -> bool:
        """Whether it is told what became of an aim; a bracket tells that of the number before it alone."""
        turns = self._aim_reached.finditer(marked.normal, aim, at)
        if any(marked.bracket_end(turn.start()) >= at for turn in turns):
            return True
        return self._turns.told(marked, aim, at)

    def _behind_change(self, text: str, start: int, at: int) -> int:
        """Where the words before a number begin, without a plan that came to something else."""
        changed = self._changed.search(text, start, at)
        return start if changed is None else changed.end()

    def _aim_follows(self, marked: MarkedText, around: Surroundings) -> bool:
        """Whether what stands behind a number says that it is an aim."""
        text, end = marked.normal, around.mention.end
        if self._aim_behind.match(text, end):
            return True
        clause = marked.boundary_after(around.mention.start, STRONG, reach.AIM)
        return self._listed_aims.search(text, end, clause) is not None

    def _aim_over(self, marked: MarkedText, words: re.Match[str], at: int) -> bool:
        """Whether an aim is complete with its own number (目标为60%，…), or the own result is told."""
        aim = words.end()
        if self._own_result.search(marked.normal, aim, at):
            return True
        if words.group() in self._plans:
            return False
        first = marked.quantity_after(aim)
        if first is None or first.end > at or first.start - aim > reach.ITS_NUMBER:
            return False
        return any(mark in marked.normal[first.end : at] for mark in ",;")

    def _told(self, marked: MarkedText, division: int, at: int, year: int | None) -> Told:
        """What the last sentence of the paragraph that begins with a word of time tells of."""
        text = marked.normal
        start = max(division, at - reach.PARAGRAPH) - 1
        found = None
        for place in reversed(marked.places("time_first", self._time_first, max(0, start), at)):
            if (found := self._ahead_first.match(text, place, at)) is not None:
                break
        if found is None and start <= 0:
            found = self._ahead_at_once.match(text, 0, at)
        if found is None:
            return "nothing"
        if found["year"]:
            named = int(numeral_value(found["year"]))
            return "ahead" if year and named > year else "done" if named == year else "nothing"
        return "ahead" if found["ahead"] else "done" if found["done"] else "nothing"

    def _lead(self, marked: MarkedText, around: Surroundings) -> int:
        """Where the clause begins that governs a number: its own, or an earlier one without numbers."""
        start = around.mention.start
        clause = marked.boundary_before(start, STRONG, reach.CLAUSE)
        before = marked.quantity_before(clause)
        lead = max(around.sentence, before.end if before is not None else 0, start - reach.CLAUSE)
        return min(clause, lead) if before is None or before.end <= around.sentence else clause


def _least(catalog: Catalog) -> re.Pattern[str]:
    """A bound that was ordered, or is owed (应不少于4次)."""
    data, owed = catalog.lexicon["stances"], catalog.lexicon["turns"]
    least, orders = one_of(data["least"]).pattern, one_of(data["orders"]).pattern
    modal = each_alone(owed["owed"], owed["not_planned"])
    return re.compile(rf"(?:{orders}[^。;]*|(?:{modal})[^{STRONG}\d]?){least}$")


def _demanded(catalog: Catalog) -> re.Pattern[str]:
    """What somebody demands, where the body itself is the next subject (《方案》提出明确要求，我局全年…)."""
    data, scopes = catalog.lexicon["stances"], catalog.lexicon["scopes"]
    raised, demands = one_of(data["raised"]).pattern, one_of(data["demands"]).pattern
    ours = (
        *data["own_result"],
        *scopes["own"],
        *scopes["region"],
        *scopes["all_of_us"],
        *scopes["our_parts"],
    )
    return re.compile(rf"{raised}[^,。;:\d]{{0,20}}{demands},(?={one_of(ours).pattern})")


def _guessed(catalog: Catalog) -> re.Pattern[str]:
    """A guess of what a whole year would come to (年中估计全年立案300件), and no reckoning (经测算全年…)."""
    data, year = (
        catalog.lexicon["turns"],
        one_of(catalog.lexicon["stances"]["foreseen"]["whole_year"]).pattern,
    )
    guess = none_behind(data["guessing"], data["reckoned_by"])
    return re.compile(rf"(?:{guess})[^{STRONG}\d]{{0,2}}{year}")


def _set_by_document(data: Mapping[str, Any], of: str) -> str:
    """An aim that a document sets, told behind its comma or colon (《方案》提出目标，…; 责任书规定：…)."""
    documents, says = one_of(data["documents"]).pattern, one_of(data["sets_out"]).pattern
    aims, ours = (one_of(words).pattern for words in (data["aims_set"], data["own_result"]))
    sets = one_of(data["sets_aims"]).pattern
    return rf"{documents}(?:[^,。;:\d]{{0,6}}{sets}[^,。;:{of}\d]{{0,6}}{aims}|{says})[,:](?!{ours})"
