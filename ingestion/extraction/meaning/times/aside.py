"""Wordings of time that say of no figure when it is.

A campaign that is counted itself or made use of beside others, a year that something is measured against, the
date of a thing that was dealt with.
"""

from __future__ import annotations

import re

from catalog import Catalog
from ingestion.extraction.meaning.times.campaigns import campaign_words, days_beside, joined_campaigns
from ingestion.extraction.meaning.times.dated_things import dated_things
from ingestion.extraction.meaning.times.patterns import years_aside
from ingestion.extraction.meaning.times.period import LABEL
from ingestion.extraction.text.marked import SENTENCE_ENDS, MarkedText
from ingestion.extraction.text.surroundings import STRONG
from ingestion.extraction.words.wordlist import one_of
from ingestion.quantities.compiled import compiled_once


@compiled_once
def _occasions(catalog: Catalog) -> re.Pattern[str]:
    """What stands behind a campaign that is one of several."""
    data = catalog.lexicon["periods"]
    lists = catalog.lexicon["lists"]
    words, joining = one_of(data["made_use_of"]).pattern, one_of(lists["conjunctions"]).pattern
    campaigns, course = one_of(data["campaigns"]).pattern, one_of(data["in_their_course"]).pattern
    counted = rf"(?:\d{{1,2}}{one_of(data['several']).pattern})?"
    others = rf"{lists['and_others']}{counted}{campaigns}(?!{course})"
    several = (
        rf"(?:(?:、|{joining})[^,。;\n]{{0,40}}?)?{words}|[^,。;\n\d]{{0,12}}?、[^,。;\n]{{0,40}}?{others}"
    )
    return re.compile(rf"[”)]?(?:{data['as_occasion']})?(?:{several})")


@compiled_once
def _campaigns(catalog: Catalog) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What says that an occasion was made use of, and the names of campaigns."""
    data = catalog.lexicon["periods"]
    return one_of(data["making_use"]), one_of(data["campaigns"])


@compiled_once
def _another(catalog: Catalog) -> re.Pattern[str]:
    """What stands behind an occasion where another one follows (“甲”、“乙”, “甲”活动和“乙”)."""
    held = one_of(catalog.lexicon["periods"]["held_as"]).pattern
    joining = one_of(catalog.lexicon["lists"]["conjunctions"]).pattern
    return re.compile(rf"[”)]?{held}?(?:、|{joining}“)")


@compiled_once
def _joining(catalog: Catalog) -> re.Pattern[str]:
    """A conjunction right before a name (和“12·4”国家宪法日)."""
    return one_of(catalog.lexicon["lists"]["conjunctions"], r"(?:“[^“”\n]{0,10}”?)?[一-龥]{0,2}$")


@compiled_once
def _counted(catalog: Catalog) -> re.Pattern[str]:
    """What stands behind a campaign that is counted itself (“宪法宣传周”活动1次)."""
    data = catalog.lexicon["periods"]
    held, times = one_of(data["held_as"]).pattern, one_of(data["times_held"]).pattern
    return re.compile(rf"”?{held}?[ ]?\d+[余多]?{times}")


class TimesAside:
    """The wordings of one text that set no time."""

    def __init__(self, marked: MarkedText, catalog: Catalog) -> None:
        self.marked = marked
        data = catalog.lexicon["periods"]
        self._put_off, self._on_end = tuple(data["carried_into"]), tuple(data["on_end"])
        self._counted_so = tuple(data["counted_so"])
        self._joining, self._occasions = _joining(catalog), _occasions(catalog)
        self._making_use, self._named_campaign = _campaigns(catalog)
        self._another, self._joined = _another(catalog), joined_campaigns(catalog)
        self._day_before, self._day_behind = days_beside(catalog)
        self._times_held = frozenset(data["times_held"])
        self._campaigns, self._counted = campaign_words(catalog), _counted(catalog)
        self._years, self._things = years_aside(catalog), dated_things(catalog)

    def tell(self, text: str, match: re.Match[str]) -> bool:
        """Whether a wording of time says of no figure when it is."""
        quoted = text[match.start() - 1 : match.start()] == "“" and match["month"] is not None
        on_end = match["span"] is not None and text.endswith(self._on_end, 0, match.start())
        on_end = on_end and not text.startswith(self._counted_so, match.end())
        aside = quoted or on_end or self._years.compared(text, match) or self._of_things(match)
        if match["occasion"] and text.endswith(self._put_off, 0, match.start()):
            return True
        counted = match["campaign"] is not None and self._counted.match(text, match.end()) is not None
        return aside or counted or self._made_use_of(match) or self._campaigns.no_campaign(text, match)

    def _made_use_of(self, match: re.Match[str]) -> bool:
        """Whether a campaign is one of several occasions (以宣传月、宪法宣传周为契机)."""
        if not match["campaign"] and not match["occasion"]:
            return False
        dated = any(character.isdigit() for character in match.group())
        named = self._named_campaign.search(match.group()) is not None
        if match["occasion"] and not (dated or named) and self._held_often(match):
            return True
        if self._beside_another_day(match):
            return True
        beside = self._one_of_several(match) or (match["campaign"] and self._is_joined(match))
        return bool(beside) or self._occasions.match(self.marked.normal, match.end()) is not None

    def _held_often(self, match: re.Match[str]) -> bool:
        """Whether more than one were counted in the sentence (宣传活动32场，活动现场发放…)."""
        before = self.marked.quantity_before(match.start())
        sentence = self.marked.boundary_before(match.start(), SENTENCE_ENDS)
        while before is not None and before.start >= sentence:
            if before.unit in self._times_held:
                return before.value is not None and before.value > 1
            before = self.marked.quantity_before(before.start)
        return False

    def _beside_another_day(self, match: re.Match[str]) -> bool:
        """Whether something was done on other days too (春节前和国庆节前检查46户): it has no one occasion."""
        text = self.marked.normal
        start = max(self.marked.boundary_before(match.start(), STRONG), match.start() - LABEL)
        if self._day_before.search(text, start, match.start()):
            return True
        return self._day_behind.match(text, match.end()) is not None

    def _one_of_several(self, match: re.Match[str]) -> bool:
        """Whether its clause names another occasion that was made use of as well (结合“甲”、“乙”宣传日)."""
        clause = self.marked.boundary_before(match.start(), STRONG)
        used = self._making_use.search(self.marked.normal, clause, match.start())
        if used is None:
            return False
        before = self.marked.normal[used.end() : match.start()]
        joined = "、" in before or self._joining.search(before) is not None
        return joined or self._another.match(self.marked.normal, match.end()) is not None

    def _is_joined(self, match: re.Match[str]) -> bool:
        """Whether another campaign is told in one breath with it, in whose course nothing was done."""
        text, joined = self.marked.normal, self._joined
        clause = self.marked.boundary_before(match.start(), STRONG)
        end = self.marked.boundary_after(match.end(), STRONG)
        if joined.during.search(text, match.end(), end):
            return False
        behind = joined.behind.match(text, match.end(), end)
        return behind is not None or joined.before.search(text, clause, match.start()) is not None

    def _of_things(self, match: re.Match[str]) -> bool:
        """Whether a date says of when the things are that were dealt with (2012年以来的文件)."""
        if not (match["so_far"] or match["month"] or match["whole"] or match["span"] or match["years"]):
            return False
        return self._things.dated_by(self.marked.normal, match)
