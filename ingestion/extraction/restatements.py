"""What a correction notice puts right: which of its numbers are old, which new, which stay as they were.

Everything is decided from the words around the numbers (``lexicon/corrections.yaml``), before anything is
known of what they count: 由12件更正为21件, 原报12件, “…12件”应为“…21件”, 更正前：… 更正后：…, 其余6场次不变.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from catalog import Catalog
from ingestion.extraction.text import reach
from ingestion.extraction.text.boundaries import STOPS
from ingestion.extraction.words.wordlist import one_of
from ingestion.quantities import Mention, mentions_of
from ingestion.quantities.compiled import compiled_once
from ingestion.quantities.normalise import normalise

Span = tuple[int, int]

SENTENCE = re.compile(f"[^{STOPS}]+")
PIECE = ",:。;!?\n"
OPENING, CLOSING = "“\"‘'「『", "”\"’'」』"
QUOTE = re.compile(rf"[{OPENING}]([^{OPENING}{CLOSING}\n]+)[{CLOSING}]")
LONE_NUMBER = re.compile(r"\s*[\d.,]*\d\s*[%‰]?[\u4e00-\u9fff]{0,4}\s*")
COUNTED = re.compile(r".*\d.*")
HAN = re.compile(r"[\u4e00-\u9fff]")
NEAR = 3


@dataclass(frozen=True, slots=True)
class Restatements:
    """The numbers of a notice by what it says of them; spans count characters of its text.

    ``quoted`` are the quotation marks around quoted figures, ``replaced`` the old values with the words that
    lead from them to the new ones, ``pairs`` an old value and the new one that takes its place.
    """

    old: frozenset[Span] = frozenset()
    kept: frozenset[Span] = frozenset()
    quoted: tuple[Span, ...] = ()
    replaced: tuple[Span, ...] = ()
    pairs: tuple[tuple[Span, Span], ...] = ()


@compiled_once
def wordings(catalog: Catalog) -> Wordings:
    """The words of correction of ``catalog``; the same content is compiled once per process."""
    return Wordings(catalog)


class Wordings:
    """The words of correction, ready to be looked for."""

    def __init__(self, catalog: Catalog) -> None:
        data = catalog.lexicon["corrections"]
        self.corrected = one_of(data["corrected"])
        self.was = one_of(data["was"], rf"[\s:{OPENING}]*$")
        self.source = one_of((*data["was"], *data["from"]), rf"[\s:{OPENING}]*$")
        self.between = re.compile(rf"(?:{one_of(data['between']).pattern}|[\s,:(){OPENING}{CLOSING}])*")
        head = rf"(?:^|(?<=[{PIECE}(]))[ \t\u3000]*"
        self.old_part = re.compile(f"{head}(?:{one_of(data['old_part']).pattern}):")
        self.new_part = re.compile(f"{head}(?:{one_of(data['new_part']).pattern}):")
        joining = one_of(catalog.lexicon["lists"]["conjunctions"]).pattern
        self.listed = re.compile(rf"\s*(?:、|{joining})?\s*")
        self.unchanged = one_of(data["unchanged"])
        self.still = one_of(data["still"], r"\s*$")
        self.others = one_of(data["others"])
        self.reasons = one_of(data["reasons"])


def restatements(text: str, catalog: Catalog) -> Restatements:
    """What the notice ``text`` says of its numbers."""
    return _Notice(text, catalog).restatements()


def blanked(text: str, spans: Iterable[Span]) -> str:
    """``text``, as long as before, with blanks over these stretches."""
    characters = list(text)
    for start, end in spans:
        characters[start:end] = " " * (end - start)
    return "".join(characters)


@dataclass
class _Found:
    """What was found so far."""

    old: set[Span] = field(default_factory=set)
    new: set[Span] = field(default_factory=set)
    kept: set[Span] = field(default_factory=set)
    replaced: list[Span] = field(default_factory=list)
    pairs: list[tuple[Span, Span]] = field(default_factory=list)


class _Notice:
    """One notice while its statements are found, from the plainest wording to the loosest."""

    def __init__(self, text: str, catalog: Catalog) -> None:
        self.words = wordings(catalog)
        printed = normalise(text)
        self.text = blanked(printed, self._marks_around(LONE_NUMBER, printed))
        self.quoted = tuple(self._marks_around(COUNTED, printed))
        found = mentions_of(blanked(printed, self.quoted), catalog)
        self.numbers = [m for m in found if m.kind == "quantity"]
        self.starts = [m.start for m in self.numbers]
        self.found = _Found()

    def restatements(self) -> Restatements:
        self._labelled()
        for sentence in SENTENCE.finditer(self.text):
            self._corrected(*sentence.span())
            self._were(*sentence.span())
            self._unchanged(*sentence.span())
        self._explained()
        found = self.found
        return Restatements(
            old=frozenset(found.old),
            kept=frozenset(found.kept - found.old - found.new),
            quoted=self.quoted,
            replaced=tuple(sorted(found.replaced)),
            pairs=tuple(found.pairs),
        )

    def _marks_around(self, content: re.Pattern[str], text: str) -> Iterator[Span]:
        """The quotation marks around numbers that are said to be wrong or right (“3件”), no slogans here."""
        for sentence in SENTENCE.finditer(text):
            for quote in QUOTE.finditer(text, *sentence.span()):
                if content.fullmatch(quote[1]) and self.words.corrected.search(text, *sentence.span()):
                    yield quote.start(), quote.start() + 1
                    yield quote.end() - 1, quote.end()

    def _inside(self, start: int, end: int) -> list[Mention]:
        """The numbers that lie wholly within a stretch."""
        low, high = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return [m for m in self.numbers[low:high] if m.end <= end]

    def _labelled(self) -> None:
        """更正前：… up to 更正后：…, or to the end of its line where that does not follow."""
        for label in self.words.old_part.finditer(self.text):
            limit = min(len(self.text), label.end() + reach.RESTATED)
            following = self.words.new_part.search(self.text, label.end(), limit)
            line = self.text.find("\n", label.end())
            end = following.end() if following else line if line >= 0 else limit
            self._replace(self._inside(label.end(), end), label.start(), end)

    def _corrected(self, start: int, end: int) -> None:
        """由12件更正为21件: the numbers before and behind each word of correction of a sentence."""
        for word in self.words.corrected.finditer(self.text, start, end):
            new, restated = self._new_values(word.end(), end)
            if not new:
                continue
            old, first = self._old_values(start, word.start(), new, restated)
            if old and not any(_span(m) in self.found.new for m in old):
                last = word.end() if restated else new[0].start
                self._replace(old, first, last)
                if len(old) == len(new):
                    self.found.pairs += zip(map(_span, old), map(_span, new), strict=True)
            self.found.new.update(map(_span, new))

    def _new_values(self, start: int, end: int) -> tuple[list[Mention], bool]:
        """The corrected numbers, and whether what they count is said again before the first of them."""
        quote = QUOTE.match(self.text, _past(self.text, start, " :"))
        if quote:
            inside = self._inside(*quote.span(1))
            return inside, bool(inside and HAN.search(self.text, quote.start(1), inside[0].start))
        boundary = re.compile(r"[,()]").search(self.text, start, end)
        stop = boundary.start() if boundary else end
        listed: list[Mention] = []
        for number in self._inside(start, end):
            joined = bool(listed) and self.words.listed.fullmatch(self.text, listed[-1].end, number.start)
            if (listed and not joined) or (not listed and number.start > stop):
                break
            listed.append(number)
        return listed, bool(listed and HAN.search(self.text, start, listed[0].start))

    def _old_values(
        self, start: int, end: int, new: Sequence[Mention], restated: bool
    ) -> tuple[list[Mention], int]:
        """The numbers that the new ones replace, and where the stretch that speaks of them begins."""
        quote = next((q for q in reversed(list(QUOTE.finditer(self.text, start, end)))), None)
        near = quote is not None and self.words.between.fullmatch(self.text, quote.end(), end)
        if quote and near and restated:
            return self._inside(*quote.span(1)), self._led(quote.start(), start)
        before = self._inside(start, end)[-len(new) :]
        if len(before) < len(new) or not all(map(_alike, before, new)):
            return [], end
        led = self._led(before[0].start, start)
        told = led < before[0].start or self.words.between.fullmatch(self.text, before[-1].end, end)
        return (before, led) if told else ([], end)

    def _led(self, start: int, limit: int) -> int:
        """Where the words before an old value begin (原报, 由), a comma before them included."""
        word = self.words.source.search(self.text, max(limit, start - 12), start)
        at = word.start() if word else start
        before = self.text[:at].rstrip()
        return len(before) - 1 if word and before.endswith((",", ":", "(")) and len(before) > limit else at

    def _were(self, start: int, end: int) -> None:
        """应为21件(原误为12件), 而非12件: an old value named beside the new one."""
        for number in self._inside(start, end):
            led = self._led(number.start, start)
            if _span(number) not in self.found.old | self.found.new and self.words.was.search(
                self.text, max(start, number.start - 12), number.start
            ):
                self._replace([number], led, number.end)
                right = [m for m in self._inside(start, led) if _span(m) in self.found.new]
                self.found.pairs += [(_span(number), _span(m)) for m in right[-1:] if _alike(number, m)]

    def _unchanged(self, start: int, end: int) -> None:
        """其余6场次不变, 审结10件，维持不变, 仍为10件."""
        for word in self.words.unchanged.finditer(self.text, start, end):
            piece = max(start, max(self.text.rfind(mark, start, word.start()) for mark in PIECE) + 1)
            inside = self._inside(piece, word.start())
            others = self.words.others.search(self.text, piece, end)
            if not inside and others and self.text[word.end() : word.end() + 1] == ":":
                inside = self._inside(word.end(), end)
            if not inside and not others:
                before = max(start, max(self.text.rfind(mark, start, piece - 1) for mark in PIECE) + 1)
                inside = self._inside(before, piece)
            self.found.kept.update(map(_span, inside))
        for number in self._inside(start, end):
            if self.words.still.search(self.text, max(start, number.start - NEAR), number.start):
                self.found.kept.add(_span(number))

    def _explained(self) -> None:
        """Numbers that tell how a mistake came about restate nothing."""
        if not (self.found.new or self.found.old):
            return
        for sentence in SENTENCE.finditer(self.text):
            if self.words.reasons.search(self.text, *sentence.span()):
                self.found.kept.update(map(_span, self._inside(*sentence.span())))

    def _replace(self, old: Iterable[Mention], start: int, end: int) -> None:
        spans = {_span(number) for number in old}
        self.found.old.update(spans)
        if spans:
            self.found.replaced.append((start, end))


def _span(number: Mention) -> Span:
    return number.start, number.end


def _alike(old: Mention, new: Mention) -> bool:
    return old.unit == new.unit or not (old.unit and new.unit)


def _past(text: str, at: int, characters: str) -> int:
    while at < len(text) and text[at] in characters:
        at += 1
    return at
