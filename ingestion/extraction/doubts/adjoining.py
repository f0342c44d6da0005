"""What adjoins a number or the words of its reading and speaks against it.

A denial (非立案处理5件), 的 on either side of the number, a word that says that it stands or came over;
and how the number itself is written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from operator import itemgetter
from typing import Any

from catalog import Catalog, Indicator
from ingestion.extraction.doubts.denials import denials
from ingestion.extraction.doubts.signs import all_behind
from ingestion.extraction.matching.candidates import Candidate
from ingestion.extraction.meaning.scopes.words import before_subject
from ingestion.extraction.text import reach
from ingestion.extraction.text.boundaries import CLOSING
from ingestion.extraction.text.marked import MarkedText
from ingestion.extraction.text.surroundings import STRONG, Surroundings, filled_bracket
from ingestion.extraction.text.typography import beside_digits_off_the_line, beside_struck_digits
from ingestion.extraction.words.wordlist import Endings, any_word, one_of

ONE = re.compile(r"一(?![百千万亿成])")
SCALES = "万亿"
SLASHES = ("/", "|")
IN_BRACKETS = re.compile(r"\(\d[\d,.]*\)")
"""A bare number alone in brackets."""


class Adjoining:
    """The words that speak against what they adjoin; see ``catalog/lexicon/doubts.yaml``."""

    def __init__(self, catalog: Catalog) -> None:
        data = catalog.lexicon["doubts"]
        self._negating, self._not_negating = Endings(data["negating"]), Endings(data["not_negating"])
        self._negating_objects, self._mistaken = Endings(data["negating_objects"]), _mistaken(data)
        self._attended, self._owners = frozenset(data["attended"]), frozenset(data["owners"])
        self._standing = Endings(data["standing"])
        self._entities = frozenset(data["entities"])
        own = one_of(catalog.lexicon["scopes"]["region"]).pattern
        self._standing_first = re.compile(rf"\s*(?:{own})?{one_of(data['standing']).pattern}[^\d]*")
        self._denied_whole = denials(catalog).ends_there
        attributive = catalog.lexicon["linking"]["attributive"]
        self._kinds_of_things = frozenset(data["kinds_of_things"])
        self._short_of = tuple(data["short_of"])
        self._cases = frozenset(data["suffered_among"])
        cases, by, what = (one_of(data[f"suffered{of}"]).pattern for of in ("_of", "_by", ""))
        self._suffered = re.compile(rf"{cases}?{by}[^,。;、\d]{{0,8}}?{what}")
        self._one_case, self._all_told = tuple(data["one_case"]), before_subject(catalog)
        self._carried = _carried(data, attributive)
        self._left_over, self._of_left_over = _left_over(data, attributive)

    def indefinite(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """一堂法治课: one and a measure word before a noun is an article more often than a count.

        So is one kind of a thing that is counted otherwise (特殊工时审批一项，准予10件).
        """
        text, mention = marked.normal, around.mention
        one = mention.value == 1 and ONE.match(text, mention.start) is not None
        kind = (
            mention.unit in self._kinds_of_things and best.reading.indicator.unit not in self._kinds_of_things
        )
        return one and (kind or all_behind(around, best))

    def attributive(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """涉及212人的380万元: a count that only describes what follows, unless as its share (212人的95%).

        So many people of a course are those who attended it (180人次的培训), and wages that are got back are
        got back for those whose they are (追回286人的工资).
        """
        start, end = around.mention.start, around.mention.end
        if around.mention.unit == "%" or not marked.normal.startswith(marked.attributive, end):
            return False
        if best.indicator_id in self._attended and max(best.used)[0] > end:
            return False
        if best.indicator_id in self._owners and any(word_end == start for _, word_end in best.used):
            return False
        share = around.follower
        if share is None or share.unit != "%":
            return True
        return marked.normal[end : share.start].strip() != marked.attributive

    def negated(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """非立案处理5件, 未将2家列入…: a word of the reading is denied, or what is done with the number.

        Nought says the same as the denial (没有作出行政处罚（0件）). What stands before the noun that
        only the last piece of a list tells is said of that alone (受理、不予行政许可分别为40件、2件).
        """
        text, at = marked.normal, around.mention.start
        if around.mention.value == 0:
            return False
        if self._negating_objects.at(text, at) or text.startswith(self._short_of, around.mention.end):
            return True
        if self._is_mistaken(marked, around) or _beside_none(marked, around):
            return True
        of_last = around.common[0] or -1
        denied = [start for start, _ in best.used if start != of_last and self._negating.at(text, start)]
        return any(
            not self._not_negating.at(text, start) and all(end != start for _, end in best.used)
            for start in denied
        )

    def _is_mistaken(self, marked: MarkedText, around: Surroundings) -> bool:
        """将2份文书误计入处罚: so many were counted where they do not belong."""
        taken, wrongly, spared = self._mistaken
        if not marked.places("mistaken", wrongly, around.mention.end, around.mention.end + reach.CLAUSE):
            return False
        clause = marked.boundary_before(around.mention.start, STRONG, reach.CLAUSE)
        end = marked.boundary_after(around.mention.end, STRONG, reach.CLAUSE)
        if taken.search(marked.normal, clause, around.mention.start) is None:
            return False
        said = wrongly.finditer(marked.normal, around.mention.end, end)
        return any(not spared.search(marked.normal, around.mention.end, match.start()) for match in said)

    def may_end_otherwise(self, indicator: Indicator) -> bool:
        """Whether it counts all cases, of which some end one way and some another."""
        return indicator.id in self._cases

    def outcome_told(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """2件行政诉讼案件被撤销: so many had that outcome, whatever was the count of all of them."""
        end = max(around.mention.end, *(end for _, end in best.used))
        return self._suffered.match(marked.normal, end) is not None

    def denied_in_part(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """无一起复议案件被纠错: there were some, of which something is denied."""
        mention = around.mention
        if not mention.in_words or mention.value != 0 or not all_behind(around, best):
            return False
        start, end = max(best.used, key=itemgetter(1))
        return not self._denied_whole(marked, start, end)

    def carried_over(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """上年结转的2件复议案件: cases that came over from the year before are none of this year's.

        Nor is what is told of a part of them (上年留下的案件中，裁决7件).
        """
        text, at = marked.normal, around.mention.start
        if best.reading.indicator.kind != "flow":
            return False
        if text.startswith(marked.attributive, at - 1):
            start = max(around.clause, at - reach.CARRIED)
            if self._carried.search(text, start, at):
                return True
        places = marked.places("left_over", self._left_over, around.sentence, at)
        return any(self._of_left_over.match(text, place, at) for place in places)

    def stands(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """民办学校现有13所, 现有许可机构40家: what stands is none of what was done in the year."""
        text, left, at = marked.normal, around.left, around.mention.start
        if best.reading.indicator.kind != "flow":
            return False
        if self._standing.at(text, at, left):
            return True
        return self._standing_first.fullmatch(text, left, at) is not None and not all_behind(around, best)

    def counted_before(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """61条线索61条办结: the noun before the number was counted already; of what, the rest tells.

        Where nothing is left to tell, the noun is that of the number behind it (立案53件结案50件).
        """
        noun, end = max(best.used)
        if end != around.mention.start or not around.mention.unit or around.right == around.mention.end:
            return False
        before = marked.quantity_before(noun)
        return before is not None and before.end == noun and before.unit == around.mention.unit

    def counted_behind(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """向21户企业送达责令改正书21份: the noun behind it is counted by the next number."""
        if around.mention.unit not in self._entities or best.reading.indicator.unit in self._entities:
            return False
        noun_end = max(end for _, end in best.used)
        following = marked.quantity_after(noun_end)
        if following is None or following.start != noun_end:
            return False
        return following.unit not in self._entities

    def definite(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """我局被诉一案庭审, 张某不服处罚一案，…: a case that is known already, and none that is counted.

        One is counted where its clause tells of a whole year or the like and ends behind it (全年被诉一案).
        """
        text, at, end = marked.normal, around.mention.start, around.mention.end
        if around.mention.value != 1 or not text.endswith(self._one_case, at, end):
            return False
        clause = marked.boundary_before(at, STRONG)
        told = self._all_told.match(text, clause, at)
        return told is None or told.end() == clause or CLOSING.match(text, end) is None


def _carried(data: Mapping[str, Any], attributive: str) -> re.Pattern[str]:
    over, on = one_of(data["carried_over"]).pattern, one_of(data["carried_on"]).pattern
    return re.compile(
        rf"(?:{over}{on}?|{one_of(data['earlier_years']).pattern}[^,。;、\d]{{0,10}}){attributive}$"
    )


def _left_over(data: Mapping[str, Any], attributive: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What came over from the year before, and such a thing up to the number of it or of some among it."""
    years, left = (one_of(data[key]).pattern for key in ("earlier_years", "left_over"))
    silent, within = rf"[^{STRONG}、\d]", one_of(data["within"]).pattern
    over = rf"{years}{silent}{{0,4}}{left}(?:{one_of(data['carried_on']).pattern})?{attributive}"
    return re.compile(over), re.compile(rf"{over}(?:{silent}{{1,11}}$|{silent}{{1,11}}{within},[^。;\n]*$)")


def _beside_none(marked: MarkedText, around: Surroundings) -> bool:
    """Whether a number fills a bracket behind a word that there was none (败诉无（1件）)."""
    opening = filled_bracket(marked.normal, around.mention)
    return opening is not None and marked.denying.none_before(marked.normal, opening)


def _mistaken(data: Mapping[str, Any]) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What stands before and behind a number that was counted where it does not belong, and what denies it.

    That there are so many says the same directly before the number or first in its clause (有2件…被误报).
    """
    words = data["mistaken"]
    wrongly = (how + counted for how in words["wrongly"] for counted in words["as"])
    taken, being = one_of(words["taken"]).pattern, one_of(words["being"], "$").pattern
    spared = (
        rf"(?:{one_of(words['spared']).pattern}|{one_of(words['spared_of']).pattern}[^{STRONG}\d]{{0,6}})$"
    )
    return (
        re.compile(rf"{taken}|{being}|(?:^|(?<=[{STRONG}\n])){one_of(words['being']).pattern}"),
        re.compile(any_word(wrongly)),
        re.compile(spared),
    )


def _one_of_two(text: str, at: int, end: int) -> bool:
    """Whether a slash or a bracket ties another number to the one that stands here."""
    return "/" in (text[end : end + 1], text[at - 1 : at]) or IN_BRACKETS.match(text, end) is not None


def one_of_two(marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
    """417件/365件: of two numbers of one measure beside a slash nothing says which is this year's."""
    text, mention = marked.normal, around.mention
    for other, mark in ((around.follower, mention.end), (around.previous, mention.start - 1)):
        if other is None or text[mark : mark + 1] not in SLASHES or other.unit != mention.unit:
            continue
        if mark + 1 == other.start or other.end == mark:
            return True
    return False


def unmeasured(marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
    """追讨工资约65万: with 万 and no measure word it may be money as well as anything else.

    超期办件为零: a nought without one is said of no more than its whole noun. Of two with a slash between
    them, or the second in brackets (当年受理3260/714, 检查5218（436）户), another place says what each is.
    """
    at, end = around.mention.start, around.mention.end
    if not around.mention.unit and _one_of_two(marked.normal, at, end):
        return True
    if around.mention.value == 0 and not around.mention.unit and not marked.normal[at].isascii():
        return marked.unexplained(around.left, min(best.used)[0]) > 0
    if around.mention.unit or marked.normal[end - 1] not in SCALES:
        return False
    return all(start != end for start, _ in best.used)


def off_the_line(marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
    """案件12¹件: the raised digit is the mark of a note, or it is not."""
    at = around.mention
    return marked.odd_digits and beside_digits_off_the_line(marked.normal, at.start, at.end)


def struck(marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
    """案件35̶6件: which digits hold is for its writer to say."""
    at = around.mention
    return marked.odd_digits and beside_struck_digits(marked.normal, at.start, at.end)
