"""Legends: what each number of the groups below them means (括号内为市本级数, 申请/受理依次为…)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from catalog import Catalog
from ingestion.extraction.tables.groups import Group, groups
from ingestion.extraction.tables.statements import NO_NAMES, UNKNOWN, Names, Statement, statements
from ingestion.extraction.tables.tablewords import legend_words, table_words
from ingestion.quantities.compiled import compiled_once

STRONG = "。;:\n"
SENTENCES = "。\n"
LEGEND = re.compile(r"\(([^()\n]*(?:\([^()\n]*\)[^()\n]*)*)\)")
SLASHES = re.compile("[/|]")
BEHIND_FIRST = re.compile(r"[(/|] ?[-+]?\d")
"""What stands before the second number of every group."""
MARK = re.compile("[,;。:\n]")
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
    groups: tuple[Group, ...]
    whole: bool = True
    """Whether it speaks for all that follows it, not for one group alone."""
    tail: str = ""
    """What stands between it and the first number that follows directly (分别为)."""
    silent: tuple[int, int] = (0, 0)
    """Where it stands itself between or behind its groups."""

    def up_to(self, end: int) -> Legend:
        """The legend where another one begins to speak."""
        end = max(self.body, min(self.end, end))
        return replace(self, end=end, groups=tuple(group for group in self.groups if group.end <= end))

    def gone_on(self, start: int) -> tuple[Legend, ...]:
        """The legend of a whole text behind one of a paragraph; no other one speaks on."""
        groups = tuple(group for group in self.groups if group.start >= start)
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
        self._groups, self._statements = groups(catalog), statements(catalog)
        words = self.words
        short = r"[一-龥\d]{1,8}"
        name = r"[一-龥\d“”\-~]{1,16}"
        self._bare = re.compile(
            rf"([一-龥]{{2,16}}(?:/[一-龥]{{1,12}}?){{1,4}})(?:{words.in_order.pattern}|:)+(?=\d)"
        )
        columns = rf"{table.listed_by.pattern}({short}(?:/{short}){{1,4}}?){table.columns.pattern}"
        quoted = rf"“({name}(?:/{name}){{1,4}})”"
        self._heads = re.compile(rf"(?:{quoted}|{columns})[^。;:\n]{{0,12}}[:\n]")
        self._named = re.compile(rf"{name}(?:[/|]{name}){{1,4}}")

    def found_in(self, text: str) -> tuple[Legend, ...]:
        """All legends that groups follow, none of which lies in what an earlier one speaks for."""
        if BEHIND_FIRST.search(text) is None or not self._groups.any_between(text, 0, len(text)):
            return ()
        found: list[Legend] = []
        for legend in sorted(
            (*self._in_brackets(text), *self._stated(text), *self._in_order(text), *self._listed(text)),
            key=_place,
        ):
            outer = found[-1] if found else None
            if outer is not None and legend.lead >= outer.body and legend.groups and outer.whole:
                found[-1] = outer.up_to(legend.lead)
            if legend.groups and (not found or legend.start >= found[-1].end):
                found.append(legend.behind(found[-1].end if found else 0))
                found += outer.gone_on(legend.end) if outer is not None else ()
        return tuple(legend for legend in found if legend.groups)

    def _in_brackets(self, text: str) -> Iterator[Legend]:
        """Legends that stand in brackets before a colon, at the head of a line, or before their one group."""
        for match in LEGEND.finditer(text):
            inside, unit = self._without_unit(match[1])
            named = self._names(inside)
            if not named.names:
                continue
            body, whole = self._body(text, match)
            if body is not None:
                yield self._ahead(text, match, named, unit, body, whole)
            elif not self._named.fullmatch(inside):
                yield from self._among(text, match, named, unit)

    def _ahead(
        self, text: str, match: re.Match[str], named: Names, unit: str, body: int, whole: bool
    ) -> Legend:
        """A legend in brackets before what it speaks for."""
        slashed = named.slashed is not False
        end = self._end(text, body, named, unit) if whole else self._near(text, body, slashed)
        lead, tail = _lead(text, match.start()), "" if whole else text[match.end() : body]
        found = self._under(text, body, end, named, unit)
        return Legend(lead, match.start(), body, end, named.names, unit, found, whole, tail)

    def _among(self, text: str, match: re.Match[str], named: Names, unit: str) -> Iterator[Legend]:
        """A legend in brackets within or behind the first of its groups, or behind all of them."""
        sentence = max(text.rfind(mark, 0, match.start()) for mark in SENTENCES) + 1
        within = any(
            group.start < match.start() < group.end
            for group in self._under(text, sentence, match.end(), named, unit)
        )
        if not within and not self._groups.before(text, sentence, match.start()):
            yield self._back(text, match.start(), named, unit)
            return
        end = self._reach(text, match.end(), match[1])
        found = self._under(text, sentence, end, named, unit)
        silent = (0, 0) if within else match.span()
        yield Legend(sentence, sentence, sentence, end, named.names, unit, found, silent=silent)

    def _stated(self, text: str) -> Iterator[Legend]:
        """Sentences outside brackets for what follows or precedes (以下括号内均为2018年数)."""
        if not self.words.any_place.search(text):
            return
        for run in self._statements.runs(text):
            start, at = run[0].start, run[-1].end
            line = text.rfind("\n", 0, start) + 1
            if text.rfind("(", line, start) > text.rfind(")", line, start):
                continue
            lead = _lead(text, start)
            stop = self._stop(text, at)
            named = self._timed(self._statements.names(run), _outside(text, run, stop))
            if named.names:
                yield from self._for(text, lead, start, stop, named)

    def _for(self, text: str, lead: int, start: int, stop: int, named: Names) -> Iterator[Legend]:
        """The legend of a sentence for what follows where there are groups, else for what stands before."""
        sentence = max(text.rfind(mark, 0, start) for mark in SENTENCES) + 1
        told = self.words.unit_told.search(text, sentence, stop)
        unit = told["unit"] if told is not None else ""
        back = self.words.back.search(text, sentence, start)
        behind = self._back(text, lead if back is None else min(lead, back.start()), named, unit)
        ahead = self._following(text, lead, start, stop, named, unit)
        yield behind if behind.groups and (back is not None or not ahead.groups) else ahead

    def _following(self, text: str, lead: int, start: int, stop: int, named: Names, unit: str) -> Legend:
        """The legend of what follows a sentence: its paragraph, the lines below it, or all of the text."""
        mark, body = text[stop : stop + 1], min(stop + 1, len(text))
        words = self.words.beyond if mark in SENTENCES else self.words.throughout
        if words.search(text, lead, stop) is not None:
            found = self._under(text, body, len(text), named, unit)
            return Legend(body, body, body, len(text), named.names, unit, found)
        body = stop if mark == "\n" else body
        end = self._end(text, body, named, unit)
        return Legend(lead, start, body, end, named.names, unit, self._under(text, body, end, named, unit))

    def _back(self, text: str, lead: int, named: Names, unit: str) -> Legend:
        """The legend of what stands before it: in its paragraph, or in the lines above one of its own."""
        start = text.rfind("\n", 0, lead) + 1
        found = self._under(text, start, lead, named, unit)
        while not text[start:lead].strip() or (
            found and not text[text.rfind("\n", 0, lead) + 1 : lead].strip()
        ):
            above = text.rfind("\n", 0, max(0, start - 1)) + 1
            more = self._under(text, above, lead, named, unit)
            if above >= start or (text[above:start].strip() and len(more) == len(found)):
                break
            start, found = above, more
        return Legend(start, start, start, lead, named.names, unit, found)

    def _in_order(self, text: str) -> Iterator[Legend]:
        """Names with slashes between them, and directly behind them as many numbers."""
        if "/" not in text:
            return
        for match in self._bare.finditer(text):
            names = tuple(match[1].split("/"))
            if self.words.no_counts.search(names[-1]):
                names = (UNKNOWN,) * len(names)
            end = self._groups.first(text, match.end(), True)
            found = self._groups.found(text, match.end(), end, names, True, "")
            lead, whole_names = _lead(text, match.start()), self._shared(names, found)
            yield Legend(lead, match.start(), match.end(), end, whole_names, "", found, whole=False)

    def _listed(self, text: str) -> Iterator[Legend]:
        """Names with slashes between them in the sentence before a list (按“计划/完成”列示:)."""
        for match in self._heads.finditer(text) if "/" in text else ():
            names = tuple((match[1] or match[2]).split("/"))
            lead = _lead(text, match.start())
            clause = max(lead, *(text.rfind(mark, lead, match.start()) + 1 for mark in ",("))
            body = match.end() - (match.group().endswith("\n"))
            named = Names(names, True)
            end = self._end(text, body, named, "")
            yield Legend(lead, clause, body, end, names, "", self._under(text, body, end, named, ""))

    def _shared(self, names: tuple[str, ...], found: Sequence[Group]) -> tuple[str, ...]:
        """The names behind the noun that only the last one tells, where all count the same."""
        noun = self.words.shared.search(names[-1])
        units = {number.unit for group in found for number in group.numbers}
        if noun is None or len(units) != 1 or any(self.words.shared.search(name) for name in names[:-1]):
            return names
        return (noun.group() + names[0], *names[1:-1], names[-1][: noun.start()])

    def _without_unit(self, inside: str) -> tuple[str, str]:
        """A legend without the measure word that it tells (单位:件,括号内为…), and that."""
        said = self._unit_said.match(inside)
        if said is None:
            told = self.words.unit_told.search(inside)
            return inside, told["unit"] if told is not None else ""
        unit, _, rest = inside[said.end() :].replace(";", ",").partition(",")
        return rest, unit

    def _names(self, inside: str) -> Names:
        """What a legend in brackets calls each number of a group."""
        if self._named.fullmatch(inside):
            return Names(tuple(SLASHES.split(inside)), True)
        said = list(self._statements.found_in(inside, 0, len(inside)))
        if not said:
            return NO_NAMES
        beside = inside[: said[0].start] + _outside(inside, said, len(inside))
        return self._timed(self._statements.names(said), beside)

    def _timed(self, named: Names, beside: str) -> Names:
        """Names that wait where a time is told beside them."""
        if self.words.times.search(beside) is None:
            return named
        return replace(named, names=(UNKNOWN,) * len(named.names))

    def _stop(self, text: str, at: int) -> int:
        """The mark before what a sentence speaks for: one that ends it, or a comma before groups."""
        while (mark := MARK.search(text, at)) is not None:
            told = self.words.unit_told.search(text, at, mark.end() + MAX_LEAD)
            if told is not None and told.start() < mark.start() < told.end():
                at = told.end()
                continue
            if mark.group() != "," or self._opens(text, mark.end()):
                return mark.start()
            at = mark.end()
        return len(text)

    def _opens(self, text: str, at: int) -> bool:
        """Whether the groups follow in the clause behind a comma."""
        return self._groups.any_between(text, at, _until(text, at, MARK_AHEAD))

    def _reach(self, text: str, at: int, said: str) -> int:
        """The end of the paragraph, or of the text where a legend says so."""
        return len(text) if self.words.throughout.search(said) else _line_end(text, at)

    def _body(self, text: str, match: re.Match[str]) -> tuple[int | None, bool]:
        """Where what a legend speaks for begins, and whether that is all that follows, not one group."""
        behind = match.end()
        order = self.words.in_order.match(text, behind)
        told = order.end() if order is not None else behind
        if text[told : told + 1] == ":":
            return told + 1, True
        if self._groups.stands_at(text, told):
            return told, False
        head = text[text.rfind("\n", 0, match.start()) + 1 : match.start()].strip()
        if not head or text[behind : behind + 1] in ("\n", ""):
            return behind, True
        return None, False

    def _near(self, text: str, body: int, slashed: bool) -> int:
        """The end of the one group with slashes that stands there, or of a sentence with brackets."""
        return self._groups.first(text, body, True) if slashed else _until(text, body, STRONG)

    def _end(self, text: str, body: int, named: Names, unit: str) -> int:
        """The end of the paragraph; for a legend at the end of a line, of the last line below with groups."""
        end = _line_end(text, body)
        if text[body:end].strip():
            return end
        while end < len(text):
            following = _line_end(text, end + 1)
            if not self._under(text, end, following, named, unit) and text[end:following].strip():
                break
            end = following
        return end

    def _under(self, text: str, start: int, end: int, named: Names, unit: str) -> tuple[Group, ...]:
        """The groups of a stretch; those with slashes first where both kinds may be meant."""
        kinds = (True, False) if named.slashed is None else (named.slashed,)
        found = (self._groups.found(text, start, end, named.names, kind, unit) for kind in kinds)
        return next((groups for groups in found if groups), ())


MARK_AHEAD = ",;。:\n"


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


def _lead(text: str, at: int) -> int:
    """Where the clause begins that stands before a legend."""
    return max(text.rfind(mark, max(0, at - MAX_LEAD), at) for mark in STRONG) + 1 or max(0, at - MAX_LEAD)


def _line_end(text: str, at: int) -> int:
    return _until(text, at, "\n")


def _until(text: str, at: int, marks: str) -> int:
    return min((end for end in (text.find(mark, at) for mark in marks) if end >= 0), default=len(text))
