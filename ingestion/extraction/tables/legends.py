"""Legends: what each number of the groups below them means (括号内为市本级数, 申请/受理依次为…)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from catalog import Catalog
from ingestion.extraction.tables.groups import groups
from ingestion.extraction.tables.statements import NO_NAMES, UNKNOWN, Names, Statement, statements
from ingestion.extraction.tables.stretches import Stretch, Stretches
from ingestion.extraction.tables.table_words import legend_words, table_words
from ingestion.quantities.compiled import compiled_once

CLAUSES = "。;:\n"
SENTENCES = "。\n"
LEGEND = re.compile(r"\(([^()\n]*(?:\([^()\n]*\)[^()\n]*)*)\)")
SLASHES = re.compile("[/|]")
MARK = re.compile(r"[;。:\n]|,(?!\d)|(?<!\d),")
"""What ends a clause, no comma within a number."""
BLANKS = re.compile(r"\s*")
MAX_LEAD = 60


@dataclass(frozen=True, slots=True)
class Legend:
    """What the numbers of each group between ``body`` and ``end`` are called, in the order of the group."""

    lead: int
    """Where the words begin that the legend stands behind …"""
    start: int
    """… where it stands itself …"""
    body: int
    """… and where what it speaks for begins."""
    end: int
    names: tuple[str, ...]
    """The name of each place; that of the number outside brackets may be left out."""
    unit: str
    groups: Stretch
    whole: bool = True
    """Whether it speaks for all that follows it, not for one group alone."""
    tail: str = ""
    """What stands between it and the first number that follows directly (分别为)."""
    silent: tuple[int, int] = (0, 0)
    """Where it stands itself between or behind its groups."""

    def up_to(self, end: int) -> Legend:
        """The legend where another one begins to speak."""
        end = max(self.body, min(self.end, end))
        return replace(self, end=end, groups=self.groups.between(0, end))

    def gone_on(self, start: int) -> tuple[Legend, ...]:
        """The legend of a whole text behind one of a paragraph; no other one speaks on."""
        groups = self.groups.between(start)
        of_text = self.whole and self.lead == self.body
        return (
            (replace(self, lead=start, start=start, body=start, groups=groups),) if of_text and groups else ()
        )

    def behind(self, start: int) -> Legend:
        """The legend without words that belong to an earlier one."""
        return replace(self, lead=max(self.lead, start))


class Legends:
    """Finds the legends of texts in uniform spelling."""

    def __init__(self, catalog: Catalog) -> None:
        self.words, table = legend_words(catalog), table_words(catalog)
        self._unit_said = table.unit_said
        self.groups, self.statements = groups(catalog), statements(catalog)
        words = self.words
        short = r"[一-龥\d]{1,8}"
        name = r"[一-龥\d“”\-~]{1,16}"
        self.bare = re.compile(
            rf"([一-龥]{{2,16}}(?:/[一-龥]{{1,12}}?){{1,4}})(?:{words.in_order.pattern}|:)+(?=\d)"
        )
        columns = rf"{table.listed_by.pattern}({short}(?:/{short}){{1,4}}?){table.columns.pattern}"
        quoted = rf"“({name}(?:/{name}){{1,4}})”"
        self.heads = re.compile(rf"(?:{quoted}|{columns})[^。;:\n]{{0,12}}[:\n]")
        self.named = re.compile(rf"{name}(?:[/|]{name}){{1,4}}")

    def found_in(self, text: str) -> tuple[Legend, ...]:
        """All legends that groups follow, none of which lies in what an earlier one speaks for."""
        if not self.groups.any_in(text):
            return ()
        found: list[Legend] = []
        for legend in sorted(LegendsOfText(self, text).all(), key=_place):
            outer = found[-1] if found else None
            if outer is not None and legend.lead >= outer.body and legend.groups and outer.whole:
                found[-1] = outer.up_to(legend.lead)
            if legend.groups and (not found or legend.start >= found[-1].end):
                found.append(legend.behind(found[-1].end if found else 0))
                found += outer.gone_on(legend.end) if outer is not None else ()
        return tuple(legend for legend in found if legend.groups)

    def shared(self, names: tuple[str, ...], found: Stretch) -> tuple[str, ...]:
        """The names behind the noun that only the last one tells, where all count the same."""
        noun = self.words.shared.search(names[-1])
        units = {number.unit for group in found for number in group.numbers}
        if noun is None or len(units) != 1 or any(self.words.shared.search(name) for name in names[:-1]):
            return names
        return (noun.group() + names[0], *names[1:-1], names[-1][: noun.start()])

    def without_unit(self, inside: str) -> tuple[str, str]:
        """A legend without the measure word that it tells (单位:件,括号内为…), and that."""
        said = self._unit_said.match(inside)
        if said is None:
            told = self.words.unit_told.search(inside)
            return inside, told["unit"] if told is not None else ""
        unit, _, rest = inside[said.end() :].replace(";", ",").partition(",")
        return rest, unit

    def names(self, inside: str) -> Names:
        """What a legend in brackets calls each number of a group."""
        if self.named.fullmatch(inside):
            return Names(tuple(SLASHES.split(inside)), True)
        said = list(self.statements.found_in(inside, 0, len(inside)))
        if not said:
            return NO_NAMES
        beside = inside[: said[0].start] + _outside(inside, said, len(inside))
        return self.timed(self.statements.names(said), beside)

    def timed(self, named: Names, beside: str) -> Names:
        """Names that wait where a time is told beside them."""
        if self.words.times.search(beside) is None:
            return named
        return replace(named, names=(UNKNOWN,) * len(named.names))


class LegendsOfText:
    """Finds the legends of one text, whose groups and marks are found once."""

    def __init__(self, known: Legends, text: str) -> None:
        self.known, self.words, self.text = known, known.words, text
        self._page = Stretches(text, known.groups)
        self._under = self._page.under

    def all(self) -> Iterator[Legend]:
        """All legends, in whatever order, also those that no groups follow."""
        yield from self._in_brackets()
        yield from self._stated()
        yield from self._in_order()
        yield from self._listed()

    def _in_brackets(self) -> Iterator[Legend]:
        """Legends that stand in brackets before a colon, at the head of a line, or before their one group."""
        for match in LEGEND.finditer(self.text):
            inside, unit = self.known.without_unit(match[1])
            named = self.known.names(inside)
            if not named.names:
                continue
            body, whole = self._body(match)
            if body is not None:
                yield self._ahead(match, named, unit, body, whole)
            elif not self.known.named.fullmatch(inside):
                yield from self._among(match, named, unit)

    def _ahead(self, match: re.Match[str], named: Names, unit: str, body: int, whole: bool) -> Legend:
        """A legend in brackets before what it speaks for."""
        slashed = named.slashed is not False
        end = self._end(body, named) if whole else self._near(body, slashed)
        lead, tail = self._lead(match.start()), "" if whole else self.text[match.end() : body]
        found = self._under(body, end, named, unit)
        return Legend(lead, match.start(), body, end, named.names, unit, found, whole, tail)

    def _among(self, match: re.Match[str], named: Names, unit: str) -> Iterator[Legend]:
        """A legend in brackets within or behind the first of its groups, or behind all of them."""
        sentence, line_end = self._page.start(match.start(), SENTENCES), self._page.end(match.end(), "\n")
        within = self._under(sentence, line_end, named, unit).around(match.start())
        if not within and not self._page.ends_at(sentence, match.start()):
            yield self._back(match.start(), named, unit)
            return
        end = self._reach(match.end(), match[1])
        found = self._under(sentence, end, named, unit)
        silent = (0, 0) if within else match.span()
        yield Legend(sentence, sentence, sentence, end, named.names, unit, found, silent=silent)

    def _stated(self) -> Iterator[Legend]:
        """Sentences outside brackets for what follows or precedes (以下括号内均为2018年数)."""
        if not self.words.any_place.search(self.text):
            return
        done = 0
        for run in self.known.statements.runs(self.text):
            start, since, done = run[0].start, done, run[-1].end
            opened = self._page.start(start, "()\n")
            if self.text[max(0, opened - 1) : opened] == "(":
                continue
            named = self.known.statements.names(run)
            stop = self._stop(done, named.slashed)
            named = self.known.timed(named, _outside(self.text, run, stop))
            if named.names:
                sentence = max(since, self._page.start(start, SENTENCES))
                yield self._for(sentence, start, stop, named)

    def _for(self, sentence: int, start: int, stop: int, named: Names) -> Legend:
        """The legend of a sentence for what follows where there are groups, else for what stands before."""
        told = self.words.unit_told.search(self.text, sentence, stop)
        unit = told["unit"] if told is not None else ""
        back = self.words.back.search(self.text, sentence, start)
        lead = self._lead(start)
        behind = self._back(lead if back is None else min(lead, back.start()), named, unit)
        ahead = self._following(lead, start, stop, named, unit)
        if not (behind.groups or ahead.groups):
            behind = self._back(start, named, unit)
        return behind if behind.groups and (back is not None or not ahead.groups) else ahead

    def _following(self, lead: int, start: int, stop: int, named: Names, unit: str) -> Legend:
        """The legend of what follows a sentence: its paragraph, the lines below it, or all of the text."""
        mark, body = self.text[stop : stop + 1], min(stop + 1, len(self.text))
        words = self.words.beyond if mark in SENTENCES else self.words.throughout
        if words.search(self.text, lead, stop) is not None:
            found = self._under(body, len(self.text), named, unit)
            return Legend(body, body, body, len(self.text), named.names, unit, found)
        body = stop if mark == "\n" else body
        end = self._end(body, named)
        return Legend(lead, start, body, end, named.names, unit, self._under(body, end, named, unit))

    def _back(self, lead: int, named: Names, unit: str) -> Legend:
        """The legend of what stands before it: in its paragraph, or in the lines above one of its own."""
        start = self._page.start(lead, "\n")
        if self._blank(start, lead):
            start = self._page.lines_around(lead, named)[0]
        found = self._under(start, lead, named, unit)
        return Legend(start, start, start, lead, named.names, unit, found)

    def _in_order(self) -> Iterator[Legend]:
        """Names with slashes between them, and directly behind them as many numbers."""
        if "/" not in self.text:
            return
        for match in self.known.bare.finditer(self.text):
            names = tuple(match[1].split("/"))
            if self.words.no_counts.search(names[-1]):
                names = (UNKNOWN,) * len(names)
            end = self._near(match.end(), True)
            found = self._under(match.end(), end, Names(names, True), "")
            lead, whole_names = self._lead(match.start()), self.known.shared(names, found)
            yield Legend(lead, match.start(), match.end(), end, whole_names, "", found, whole=False)

    def _listed(self) -> Iterator[Legend]:
        """Names with slashes between them in the sentence before a list (按“计划/完成”列示:)."""
        for match in self.known.heads.finditer(self.text) if "/" in self.text else ():
            names = tuple((match[1] or match[2]).split("/"))
            lead = self._lead(match.start())
            clause = max(lead, self._page.start(match.start(), ",("))
            body = match.end() - (match.group().endswith("\n"))
            named = Names(names, True)
            end = self._end(body, named)
            yield Legend(lead, clause, body, end, names, "", self._under(body, end, named, ""))

    def _stop(self, at: int, slashed: bool | None) -> int:
        """The mark before what a sentence speaks for: one that ends it, or a comma before groups."""
        while (mark := MARK.search(self.text, at)) is not None:
            told = self.words.unit_told.search(self.text, at, mark.end() + MAX_LEAD)
            if told is not None and told.start() < mark.start() < told.end():
                at = told.end()
                continue
            if mark.group() != "," or self._opens(mark.end(), slashed):
                return mark.start()
            at = mark.end()
        return len(self.text)

    def _opens(self, at: int, slashed: bool | None) -> bool:
        """Whether the groups follow in the clause behind a comma."""
        mark = MARK.search(self.text, at)
        return self._page.any_between(at, len(self.text) if mark is None else mark.start(), slashed)

    def _reach(self, at: int, said: str) -> int:
        """The end of the paragraph, or of the text where a legend says so."""
        return len(self.text) if self.words.throughout.search(said) else self._page.end(at, "\n")

    def _body(self, match: re.Match[str]) -> tuple[int | None, bool]:
        """Where what a legend speaks for begins, and whether that is all that follows, not one group."""
        behind = match.end()
        order = self.words.in_order.match(self.text, behind)
        told = order.end() if order is not None else behind
        if self.text[told : told + 1] == ":":
            return told + 1, True
        if self.known.groups.stands_at(self.text, told):
            return told, False
        at_head = self._blank(self._page.start(match.start(), "\n"), match.start())
        if at_head or self.text[behind : behind + 1] in ("\n", ""):
            return behind, True
        return None, False

    def _near(self, body: int, slashed: bool) -> int:
        """The end of the one group with slashes that stands there, or of a sentence with brackets."""
        return (
            self.known.groups.end_of(self.text, body, "slashes") if slashed else self._page.end(body, CLAUSES)
        )

    def _end(self, body: int, named: Names) -> int:
        """The end of the paragraph; for a legend at the end of a line, of the last line below with groups."""
        end = self._page.end(body, "\n")
        return self._page.lines_around(body, named)[1] if self._blank(body, end) else end

    def _lead(self, at: int) -> int:
        """Where the clause begins that stands before a legend."""
        return max(self._page.start(at, CLAUSES), at - MAX_LEAD)

    def _blank(self, start: int, end: int) -> bool:
        """Whether nothing stands in a stretch."""
        blanks = BLANKS.match(self.text, start, end)
        return blanks is None or blanks.end() == end


def _outside(text: str, said: Sequence[Statement], stop: int) -> str:
    """What a legend says between its statements and behind them."""
    starts = [statement.start for statement in said[1:]] + [stop]
    return "".join(text[statement.end : start] for statement, start in zip(said, starts, strict=True))


@compiled_once
def legends(catalog: Catalog) -> Legends:
    """The finder of the words of ``catalog``."""
    return Legends(catalog)


def _place(legend: Legend) -> tuple[int, int]:
    return legend.body, legend.lead
