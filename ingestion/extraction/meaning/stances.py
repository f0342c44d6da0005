"""What a number is measured as: a level, a change, last year's level, so many per case."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

from catalog import Catalog
from ingestion.extraction.matching.turns.told_of_all import told_of_all
from ingestion.extraction.meaning.times.added import added_sentences
from ingestion.extraction.meaning.times.level_beside import level_beside
from ingestion.extraction.text import reach
from ingestion.extraction.text.dates import A_YEAR, FORMS_OF_YEAR, YEAR_IN_FULL, year_or_its_end
from ingestion.extraction.text.marked import STOPS, MarkedText
from ingestion.extraction.text.surroundings import STRONG, Surroundings
from ingestion.extraction.words.wordlist import any_word, ending, not_behind, one_of, standing_alone
from ingestion.quantities import Mention
from ingestion.quantities.compiled import compiled_once

Comparison = Literal["level", "difference", "previous", "multiple"]

BESIDE = 1
"""Two measures of one thing stand beside each other, or have a mark between them."""
MAX_CHANGE = 10
MAX_FROM = 7
MAX_FILL = 3


@compiled_once
def stances(catalog: Catalog) -> Stances:
    """The cue words of ``catalog``; the same content is compiled once per process."""
    return Stances(catalog)


class Stances:
    """The cue words of comparison, ready to be asked about a number."""

    def __init__(self, catalog: Catalog) -> None:
        data = catalog.lexicon["stances"]
        scopes = catalog.lexicon["scopes"]
        own = one_of((*scopes["region"], *scopes["own"])).pattern
        of = catalog.lexicon["linking"]["attributive"]
        self._read_changes(data["comparison"], year_or_its_end(catalog), of)
        self._read_more(data["comparison"])
        self._read_past_year(data["comparison"], own, of)
        self._last_year = tuple(catalog.lexicon["periods"]["next_year"]["last_year"])
        self._past_over = re.compile(rf"{one_of(ending(data['turning_back'], 'past_year')).pattern}|{A_YEAR}")
        self._read_measures(data["comparison"], of)
        self._comparing, self._beside = _comparing(data["comparison"]), level_beside(catalog)
        self._added_to = added_sentences(catalog)
        self._increments, self._of_all = one_of(data["increments"]), told_of_all(catalog)
        self._added = re.compile(
            rf"[^{STRONG}、\d]{{0,6}}{one_of(data['increments']).pattern}[^{STRONG}、\d]{{2}}"
        )
        self._rates = standing_alone(data["rates_of"], data["not_rates_of"])
        self._average = re.compile(
            rf"\s*{one_of(data['averages']).pattern}{one_of(data['averaged']).pattern}?[{data['amounting']}]*"
        )

    def _read_changes(self, comparison: Mapping[str, Any], year: str, of: str) -> None:
        """The words of a difference and of a level that was reached."""
        negated = [re.escape(word) for word in comparison["negated"]]
        fill = _fill(comparison)
        self._change = not_behind(comparison["change"], negated, fill + "$")
        against = one_of(comparison["against"]).pattern
        self._than = re.compile(rf"{one_of(comparison['than']).pattern}|{against}[ ]?{A_YEAR}")
        changed = rf"(?:{self._than.pattern})?,?{one_of(comparison['change']).pattern}{fill}$"
        self._changed = re.compile(changed)
        left = rf"{one_of(comparison['left_of']).pattern}|{year}"
        self._from = re.compile(rf"{one_of(comparison['from']).pattern}(?:{left})?{of}?$")
        self._to_none = one_of(comparison["to_none"])
        now = rf"(?:(?:{one_of(comparison['reached_in']).pattern}|{year}){of}?)?"
        self._to = re.compile(rf"^[^,。;\d]*{one_of(comparison['reached']).pattern}{now}{fill}$")
        self._multiples = frozenset(comparison["multiple"])
        reached = (c + r for c in comparison["change"] for r in comparison["reached"])
        self._reached = one_of((*reached, *_short(comparison)), f"{now}{fill}$")

    def _read_more(self, comparison: Mapping[str, Any]) -> None:
        """The words by which so much more, or less, is told than of another year."""
        self._more = re.compile(rf"\s*{one_of(comparison['more']).pattern}")
        told_more = [word for word in comparison["more"] if len(word) > 1]
        self._more_done = one_of(told_more, rf"[^{STRONG}、\d]{{0,6}}$")
        told_by = one_of(comparison["told_by"]).pattern
        self._more_of = one_of(comparison["more_of"], rf"{told_by}[^{STRONG}、\d]{{0,6}}$")

    def _read_past_year(self, comparison: Mapping[str, Any], own: str, of: str) -> None:
        """The words before the level of the year before, and those that turn a sentence to that year."""
        fill, level = _fill(comparison), one_of(comparison["level_of"]).pattern
        same = one_of(comparison["same_time"]).pattern
        self._previous = one_of(comparison["previous"], rf"{fill}{level}?{fill}$")
        carried = one_of((*comparison["carried"], *comparison["adding"])).pattern
        self._carried_from = re.compile(rf"{carried}{one_of(comparison['previous']).pattern}{fill}$")
        self._formerly = re.compile(rf"\s*(?:{own})?{one_of(comparison['formerly']).pattern}[^\d]*")
        years = "|".join(f"{form}[ ]?年{same}" for form in FORMS_OF_YEAR)
        past = f"(?:{any_word(comparison['past_year'])}|{years})"
        self._past_named = re.compile(past)
        self._past_year = re.compile(
            rf"(?:^|[{STRONG}])\s*(?:{one_of(comparison['turning']).pattern}?{past}"
            rf"{one_of(comparison['all_of_it']).pattern}?|{_behind_subject(comparison)})"
            rf"(?![^{STRONG}]{{0,12}}{one_of(comparison['carried']).pattern}|{_lasting(comparison, of)})"
        )

    def _read_measures(self, comparison: Mapping[str, Any], of: str) -> None:
        """The words of what a number is measured against."""
        same = one_of(comparison["same_time"]).pattern
        year = rf"(?:{one_of(comparison['past_year']).pattern}|{YEAR_IN_FULL}){same}?"
        measured, against = (one_of(comparison[name]).pattern for name in ("measured_by", "against"))
        level = rf"[ ]?{year}[^\d{comparison['reaching']}]*"
        self._measured_against = re.compile(rf"\s*{measured}{level}")
        self._measured_with = re.compile(rf"\s*{one_of(comparison['measured_with']).pattern}{level}")
        self._measured_so = re.compile(rf"[^{STRONG}\d]{{0,8}}?{one_of(comparison['measured_so']).pattern}")
        self._against_year = re.compile(rf"{against}[ ]?{A_YEAR}(?:度|{same})?{of}? ?$")
        self._points = frozenset(comparison["points"])
        then = one_of(comparison["before_then"]).pattern
        self._against_then = re.compile(rf"{measured}[^{STRONG}、\d]{{1,10}}?{then}{of}?$")

    def comparison(self, marked: MarkedText, around: Surroundings) -> Comparison:
        """Whether the number is a level of its own."""
        mention = around.mention
        if mention.unit in self._multiples:
            return "multiple"
        cued = self._comparing.search(marked.normal, around.clause, mention.start) is not None
        before = marked.normal[max(around.clause, mention.start - 24) : mention.start] if cued else ""
        if cued and self._reached.search(before):
            return "level"
        follower = marked.quantity_after(mention.end)
        if follower is not None and self.left_level(marked, mention, follower):
            return "previous"
        if self._left_in_a_pair(marked, mention, follower):
            return "previous"
        if self._left_for_none(marked, mention):
            return "previous"
        if mention.unit in self._points:
            return "difference"
        compared = self._compared(marked, around, before) if cued else None
        if compared is None and (self._listed_with(marked, around) or self._tells_of_past(marked, around)):
            return "previous"
        return compared or "level"

    def _listed_with(self, marked: MarkedText, around: Surroundings) -> bool:
        """Whether it is listed behind the level of another year (比2029年的53人、21万元减少…)."""
        start, first = around.governed_by
        if start == first or marked.says(around.left, around.mention.start):
            return False
        return self._against_year.search(marked.normal, start, first) is not None

    def _compared(self, marked: MarkedText, around: Surroundings, before: str) -> Comparison | None:
        """What the words ``before`` a number, or its clause so far, compare it with; None for nothing."""
        more = self._more.fullmatch(before) or self._more_done.search(before)
        if self._change.search(before) or more or self._more_than(marked, around):
            return "difference"
        if self._did_more(marked, around, before):
            return "difference"
        earlier = self._previous.search(before) and not self._carried_from.search(before)
        earlier = earlier and not self._is_reported(marked, before)
        if earlier or self._against_year.search(before) or self._against_then.search(before):
            return "previous"
        stretch = marked.normal, around.clause, around.mention.start
        said = self._measured_against.fullmatch(*stretch) or self._formerly.fullmatch(*stretch)
        return "previous" if said or self._compared_with(marked, around) else None

    def _compared_with(self, marked: MarkedText, around: Surroundings) -> bool:
        """Whether its clause says around it that another is compared with it (与上年受理的53件相比)."""
        text, end = marked.normal, around.mention.end
        if self._measured_so.match(text, end) is None:
            return False
        return self._measured_with.fullmatch(text, around.clause, around.mention.start) is not None

    def _did_more(self, marked: MarkedText, around: Surroundings, before: str) -> bool:
        """Whether so much more was done than in the year that its sentence compares with (同比多受理9件)."""
        done = self._more_of.search(before) is not None
        return done and self._than.search(marked.normal, around.sentence, around.mention.start) is not None

    def _more_than(self, marked: MarkedText, around: Surroundings) -> bool:
        """Whether a bare 多 or 少 parts it from a number of its measure in its clause (比去年53件多7件)."""
        other, at = marked.quantity_before(around.mention.start), around.mention.start
        if other is None or other.unit != around.mention.unit or at - other.end > MAX_FILL:
            return False
        return self._more.fullmatch(marked.normal, other.end, at) is not None

    def _tells_of_past(self, marked: MarkedText, around: Surroundings) -> bool:
        """Whether the sentence has turned to the year before (去年受理53件，办结50件) and not back."""
        at = around.mention.start
        start = max(around.sentence, marked.boundary_before(at, STOPS, reach.PAST))
        if (first := self._added_to.begin(marked, around.sentence, at)) < around.sentence:
            start = first
        if not marked.places("past_named", self._past_named, start, at):
            return False
        found = self._past_year.finditer(marked.normal, max(0, start - 1), at)
        told = [m.end() for m in found if not self._is_reported(marked, m.group())]
        told = [end for end in told if marked.bracket_end(end) >= at and self._lasts(marked, end, around)]
        if not told or self._past_over.search(marked.normal, told[-1], at) is not None:
            return False
        return not self._only_beside(marked, told[-1], at)

    def _lasts(self, marked: MarkedText, end: int, around: Surroundings) -> bool:
        """Whether the year before was named in the sentence, or in one that counts something of it."""
        return end > around.sentence or self._added_to.counted(marked, end)

    def _is_reported(self, marked: MarkedText, said: str) -> bool:
        """Whether words end with what a text calls the reported year."""
        return marked.of_last_year and said.endswith(self._last_year)

    def _only_beside(self, marked: MarkedText, end: int, at: int) -> bool:
        """Whether the year before was named for one level alone (上年为280件), and the number follows it."""
        level = marked.quantity_after(end)
        behind = level is not None and level.start < at
        return behind and self._beside.told(marked, marked.boundary_before(end, STRONG), end)

    def _left_for_none(self, marked: MarkedText, mention: Mention) -> bool:
        """Whether nothing is left of the number (由14.3%降为零)."""
        none = self._to_none.match(marked.normal, mention.end)
        return none is not None and self._comes_from(marked, mention)

    def _comes_from(self, marked: MarkedText, mention: Mention) -> bool:
        """Whether it is said of a number that a change begins there (由85%)."""
        return self._from.search(marked.normal, max(0, mention.start - MAX_FROM), mention.start) is not None

    def left_level(self, marked: MarkedText, first: Mention, second: Mention) -> bool:
        """Whether ``first`` is the level that was left for ``second`` (由14个优化为9个)."""
        if first.unit != second.unit or second.start - first.end > MAX_CHANGE:
            return False
        if not self._to.search(marked.normal[first.end : second.start]):
            return False
        return self._comes_from(marked, first)

    def _left_in_a_pair(self, marked: MarkedText, mention: Mention, follower: Mention | None) -> bool:
        """Whether it is one of two levels that were left together (由4批次56户扩大到5批次68户)."""
        before = marked.quantity_before(mention.start)
        for first, second in ((mention, follower), (before, mention)):
            if first is None or second is None or second.start - first.end > BESIDE:
                continue
            third = marked.quantity_after(second.end)
            fourth = marked.quantity_after(third.end) if third is not None else None
            if third is None or fourth is None or fourth.start - third.end > BESIDE:
                continue
            alike = (first.unit, second.unit) == (third.unit, fourth.unit) and first.unit != second.unit
            said = marked.normal[second.end : third.start]
            if (
                alike
                and len(said) <= MAX_CHANGE
                and self._to.search(said)
                and self._comes_from(marked, first)
            ):
                return True
        return False

    def continues_noun(self, marked: MarkedText, around: Surroundings) -> bool:
        """Whether it is the level that a change went to (由85%提高到90%): its noun stands further left."""
        start = max(around.clause, around.mention.start - 24)
        found = self._reached.search(marked.normal[start : around.mention.start])
        return found is not None and not marked.says(around.left, start + found.start())

    def before_change(self, marked: MarkedText, around: Surroundings) -> int:
        """Where the piece before a number ends, without the words of a change (结案数同比增加23件, 由85%)."""
        stretch = marked.normal, around.left, around.left_end
        found = self._changed.search(*stretch) or self._from.search(*stretch)
        return found.start() if found is not None else around.left_end

    def increment(self, marked: MarkedText, around: Surroundings) -> bool:
        """Whether the number was added to a stock and is no level (新增调解组织5个, 9名同志新领取执法证)."""
        before = self._increments.search(marked.normal, around.left, around.left_end)
        return (
            before is not None
            or self._added.match(marked.normal, around.mention.end, around.right) is not None
        )

    def per_case(self, marked: MarkedText, around: Surroundings) -> bool:
        """Whether the number counts per period, case or head (每季度召开1次); an average rate is a rate.

        So it does where it says that not one was missed (一次没少).
        """
        if self._of_all.missed_none(marked, around.mention):
            return True
        if around.mention.unit == "%":
            return self._average.fullmatch(marked.normal, around.left, around.mention.start) is not None
        one = marked.quantity_before(around.left)
        single = one is not None and one.end == around.left and one.value == 1
        left = marked.boundary_before(one.start, STRONG) if one is not None and single else around.left
        match = self._rates.search(marked.normal, left, around.mention.start)
        return match is not None and not marked.quoted(match.start())


def _comparing(comparison: Mapping[str, Any]) -> re.Pattern[str]:
    """Words without one of which before it a number is compared with nothing; most numbers have none."""
    kinds = ("change", "more", "previous", "against", "measured_by", "measured_with", "formerly")
    return one_of((*(word for kind in kinds for word in comparison[kind]), *_short(comparison)))


def _short(comparison: Mapping[str, Any]) -> list[str]:
    """The short words of a change with what says that it goes on to the level reached (减到)."""
    return [change + then for change in comparison["change_short"] for then in comparison["reached_then"]]


def _behind_subject(comparison: Mapping[str, Any]) -> str:
    """The year before, behind the subject of its clause (许可事项去年办了155件)."""
    past, whole = one_of(comparison["past_year"]).pattern, one_of(comparison["all_of_it"]).pattern
    told = one_of(comparison["told_by"]).pattern
    return rf"[^{STRONG}\d]{{1,16}}?(?<![{comparison['measuring']}]){past}{whole}?(?={told})"


def _lasting(comparison: Mapping[str, Any], of: str) -> str:
    """A thing of the year before in a clause without a number: it is made use of, not counted."""
    made, upon = (one_of(comparison[key]).pattern for key in ("lasting", "built_upon"))
    silent = rf"[^{STRONG}\d]"
    return rf"{silent}{{0,8}}{made}{of}{silent}{{1,24}},|{silent}{{1,24}}{upon}"


def _fill(comparison: Mapping[str, Any]) -> str:
    """The few characters that may stand between a word of comparison and its number."""
    return rf"[{comparison['between']} ]{{0,{MAX_FILL}}}"
