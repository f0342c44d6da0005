"""Whether a denial in words (无行政处罚案件) denies all that a figure counts: only then it is zero."""

from __future__ import annotations

import re

from catalog import Catalog
from ingestion.extraction.matching.in_words import InWords
from ingestion.extraction.text import reach
from ingestion.extraction.text.marked import SENTENCE_ENDS, STOPS, MarkedText
from ingestion.extraction.text.surroundings import STRONG
from ingestion.extraction.words.wordlist import one_of, standing_alone
from ingestion.quantities.compiled import compiled_once


@compiled_once
def denials(catalog: Catalog) -> Denials:
    """The words of denial of ``catalog``; the same content is compiled once per process."""
    return Denials(catalog)


class Denials:
    """What stands around a denied noun, see ``catalog/lexicon/denials.yaml``."""

    def __init__(self, catalog: Catalog) -> None:
        data, lists = catalog.lexicon["denials"], catalog.lexicon["lists"]
        denying = one_of(catalog.lexicon["terms"]["terms"][data["denying"]].split()).pattern
        joining = standing_alone(
            (*lists["conjunctions"], *data["joining"]), lists["not_conjunctions"]
        ).pattern
        self._denying = re.compile(denying)
        self._narrowed = re.compile(rf"{denying}(?P<by>{one_of(data['narrowing']).pattern})")
        closing = one_of(data["closing"]).pattern
        self._closed = re.compile(rf"”?(?:{closing})*”?(?:$|(?=[{STRONG}\d])|(?P<list>、|{joining}))")
        self._of_one_case = one_of(data["of_one_case"])
        self._outcome = one_of(data["outcomes"])
        self._unfulfilled = one_of(data["unfulfilled"])
        outside = rf"{one_of(data['except']).pattern}[^。;,]*{one_of(data['outside']).pattern}"
        self._excepted = re.compile(rf"{outside},?[^,。;、]{{0,8}}$")
        self._several_kinds = {
            id_: tuple(map(one_of, kinds)) for id_, kinds in data["of_several_kinds"].items()
        }
        named = one_of(catalog.lexicon["narrowing"]["disclosure"]["named"]).pattern
        nothing = data["nothing"]
        lead = one_of((*nothing["when"], *nothing["whose"], *nothing["leads"], *nothing["also"])).pattern
        self._kind_denied = re.compile(
            rf"(?:{lead})*,?{denying}[^,。;、\d]{{0,8}}?{named}[^,。;、\d]{{0,16}}"
        )
        self._of_others = {
            id_: (one_of(words["others"]), one_of(words["own"]))
            for id_, words in data["fullness_of_others"].items()
        }

    def whole(self, marked: MarkedText, phrase: InWords) -> bool:
        """Whether a phrase that denies denies the whole figure, and one that does not is not denied itself.

        企业无行政处罚记录的 and 无行政处罚被撤销 tell of something else than 无行政处罚案件.
        """
        denying = self._denying.match(marked.normal, phrase.start)
        if denying is None:
            return self._fulfilled(marked, phrase)
        if self._is_narrowed(marked.normal, phrase) or self._leaves_a_kind(marked, phrase):
            return False
        return self.ends_there(marked, denying.end(), phrase.end)

    def _leaves_a_kind(self, marked: MarkedText, phrase: InWords) -> bool:
        """Whether only one of the kinds that a figure adds up is denied (无因信息公开引发的诉讼)."""
        kinds = self._several_kinds.get(phrase.reading.indicator.id)
        if kinds is None:
            return False
        start = marked.boundary_before(phrase.start, SENTENCE_ENDS, reach.DENIAL)
        end = marked.boundary_after(phrase.end, SENTENCE_ENDS, reach.DENIAL)
        start, end = self._denied_before(marked, start), self._denied_behind(marked, end)
        counted = marked.quantity_after(phrase.end)
        if counted is not None and counted.start < end:
            end = max(phrase.end, marked.boundary_before(counted.start, STRONG))
        return not all(kind.search(marked.normal, start, end) for kind in kinds)

    def _denied_behind(self, marked: MarkedText, end: int) -> int:
        """Where the next sentence ends, if it denies another kind of the same; else ``end``."""
        after = marked.boundary_after(end + 1, SENTENCE_ENDS, reach.DENIAL)
        return after if self._denies_a_kind(marked, end + 1, after) else end

    def _denied_before(self, marked: MarkedText, start: int) -> int:
        """Where the sentence before begins, if it denies another kind of the same; else ``start``."""
        before = marked.boundary_before(max(0, start - 1), SENTENCE_ENDS, reach.DENIAL)
        return before if self._denies_a_kind(marked, before, start - 1) else start

    def _denies_a_kind(self, marked: MarkedText, start: int, end: int) -> bool:
        """Whether a sentence only denies something of disclosure (未发生信息公开行政诉讼。)."""
        return self._kind_denied.fullmatch(marked.normal, start, max(start, end)) is not None

    def of_one_case(self, marked: MarkedText, phrase: InWords) -> bool:
        """Whether what is denied is told of one case or somebody, and of no year."""
        if phrase.reading.words_value == 0 and self._of_some(marked, phrase):
            return True
        sentence = marked.boundary_before(phrase.start, STOPS, reach.DENIAL)
        told = self._of_one_case.search(marked.normal, sentence, phrase.start)
        return phrase.reading.words_value == 0 and told is not None

    def _of_some(self, marked: MarkedText, phrase: InWords) -> bool:
        """Whether a clause tells of so many of which something was not done (对9户企业未作出行政处罚)."""
        clause = marked.boundaries.before(phrase.start, STRONG, reach.DENIAL)
        counted = marked.quantity_after(clause)
        if counted is None or counted.end > phrase.start:
            return False
        return marked.normal.startswith((*marked.lists.fronting, *marked.lists.having), clause)

    def _fulfilled(self, marked: MarkedText, phrase: InWords) -> bool:
        """Whether fullness is told of (全部持证上岗), and not that it is lacking (尚未全部持证上岗)."""
        if not phrase.reading.words_value:
            return True
        text, clause = marked.normal, marked.boundary_before(phrase.start, STRONG, reach.DENIAL)
        if self._excepted.search(text, max(0, phrase.start - reach.DENIAL), phrase.start):
            return False
        if self._is_of_others(marked, phrase):
            return False
        return self._unfulfilled.search(text, clause, phrase.end) is None

    def _is_of_others(self, marked: MarkedText, phrase: InWords) -> bool:
        """Whether the sentence tells of others than the figure counts (特种作业人员全部持证上岗)."""
        words = self._of_others.get(phrase.reading.indicator.id)
        if words is None:
            return False
        others, own = words
        before = marked.boundary_before(phrase.start, STOPS, reach.DENIAL), phrase.end
        return (
            others.search(marked.normal, *before) is not None and own.search(marked.normal, *before) is None
        )

    def _is_narrowed(self, text: str, phrase: InWords) -> bool:
        """Whether only a part is denied (无重大行政处罚), where the figure is not that part itself."""
        narrowed = self._narrowed.match(text, phrase.start, phrase.end)
        if narrowed is None:
            return False
        parts = (part for _, part in phrase.reading.left)
        return not any(word.startswith(narrowed["by"]) for part in parts for word in part.words)

    def ends_there(self, marked: MarkedText, start: int, end: int) -> bool:
        """Whether nothing more is said of a denied noun, or of the list that it stands in."""
        closed = self._closed.match(marked.normal, end)
        if closed is None or closed["list"] is None:
            return closed is not None
        behind = marked.boundary_after(closed.end(), STRONG, reach.DENIAL)
        own = self._outcome.search(marked.normal, start, end)
        return own is not None or self._outcome.search(marked.normal, closed.end(), behind) is None
