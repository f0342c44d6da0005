"""What stands between a thing and its verb, and makes the deed none of ours of this year.

对12件规范性文件尚未开展合法性审核, 拟于次月审核, 由县司法局审核; behind a comma as well as inside a clause.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from catalog import Catalog, Indicator
from ingestion.extraction.matching.candidates import Candidate
from ingestion.extraction.meaning.bodies.patterns import own_matters
from ingestion.extraction.meaning.scopes.words import before_subject
from ingestion.extraction.text import reach
from ingestion.extraction.text.marked import MarkedText
from ingestion.extraction.text.surroundings import STRONG, Surroundings
from ingestion.extraction.words.wordlist import each_alone, one_of, standing_alone
from ingestion.quantities.compiled import compiled_once


@compiled_once
def between(catalog: Catalog) -> Between:
    """The words of ``catalog`` for it; the same content is compiled once per process."""
    return Between(catalog)


class Between:
    """Denials, intentions, other times and other bodies between the parts of a reading.

    See ``catalog/lexicon/between.yaml``.
    """

    def __init__(self, catalog: Catalog) -> None:
        data = catalog.lexicon["between"]
        self._attributive: str = catalog.lexicon["linking"]["attributive"]
        silent = rf"(?:{one_of((*data['silent'], *data['ours'])).pattern})*"
        denying, open_ = _denying(data), _open(data, self._attributive)
        told = f"{denying}|{open_}"
        shortly, demanded = (one_of(data[name]).pattern for name in ("denying_shortly", "demanding"))
        self._demanded = re.compile(demanded)
        self._before_verb = re.compile(rf"(?:{told}|{shortly}){silent}$")
        examined = rf"(?![^{STRONG}、\d]{{1,16}}{one_of(data['looked_into']).pattern}{silent}$)"
        behind = rf"{silent}(?:(?:{denying}){examined}|{open_}|{demanded}"
        last_year = frozenset(catalog.lexicon["periods"]["next_year"]["last_year"])
        times = data["at_other_times"], [word for word in data["at_other_times"] if word not in last_year]
        self._behind_thing, self._but_last_year = (
            re.compile(rf"{behind}|{one_of(then).pattern})") for then in times
        )
        self._heading, self._given_by_us = re.compile(told), _given_by_us(catalog)
        reached = one_of(data["reached"]).pattern
        denied = one_of((*data["denying"], *data["denying_shortly"])).pattern
        self._unreached = re.compile(rf"[^{STRONG}、\d]{{0,4}}?{denied}{silent}{reached}{self._attributive}")
        self._none_of = re.compile(rf"{denied}{one_of(data['occurring']).pattern}$")
        self._leads, self._others = before_subject(catalog), _others(catalog, silent)
        self._by: str = catalog.lexicon["scopes"]["by"]
        self._of_others = own_matters(catalog).told_before | frozenset(data["by_anybody"])
        self._exempt = frozenset(data["exempt"])

    def may_turn(self, indicator: Indicator) -> bool:
        """Whether an indicator counts what is done."""
        return indicator.id not in self._exempt

    def turned(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """Whether what stands between its words makes the deed of a reading none of ours of this year.

        Nought says the same as a denial.
        """
        number = around.mention
        if number.value == 0 or best.indicator_id in self._exempt:
            return False
        begin = min(best.used)[0]
        if self._in_front(marked, self._begins(marked, begin), begin, best):
            return True
        first = min(begin, number.start)
        if self._none_of.search(marked.normal, self._begins(marked, first), first):
            return True
        for start, end in sorted((*best.used, (number.start, number.end))):
            turns = begin < start not in (number.start, around.common[0])
            if turns and self._behind(marked, begin, start, around, best):
                return True
            begin = max(begin, end)
        return begin > number.end and self._is_demanded(marked, begin, number.start, best)

    def _is_demanded(self, marked: MarkedText, at: int, number: int, best: Candidate) -> bool:
        """Whether somebody is asked for the deed; what was done to the thing before its number was done.

        对检查的486户用人单位要求签订承诺书 asks for something else, 对34份合同要求法律顾问审查 does not.
        """
        text, of = marked.normal, self._attributive
        done = any(text.startswith(of, end) and end + len(of) == number for _, end in best.used)
        return not done and self._demanded.match(text, at) is not None

    def _begins(self, marked: MarkedText, at: int) -> int:
        """Where the piece begins that a word of a reading, or its number, stands in."""
        before = marked.quantity_before(at)
        clause = marked.boundary_before(at, STRONG, reach.CLAUSE)
        return clause if before is None else max(clause, before.end)

    def _in_front(self, marked: MarkedText, begin: int, end: int, best: Candidate) -> bool:
        """Whether the first word of a reading, at ``end``, is turned by what stands before it."""
        text = marked.normal
        if self._before_verb.search(text, begin, end):
            return True
        by_others = best.indicator_id not in self._of_others and text.find(self._by, begin, end) >= 0
        if by_others and self._others.match(text, text.rfind(self._by, begin, end), end):
            return True
        if not text.startswith(self._attributive, min(best.used)[1]):
            return False
        lead = self._leads.match(text, begin, end)
        return self._heading.match(text, begin if lead is None else lead.end(), end) is not None

    def _behind(
        self, marked: MarkedText, begin: int, end: int, around: Surroundings, best: Candidate
    ) -> bool:
        """Whether a word of a reading, at ``end``, is turned by what parts it from the one before."""
        text, thing = marked.normal, any(stop == begin for _, stop in best.used)
        if self._before_verb.search(text, begin, end) or self._unreached.match(text, begin, end):
            return True
        begin = max(begin, marked.boundary_before(end, STRONG, reach.CLAUSE))
        cut = text.rfind(self._attributive, begin, end)
        given = cut >= 0 and self._given_by_us.search(text, begin, cut) is not None
        begin = max(begin, cut + 1)
        if not thing:
            return False
        behind = self._but_last_year if marked.of_last_year else self._behind_thing
        if behind.match(text, begin, end):
            return True
        by_any = given or begin < around.mention.end or best.indicator_id in self._of_others
        return not by_any and self._others.match(text, begin, end) is not None


def _denying(data: Mapping[str, Any]) -> str:
    """Words that deny a deed, but for what denies that it was left undone (不遗漏开展)."""
    denied_twice = (before + word for before in data["not_at_all"] for word in data["left_undone"])
    return each_alone(data["denying"], (*denied_twice, *data["not_denying"]))


def _open(data: Mapping[str, Any], of: str) -> str:
    """Words of a deed that is yet to be done, or is doubted, where nothing behind them says otherwise."""
    letter, whom = rf"[^{STRONG}、\d]", one_of(data["with_whom"]).pattern
    came = rf"{letter}{{1,14}}?{data['came']}(?!{one_of(data['only_then']).pattern})"
    asked = f"{one_of(data['askers']).pattern}{of}?{one_of(data['at_request']).pattern}"
    unless = {
        "whether": one_of(data["examined"]).pattern,
        "waiting": came,
        "owing": f"(?!{whom}){letter}{{0,10}}?{asked}|{letter}{data['all_of']}|{data['or_not']}",
    }
    held = (f"(?:{each_alone(data[key], data['not_open'])})(?!{by})" for key, by in unless.items())
    return "|".join((each_alone(data["open"], data["not_open"]), *held))


def _given_by_us(catalog: Catalog) -> re.Pattern[str]:
    """What says of a body behind it that one of us gave it the task (我局委托的律师事务所)."""
    data, own = catalog.lexicon["between"], catalog.lexicon["scopes"]["own"]
    us, given, by = (
        one_of(words).pattern for words in ((*data["ours"], *own), data["given_by_us"], data["by"])
    )
    return re.compile(rf"(?:{us}[^{STRONG}、\d]{{0,4}}?|{by}){given}$")


def _others(catalog: Catalog, silent: str) -> re.Pattern[str]:
    """Another body as all that stands before a verb, with a word for who did it before it or without."""
    data, scopes = catalog.lexicon["between"], catalog.lexicon["scopes"]
    ours = ("own", "our_work", "our_units", "our_parts", "our_name", "no_part_of_names")
    no_name = (scopes["by"], *data["asked"], *data["ours"], *(word for key in ours for word in scopes[key]))
    bodies, endings = (
        one_of(words).pattern
        for words in (scopes["bodies"], (*scopes["name_endings"], *data["name_endings"]))
    )
    part = rf"(?:(?!{standing_alone(no_name, scopes['bodies']).pattern})[^,。;:、\d])"
    name = rf"(?:{part}{{0,12}}?{bodies}|{part}{{1,12}}?{endings})"
    return re.compile(rf"(?:{one_of(data['by']).pattern})?{name}{silent}$")
