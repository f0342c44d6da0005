"""What a number is said to be: a level, a change, last year's level, a claim, a target or a limit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

from catalog import Catalog
from ingestion.extraction.dates import A_YEAR, DIGITS_OF_YEAR, FORMS_OF_YEAR
from ingestion.extraction.marked import STOPS, MarkedText
from ingestion.extraction.structure import Division, line_start
from ingestion.extraction.surroundings import STRONG, Surroundings
from ingestion.extraction.wordlist import any_word, none_behind, not_behind, one_of, standing_alone
from ingestion.observations import Assertion
from ingestion.quantities import Mention
from ingestion.quantities.compiled import compiled_once
from ingestion.quantities.numerals import numeral_value

Comparison = Literal["level", "difference", "previous", "multiple"]

Told = Literal["ahead", "done", "nothing"]

REACH = 60
MAX_COPULA = 2
MAX_CHANGE = 10
MAX_FROM = 7
AIM_REACH = 120
PARAGRAPH = 600
PAST_REACH = 120
MAX_FILL = 3


@compiled_once
def stances(catalog: Catalog) -> Stances:
    """The cue words of ``catalog``; the same content is compiled once per process."""
    return Stances(catalog)


class Stances:
    """The cue words of comparison and assertion, ready to be asked about a number."""

    def __init__(self, catalog: Catalog) -> None:
        data, periods = catalog.lexicon["stances"], catalog.lexicon["periods"]
        scopes = catalog.lexicon["scopes"]
        own = one_of((*scopes["region"], *scopes["own"])).pattern
        of, more = catalog.lexicon["linking"]["attributive"], catalog.lexicon["lists"]["and_others"]
        self._read_changes(data["comparison"], one_of(periods["ends"]).pattern, of)
        self._read_other_years(data["comparison"], own, of)
        self._read_plans(data, own)
        self._read_aims(data, of, more)
        self._read_times_ahead(
            data, one_of(periods["of_things"]).pattern, one_of(periods["festivals"]).pattern
        )
        self._read_cues(data)
        self._limit_behind: str = data["limit_behind"]
        self._anecdotes = not_behind(data["anecdotes"], [r"\d"])
        self._news_of_all = one_of(data["news_of_all"])
        self._done_on_a_day = frozenset(data["done_on_a_day"])
        self._claimed = standing_alone(data["claimed"], data["not_claimed"])
        self._increments = one_of(data["increments"])
        self._added = re.compile(
            rf"[^{STRONG}、\d]{{0,6}}{one_of(data['increments']).pattern}[^{STRONG}、\d]{{2}}"
        )
        self._rates = standing_alone(data["rates_of"], data["not_rates_of"])
        self._average = re.compile(
            rf"\s*{one_of(data['averages']).pattern}{one_of(data['averaged']).pattern}?[{data['amounting']}]*"
        )

    def _read_cues(self, data: Mapping[str, Any]) -> None:
        """Words without one of which before it a number is compared with nothing, and neither aimed at nor
        claimed: most numbers have none, and nothing else is looked for.
        """
        comparison = data["comparison"]
        kinds = ("change", "reached_short", "more", "previous", "against", "measured_by", "formerly")
        self._comparing = one_of(word for kind in kinds for word in comparison[kind])
        words = ("ahead", "aims", "plans", "beyond", "planned", "orders", "target", "not_target", "claimed")
        self._taking_stance = one_of(word for kind in words for word in data[kind])

    def _read_changes(self, comparison: Mapping[str, Any], ends: str, of: str) -> None:
        """The words of a difference and of a level that was reached."""
        negated = [re.escape(word) for word in comparison["negated"]]
        fill = _fill(comparison)
        self._change = not_behind(comparison["change"], negated, fill + "$")
        self._than = one_of(comparison["than"])
        changed = rf"(?:{self._than.pattern})?,?{one_of(comparison['change']).pattern}{fill}$"
        self._changed = re.compile(changed)
        left = rf"{one_of(comparison['left_of']).pattern}|{A_YEAR}(?:度|{ends})?"
        self._from = re.compile(rf"{one_of(comparison['from']).pattern}(?:{left})?{of}?$")
        self._to_none = one_of(comparison["to_none"])
        self._to = re.compile(r"^[^,。;\d]*" + one_of(comparison["reached"]).pattern + fill + "$")
        self._multiples = frozenset(comparison["multiple"])
        reached = (c + r for c in comparison["change"] for r in comparison["reached"])
        self._reached = one_of((*reached, *comparison["reached_short"]), fill + "$")

    def _read_other_years(self, comparison: Mapping[str, Any], own: str, of: str) -> None:
        """The words before the level of another year."""
        self._more = re.compile(rf"\s*{one_of(comparison['more']).pattern}")
        told_more = [word for word in comparison["more"] if len(word) > 1]
        self._more_done = one_of(told_more, rf"[^{STRONG}、\d]{{1,6}}$")
        fill, level = _fill(comparison), one_of(comparison["level_of"]).pattern
        same = one_of(comparison["same_time"]).pattern
        self._previous = one_of(comparison["previous"], rf"{fill}{level}?{fill}$")
        carried = one_of(comparison["carried"]).pattern
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
        self._this_year = re.compile(rf"{one_of(comparison['this_year']).pattern}|{A_YEAR}")
        year = rf"(?:{one_of(comparison['past_year']).pattern}|{A_YEAR}度?){same}?"
        measured, against = (one_of(comparison[name]).pattern for name in ("measured_by", "against"))
        self._measured_against = re.compile(rf"\s*{measured}[ ]?{year}[^\d{comparison['reaching']}]*")
        self._against_year = re.compile(rf"{against}[ ]?{A_YEAR}(?:度|{same})?{of}? ?$")
        self._points = frozenset(comparison["points"])

    def _read_plans(self, data: Mapping[str, Any], own: str) -> None:
        """The words of what was planned or ordered, and of what became of it."""
        self._complied = re.compile(
            one_of(data["complied"]).pattern
            + rf"[^,。;]{{0,30}}?(?:{one_of(data['as_required']).pattern}"
            + rf"(?=[,。;]|{one_of(data['done']).pattern})"
            + rf"|{one_of(data['as_planned']).pattern}(?=[,。;]|{one_of(data['in_groups']).pattern}))"
            + rf"|{one_of(data['drawn_up']).pattern}[^,。;]{{0,30}}?{one_of(data['as_planned']).pattern}"
            + r"(?=[,。;])"
        )
        self._planned = tuple(data["planned"])
        self._given = tuple(data["not_planned"])
        self._achieved = re.compile(rf"(?:{own})?{one_of(data['achieved']).pattern}")
        self._least = re.compile(
            one_of(data["orders"]).pattern + r"[^。;]*" + one_of(data["least"]).pattern + "$"
        )
        self._target = one_of((*data["target"], *data["not_target"]))
        self._no_target = frozenset(data["not_target"])

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
        self._plans = frozenset(data["plans"])
        self._aim_reached = one_of(data["reached"])
        counted = data["aims_counted"] + one_of(data["listed_aims"]).pattern
        self._listed_aims = re.compile(rf"{more}[^{STRONG}]{{0,4}}{counted}")

    def _read_times_ahead(self, data: Mapping[str, Any], things: str, festivals: str) -> None:
        """The words of a time to come or past that begin a clause or a sentence."""
        names = ("ahead", "so_far", "done_again")
        words = {name: one_of(data[name]).pattern for name in names}
        self._ahead = re.compile(rf"(?:^|[{STRONG}])[^\S\n]*{words['ahead']}")
        # 今后凡是…都要…: a rule for every such case, which makes no plan of what follows it.
        words["ahead"] += rf"(?!,?{one_of(data['rule_for_all']).pattern})"
        # 2032年1月报送的《2031年度报告》: the day of a thing, not a year that lies ahead.
        dated = rf"\d{{1,2}}月(?:\d{{1,2}}日)?[^,。;\n\d]{{0,10}}?{things}"
        ahead_first = (
            rf"[^\S\n]*(?:(?P<ahead>{words['ahead']})|(?P<done>{words['done_again']})"
            rf"|{words['so_far']}|(?P<year>{DIGITS_OF_YEAR})[ ]?年(?!{dated}|{festivals}))"
        )
        self._ahead_at_once = re.compile(ahead_first)
        self._ahead_first = re.compile(rf"[。!?\n]{ahead_first}")
        told = rf"{words['ahead']}|{words['done_again']}|{words['so_far']}|(?:{DIGITS_OF_YEAR})[ ]?年"
        self._time_first = re.compile(rf"[。!?\n][^\S\n]*(?:{told})")

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
        earlier = self._previous.search(before) and not self._carried_from.search(before)
        if earlier or self._against_year.search(before):
            return "previous"
        stretch = marked.normal, around.clause, around.mention.start
        said = self._measured_against.fullmatch(*stretch) or self._formerly.fullmatch(*stretch)
        return "previous" if said else None

    def _more_than(self, marked: MarkedText, around: Surroundings) -> bool:
        """Whether a bare 多 or 少 parts it from a number of its measure in its clause (比去年53件多7件)."""
        other, at = marked.quantity_before(around.mention.start), around.mention.start
        if other is None or other.unit != around.mention.unit or at - other.end > MAX_FILL:
            return False
        return self._more.fullmatch(marked.normal, other.end, at) is not None

    def _tells_of_past(self, marked: MarkedText, around: Surroundings) -> bool:
        """Whether the sentence has turned to the year before (去年受理53件，办结50件) and not back."""
        if marked.of_last_year:
            return False
        start = max(around.sentence, marked.boundary_before(around.mention.start, STOPS, PAST_REACH))
        at = around.mention.start
        if not marked.places("past_named", self._past_named, start, at):
            return False
        told = [m.end() for m in self._past_year.finditer(marked.normal, max(0, start - 1), at)]
        told = [end for end in told if marked.bracket_end(end) >= at]
        return bool(told) and self._this_year.search(marked.normal, told[-1], at) is None

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

    def limits_time(self, marked: MarkedText, mention: Mention) -> bool:
        """Whether a stretch of time is a limit (15日内, 30日前)."""
        return marked.normal[mention.end : mention.end + 1] in self._limit_behind

    def anecdote(self, marked: MarkedText, around: Surroundings, indicator_id: str) -> bool:
        """Whether its sentence tells of a single occurrence (近日，47名农民工领到工资)."""
        if indicator_id in self._done_on_a_day:
            return False
        text, end = marked.normal, marked.boundary_after(around.mention.end, STRONG, REACH)
        found = self._anecdotes.search(text, around.sentence, end)
        if found is None:
            return False
        told = marked.boundary_after(found.end(), STRONG, REACH)
        return self._news_of_all.search(text, found.end(), told) is None

    def achieved(self, marked: MarkedText, planned: Surroundings, around: Surroundings) -> bool:
        """Whether it only says what became of the number planned before it (任务400户,实际完成438户)."""
        said = marked.normal[around.left : around.mention.start].strip(" ,")
        if self._achieved.fullmatch(said) is None:
            return False
        before = marked.normal[planned.left : planned.mention.start]
        return any(word in before for word in self._planned)

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
        before = self._increments.search(marked.normal, around.left, around.mention.start)
        return (
            before is not None
            or self._added.match(marked.normal, around.mention.end, around.right) is not None
        )

    def per_case(self, marked: MarkedText, around: Surroundings) -> bool:
        """Whether the number counts per period, case or head (每季度召开1次); an average rate is a rate."""
        if around.mention.unit == "%":
            return self._average.fullmatch(marked.normal, around.left, around.mention.start) is not None
        one = marked.quantity_before(around.left)
        single = one is not None and one.end == around.left and one.value == 1
        left = marked.boundary_before(one.start, STRONG) if one is not None and single else around.left
        match = self._rates.search(marked.normal, left, around.mention.start)
        return match is not None and not marked.quoted(match.start())

    def assertion(
        self, marked: MarkedText, around: Surroundings, division: Division, year: int | None
    ) -> Assertion:
        """How the report about ``year`` stands to the number, in its part of the report."""
        text, at = marked.normal, around.mention.start
        told = self._told(marked, line_start(text, division), at, year)
        if told == "ahead" or (division.role == "plans" and told != "done"):
            return "target"
        if self._taking_stance.search(text, max(0, around.sentence - 1), at):
            stance = self._stance(marked, around, division.start)
        else:
            stance = "target" if self._aim_follows(marked, around) else None
        return stance or ("problem" if division.role == "problems" else "actual")

    def _stance(self, marked: MarkedText, around: Surroundings, division: int) -> Assertion | None:
        """Whether the words before a number, or behind it, say that it is aimed at or only claimed."""
        if self._is_aim(marked, around, division):
            return "target"
        clause = marked.normal[self._lead(marked, around) : around.mention.start]
        planned = clause.endswith(self._planned) and not clause.endswith(self._given)
        if planned or self._least.search(clause):
            return "target"
        asked = self._complied.sub("", clause)
        if any(m.group() not in self._no_target for m in self._target.finditer(asked)):
            return "target"
        return "claimed" if self._claimed.search(clause) else None

    def _is_aim(self, marked: MarkedText, around: Surroundings, division: int) -> bool:
        """Whether its sentence, the paragraph so far or the end of its list says that it is yet to come."""
        text, at = marked.normal, around.mention.start
        sentence = max(around.sentence, division)
        if self._ahead.search(text, max(0, sentence - 1), at):
            return True
        governed = max(sentence, marked.boundary_before(at, STOPS, AIM_REACH))
        aims = list(self._aims.finditer(text, governed, at))
        if aims and not self._aim_reached.search(text, aims[-1].end(), at):
            return not self._aim_over(marked, aims[-1], at)
        return self._aim_follows(marked, around) or self._aim_beside.search(text, governed, at) is not None

    def _aim_follows(self, marked: MarkedText, around: Surroundings) -> bool:
        """Whether what stands behind a number says that it is an aim."""
        text, end = marked.normal, around.mention.end
        if self._aim_behind.match(text, end):
            return True
        clause = marked.boundary_after(around.mention.start, STRONG, AIM_REACH)
        return self._listed_aims.search(text, end, clause) is not None

    def _aim_over(self, marked: MarkedText, words: re.Match[str], at: int) -> bool:
        """Whether an aim is complete with its own number (目标为60%，…), or the own result is told."""
        aim = words.end()
        if self._own_result.search(marked.normal, aim, at):
            return True
        if words.group() in self._plans:
            return False
        first = marked.quantity_after(aim)
        if first is None or first.end > at or first.start - aim > MAX_COPULA:
            return False
        return any(mark in marked.normal[first.end : at] for mark in ",;")

    def _told(self, marked: MarkedText, division: int, at: int, year: int | None) -> Told:
        """What the last sentence of the paragraph that begins with a word of time tells of."""
        text = marked.normal
        start = max(division, at - PARAGRAPH) - 1
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
        clause = marked.boundary_before(start, STRONG, REACH)
        before = marked.quantity_before(clause)
        lead = max(around.sentence, before.end if before is not None else 0, start - REACH)
        return min(clause, lead) if before is None or before.end <= around.sentence else clause


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
