"""Finds every mention of a number in a text, in one pass from left to right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from sys import maxsize
from typing import Final

from catalog import Catalog
from ingestion.quantities import labels, misprints, patterns
from ingestion.quantities.lexicon import NumeralLexicon, numeral_lexicon
from ingestion.quantities.mentions import Mention, MentionKind
from ingestion.quantities.normalise import normalise
from ingestion.quantities.numerals import NUMERAL_CHARACTERS, PART_OF, SPOKEN_CARDINAL, in_common_numerals
from ingestion.quantities.values import fraction, quantity, range_, tenths

BRACKETED: Final = re.compile(rf"\((?:\d{{1,2}}|{patterns.CHINESE_DIGIT}{{1,3}})\)")
SIGNED: Final = re.compile(patterns.SIGNED)
ORDINAL: Final = re.compile(rf"{patterns.NUMERAL}")
QUARTER: Final = re.compile(r"季度")
TITLE: Final = re.compile(r"《[^《》\n]{0,80}》")
QUOTED: Final = re.compile(r"“[^“”\n。]{1,16}”")
BARE_YEAR: Final = re.compile(r"(?:19|20)\d\d")
SCALES: Final = "百千万亿"
UNIT_STARTS, UNIT_ENDS = frozenset("(、,/"), frozenset(")、,/")
"""What stands around one of the units in a bracket."""
UNIT_REACH: Final = 24
HAN: Final = re.compile(r"[一-龥]")
LONE_NOUN: Final = re.compile(rf"(?<![{NUMERAL_CHARACTERS}])[一-龥](?<![{NUMERAL_CHARACTERS}])$")
"""The end of a noun that no numeral stands before (一校一所)."""
WORD_BEFORE: Final = 6
RATE_REACH: Final = 12
AFTER_PROSE: Final = re.compile(r"[一-龥:,] ?$")
REST: Final = 8
WHOLE_SHARE: Final = 100
ZERO: Final = ("零", "〇")
CLOSING: Final = ("", *",。;、:)\n ")
NOWHERE: Final = (0, maxsize, maxsize)
"""A span behind all text."""
ROW_BEFORE: Final = re.compile(r"[^\n,。;:!?\d]{1,16}[ \t|]$")
NEXT_ROW: Final = re.compile(r"\n[ \t]*[^\s,。;:!?|]{1,16}[ \t|]+\d")
"""A row of a label and a number, behind another one."""
THOUSANDS: Final = re.compile(patterns.SPACED)
BROKEN_POINT: Final = re.compile(patterns.BROKEN_POINT)


def find_mentions(text: str, catalog: Catalog) -> tuple[Mention, ...]:
    """Every mention of a number in ``text``, in order and without overlaps.

    Each digit lies in exactly one mention, and so does each Chinese numeral that is not part of an ordinary
    word of the lexicon. Offsets count characters of ``text`` itself.
    """
    return mentions_of(normalise(text), catalog)


def mentions_of(normal: str, catalog: Catalog) -> tuple[Mention, ...]:
    """:func:`find_mentions` of a text that is normalised already."""
    return tuple(Scanner(normal, numeral_lexicon(catalog)))


class Scanner:
    """Walks over a normalised text and yields its mentions."""

    def __init__(self, text: str, lexicon: NumeralLexicon) -> None:
        self.text = text = in_common_numerals(text, lexicon.accounts)
        self.lexicon = lexicon
        self.labels = lexicon.labels
        self.words = _Spans(lexicon.automaton.find_matches_as_indexes(text))
        self.titles = _Spans((0, *m.span()) for m in TITLE.finditer(text))
        self.quotes = _Spans((0, *m.span()) for m in QUOTED.finditer(text))
        self.consumed = 0
        self.spaced = misprints.spaced(text)
        self.slipped, self.parted = misprints.slips_in(text), misprints.parts_in(text)

    def __iter__(self) -> Iterator[Mention]:
        for start in self.lexicon.starts.finditer(self.text):
            at = start.start()
            mention = self._mention(at) if at >= self.consumed else None
            if mention is not None:
                self.consumed = max(mention.end, at + 1)
                yield mention

    def _both_whole(self, at: int) -> Mention | None:
        """参考率、合格率实现“双百”: two rates of a hundred per cent."""
        both = self.lexicon.both_whole.match(self.text, at)
        if both is None or self.lexicon.rates.search(self.text, max(0, at - RATE_REACH), at) is None:
            return None
        return Mention(kind="quantity", start=at, end=both.end(), value=100, low=100, high=100, unit="%")

    def _mention(self, at: int) -> Mention | None:
        character = self.text[at]
        if character in self.lexicon.both_heads and (both := self._both_whole(at)) is not None:
            return both
        word = self.words.covering(at)
        if word is not None and self._word_holds(at, word):
            return self._fixed_word(at, word)
        if character in self.lexicon.like_numerals:
            self.consumed = at + 1
            return None
        return (
            self._label(at)
            or self._marker(at)
            or self._ordinal(at)
            or self._quoted(at)
            or self._misprint(at)
            or self._number(at)
        )

    def _fixed_word(self, at: int, word: tuple[int, int, int]) -> Mention | None:
        kind = self.lexicon.kinds[word[0]]
        start, end = max(word[1], self.consumed), word[2]
        if kind == "ordinary":
            self.consumed = end
            return None
        named: MentionKind = "date" if kind == "date" else "ordinal" if kind == "ordinal" else "name"
        return Mention(kind=named, start=start, end=end)

    def _word_holds(self, at: int, word: tuple[int, int, int]) -> bool:
        """Whether the word stands as such, not as a piece of a longer numeral (二十一 in 二十一起)."""
        index, start, end = word
        before, after = self.text[start - 1 : start], self.text[end : end + 1]
        if _numeric(self.text[start]) and _numeric(before):
            return False
        if _numeric(self.text[end - 1]) and _numeric(after):
            return False
        if self.text.startswith(PART_OF, end - 1) or self._counts(start, end):
            return False
        if self.lexicon.kinds[index] == "telephone":
            match = self.lexicon.numbers.match(self.text, at)
            return match is None or not match["unit"] or match["unit"] in self.lexicon.called_by_lines
        return True

    def _counts(self, start: int, end: int) -> bool:
        """Whether a word that is a cardinal number counts what follows (十一户), or begins a date (十一月).

        After another holiday, and where something begins on it (从十一起), it is the holiday. A word with a
        measure word counts where it ends a clause (排查工地四处).
        """
        if self.text[start:end] in self.lexicon.counts_at_end:
            return (
                self.text[end : end + 1] in CLOSING
                and LONE_NOUN.search(self.text, max(0, start - 2), start) is not None
            )
        if SPOKEN_CARDINAL.fullmatch(self.text, start, end) is None:
            return False
        match = self.lexicon.numbers.match(self.text, start)
        if match is None or match.end() <= end or self._is_holiday(start, match):
            return False
        return match.lastgroup == "date" or (match.lastgroup == "quantity" and match.end("number") == end)

    def _is_holiday(self, start: int, match: re.Match[str]) -> bool:
        """Whether what stands around a number makes it the name of a day."""
        before = self.text[max(0, start - WORD_BEFORE) : start]
        if self.lexicon.holiday_before.search(before):
            return True
        return self.lexicon.from_day.search(before) is not None and match["unit"] in self.lexicon.from_units

    def _marker(self, at: int) -> Mention | None:
        before = self.text[at - 1 : at]
        if before == "(" and (m := BRACKETED.match(self.text, at - 1)):
            return Mention(kind="marker", start=max(at - 1, self.consumed), end=m.end())
        if before in self.labels.of_these and (m := self.labels.counted_off.match(self.text, at - 1)):
            return Mention(kind="marker", start=at - 1, end=m.end())
        if before.isalnum():
            return None
        if labels.opens_line(self.text, at) and (section := self._section(at)):
            return section
        match = SIGNED.match(self.text, at) or self.labels.counted_off.match(self.text, at)
        if match is None or not self._opens(at) or self._broken_point(at):
            return None
        return Mention(kind="marker", start=at, end=match.end())

    def _section(self, at: int) -> Mention | None:
        """A section number at the start of a line, without the blank behind it."""
        match = self.labels.section.match(self.text, at)
        if match is None:
            return None
        return Mention(kind="marker", start=at, end=at + len(match["mark"].rstrip()))

    def _label(self, at: int) -> Mention | None:
        """表2, 附件1: the number of a table or of an annex, with its word."""
        if self.text[at - 1 : at] not in self.labels.word_ends:
            return None
        window = max(self.consumed, at - labels.WORD)
        word = self.labels.word_before.search(self.text[max(0, window - 1) : at])
        match = self.labels.number.match(self.text, at) if word else None
        if word is None or match is None:
            return None
        start = max(max(0, window - 1) + word.start("label"), self.consumed)
        return Mention(kind="name", start=start, end=match.end())

    def _misprint(self, at: int) -> Mention | None:
        """A number whose value would be a guess: letters among its digits, or blanks that part it."""
        if self.slipped and (slip := self._slip(at)) is not None:
            return slip
        return self._parted(at) if self.parted else None

    def _slip(self, at: int) -> Mention | None:
        """A number with letters among its digits."""
        start = misprints.slip_start(self.text, at, self.consumed)
        if year := misprints.SLIPPED_YEAR.match(self.text, start):
            return Mention(kind="date", start=start, end=year.end())
        slipped = self.lexicon.slipped.match(self.text, start)
        return None if slipped is None else misprints.doubtful(slipped)

    def _parted(self, at: int) -> Mention | None:
        """A number whose digits blanks part."""
        parted = self.lexicon.parted.match(self.text, at)
        if parted is None or BARE_YEAR.match(self.text, at) or not self._stands_in_prose(at):
            return None
        opens = labels.opens_paragraph(self.text, at)
        grouped = None if opens else THOUSANDS.match(self.text, at)
        plain = self.lexicon.numbers.match(self.text, at) if grouped else None
        if grouped and plain and plain.end() >= grouped.end():
            return None
        return self._put_together(parted) or misprints.doubtful(parted)

    def _put_together(self, parted: re.Match[str]) -> Mention | None:
        """The number whose digits were parted, where the text as a whole or a comma shows that it is one."""
        at, digits = parted.start(), parted["digits"]
        grouped = misprints.GROUPED.match(digits) or THOUSANDS.match(digits)
        if labels.opens_paragraph(self.text, at) or not (grouped or self.spaced):
            return None
        whole = misprints.joined(parted) + self.text[parted.end() : parted.end() + REST]
        match = self.lexicon.numbers.match(whole)
        if match is None or match.lastgroup != "quantity" or not match["unit"]:
            return None
        found = quantity(match, self._hedge_before(at), self.lexicon, whole)
        if found.unit == "%" and (found.value or 0) > WHOLE_SHARE:
            return None
        end = at + found.end + len(digits) - len("".join(digits.split()))
        return replace(found, start=at, end=end, parted=True)

    def _stands_in_prose(self, at: int) -> bool:
        """Whether a number follows a word or opens a line: in a row of figures each is a number by itself."""
        before = self.text[max(0, at - 2) : at]
        return labels.opens_line(self.text, at) or AFTER_PROSE.search(before) is not None

    def _broken_point(self, at: int) -> bool:
        """Whether what looks like a list mark inside a sentence is a number with a blank at its point."""
        if self.text[max(0, at - 2) : at].rstrip(" ")[-1:] != ",":
            return False
        broken = BROKEN_POINT.match(self.text, at)
        match = self.lexicon.numbers.match(self.text, at) if broken else None
        return match is not None and broken is not None and match.end() > broken.end()

    def _opens(self, at: int) -> bool:
        """Whether a list marker may stand here: at the start of a line, a sentence or a clause."""
        before = self.text[max(0, at - WORD_BEFORE) : at].rstrip(" \t")
        return not before or not (HAN.match(before[-1]) or before[-1].isalnum() or before[-1] in "%、(.-")

    def _ordinal(self, at: int) -> Mention | None:
        before = self.text[max(0, at - 2) : at].rstrip()
        if not before.endswith("第"):
            return None
        start = max(self.text.rindex("第", 0, at), self.consumed)
        match = ORDINAL.match(self.text, at)
        end = match.end() if match else at + 1
        if article := self.labels.article.match(self.text, end):
            return Mention(kind="name", start=start, end=article.end())
        if quarter := QUARTER.match(self.text, end):
            return Mention(kind="date", start=start, end=quarter.end())
        return Mention(kind="ordinal", start=start, end=end)

    def _quoted(self, at: int) -> Mention | None:
        """A number in a book title or in a short quotation is part of a name (《…2024年…》, “1+N”)."""
        span = self.titles.covering(at) or self.quotes.covering(at)
        if span is None:
            return None
        match = self.lexicon.numbers.match(self.text, at)
        end = min(match.end() if match else at + 1, span[2])
        return Mention(kind="name", start=at, end=max(end, at + 1))

    def _number(self, at: int) -> Mention:
        if half := self.lexicon.half_year.match(self.text, at):
            return Mention(kind="date", start=at, end=half.end())
        if at and self.text[at - 1].isascii() and self.text[at - 1].isalpha() and self.text[at].isdigit():
            return Mention(kind="name", start=at, end=self._ascii_end(at))
        match = self.lexicon.numbers.match(self.text, at)
        if match is not None and (end := self._row_end(at, match.end())) is not None:
            match = self.lexicon.numbers.match(self.text, at, end)
        if match is None:
            return Mention(kind="name", start=at, end=at + 1)
        if match.lastgroup in ("date", "name", "share"):
            return Mention(kind="date" if match.lastgroup == "date" else "name", start=at, end=match.end())
        return self._quantity(at, match)

    def _row_end(self, at: int, end: int) -> int | None:
        """Where the row of a table ends, if what was read of its last number goes on in the next one."""
        line_end = self.text.find("\n", at, end)
        if line_end < 0 or NEXT_ROW.match(self.text, line_end) is None:
            return None
        start = self.text.rfind("\n", 0, at) + 1
        return line_end if ROW_BEFORE.match(self.text[start:at]) else None

    def _ascii_end(self, at: int) -> int:
        end = at
        while (
            end < len(self.text)
            and self.text[end].isascii()
            and (self.text[end].isalnum() or self.text[end] in "._-/")
        ):
            end += 1
        return max(end, at + 1)

    def _quantity(self, at: int, match: re.Match[str]) -> Mention:
        hedge = self._hedge_before(at)
        if match.lastgroup == "fraction":
            return fraction(match, hedge, self.lexicon)
        if match.lastgroup == "tenths":
            return tenths(match, hedge, self.lexicon)
        if match.lastgroup == "range":
            found = range_(match, self.lexicon)
            if found is not None:
                return found
            match = _without_range(self.lexicon, self.text, at)
        unit = match["unit"] or ""
        if not unit and BARE_YEAR.fullmatch(match["number"]):
            return Mention(kind="date", start=at, end=match.end("number"))
        if not unit and not match["number"][0].isdigit() and not self._says_zero(at, match.end()):
            return Mention(kind="name", start=at, end=match.end("number"))
        if unit and not match["number"].strip(SCALES) and self._names_unit(at, match.end()):
            return Mention(kind="name", start=at, end=match.end())
        return quantity(match, hedge, self.lexicon, self.text)

    def _says_zero(self, at: int, end: int) -> bool:
        """Whether nought is said to be the count (案件数为零); of a rate that is told in words."""
        if self.text[at:end] not in ZERO or self.text[end : end + 1] not in CLOSING:
            return False
        before = self.text[max(0, at - RATE_REACH) : at]
        return before.endswith(self.lexicon.zero_behind) and self.lexicon.rate not in before

    def _names_unit(self, at: int, end: int) -> bool:
        """Whether a scale and a measure word name the unit of other numbers: 金额(万元), 单位:件、万元."""
        before, after = self.text[at - 1 : at], self.text[end : end + 1]
        if (before == "(" and after in UNIT_ENDS) or (after == ")" and before in UNIT_STARTS):
            return True
        return self.lexicon.unit_line.search(self.text, max(0, at - UNIT_REACH), at) is not None

    def _hedge_before(self, at: int) -> str | None:
        window = self.text[max(0, at - WORD_BEFORE) : at]
        for match in self.lexicon.before.finditer(window):
            word = match.group()
            place = max(0, at - WORD_BEFORE) + match.start()
            previous = self.text[place - 1] if place else ""
            if not previous or previous not in self.lexicon.part_of_a_word.get(word, ""):
                return word
        return None


def _without_range(lexicon: NumeralLexicon, text: str, at: int) -> re.Match[str]:
    """The number at ``at`` read alone: the text is cut where what looked like a range goes on."""
    match = lexicon.numbers.match(text, at)
    assert match is not None
    alone = lexicon.numbers.match(text, at, match.end("low_unit") if match["low_unit"] else match.end("low"))
    assert alone is not None
    return alone


def _numeric(character: str) -> bool:
    return bool(character) and (character.isdigit() or character in NUMERAL_CHARACTERS)


class _Spans:
    """Spans in text order, asked for in text order: which one covers a place."""

    def __init__(self, spans: Iterable[tuple[int, int, int]]) -> None:
        self._rest = iter(spans)
        self._next = next(self._rest, NOWHERE)

    def covering(self, at: int) -> tuple[int, int, int] | None:
        while self._next[2] <= at:
            self._next = next(self._rest, NOWHERE)
        return self._next if self._next[1] <= at else None
