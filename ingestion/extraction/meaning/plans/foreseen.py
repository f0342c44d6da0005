"""What is still to come, told by a word for the future or an intention before a deed (将发放资料300份)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from catalog import Catalog
from ingestion.extraction.meaning.plans.came_to import Plan, came_to
from ingestion.extraction.text import reach
from ingestion.extraction.text.marked import MarkedText
from ingestion.extraction.text.surroundings import STRONG
from ingestion.extraction.words.wordlist import any_word, each_alone, one_of
from ingestion.quantities import Mention
from ingestion.quantities.compiled import compiled_once

MAX_NOUN = 6
"""A noun behind its number is no longer than this."""
MIN_NAME = 2
"""… and one before it has so many characters at least."""


class Deeds(NamedTuple):
    """What a word for the future may stand before, see ``catalog/lexicon/stances.yaml``."""

    known: re.Pattern[str]
    """A verb that may be a noun as well: 将检查结果公示 tells of no inspection to come."""
    announcing: re.Pattern[str]
    """A verb or a preposition that is none."""
    surely: re.Pattern[str]
    """What stands before no object of 将."""


class Objects(NamedTuple):
    """What says that 将 stands before an object, with which something was done."""

    always: re.Pattern[str]
    counted: re.Pattern[str]
    """… where it is counted."""
    sources: re.Pattern[str]
    """From what it was changed."""
    changed: re.Pattern[str]
    """From what or to what."""


@compiled_once
def foreseeing(catalog: Catalog) -> Foreseeing:
    """The words of ``catalog`` for it; the same content is compiled once per process."""
    return Foreseeing(catalog)


class Foreseeing:
    """Tells 将 before a deed from 将 before an object (将案件移送…), and a plan from the word for one."""

    def __init__(self, catalog: Catalog) -> None:
        data: Mapping[str, Any] = catalog.lexicon["stances"]["foreseen"]
        self._of = catalog.lexicon["linking"]["attributive"]
        self._begins = _begins(catalog)
        self._alone = re.compile(f"(?:{each_alone(data['intended_alone'], data['not_intending'])})")
        self._named, self._here = tuple(data["named_plan"]), frozenset(data["intended_here"])
        self._deeds, self._objects = _deeds(catalog), _objects(data)
        ends = rf"[{STRONG}、]|$|{one_of(data['goes_on_with']).pattern}"
        self._noun = re.compile(rf"[^{STRONG}、\d]{{0,{MAX_NOUN}}}?(?={ends})")
        self._came_to = came_to(catalog)
        done = one_of(data["done_already"]).pattern
        self._done_with = re.compile(rf"{self._of}[^{STRONG}\d{self._of}]{{1,10}}{done}")
        """What is to come only says which things were dealt with (将于明年施行的办法已印发)."""

    def governs(self, marked: MarkedText, start: int, at: int) -> bool:
        """Whether a deed that is foreseen from ``start`` on is told at ``at``: in its clause, or in one that
        goes on with it before it is told what came of it.
        """
        for begun in reversed(list(self._begins.finditer(marked.normal, max(0, start - 1), at))):
            plan = self._plan(marked, begun)
            if plan is not None:
                return plan.end >= at or (plan.carries and not self._came_to.told(marked, plan, at))
        return False

    def intends(self, text: str, start: int, at: int) -> bool:
        """Whether a clause says that it is intended, by whatever verb (计划走遍120户)."""
        found = self._alone.finditer(text, start, at)
        return any(not text.endswith(self._named, 0, word.start()) for word in found)

    def _plan(self, marked: MarkedText, begun: re.Match[str]) -> Plan | None:
        """The plan that a word begins, if it begins one."""
        text, end = marked.normal, marked.boundary_after(begun.end(), STRONG, reach.AIM)
        found = [deed.match(text, begun.end(), end) for deed in self._deeds]
        deed = next((match for match in found if match is not None), None)
        plan = Plan(begun.start(), end, deed.end() if deed else begun.end(), deed["deed"] if deed else "")
        if begun["set"] is not None:
            counted = marked.quantity_after(begun.end())
            return plan._replace(carries=False) if counted is not None and counted.start < end else None
        if begun["intent"] is not None:
            named = text.endswith(self._named, 0, begun.start("intent"))
            first = begun.start("intent") == marked.boundary_before(begun.start("intent"), STRONG)
            plan = plan._replace(carries=first or begun["intent"] not in self._here)
            return plan if deed is not None and not named and not self._qualifies(marked, plan) else None
        done = self._done_with.search(text, plan.said, end)
        return plan if done is None and self._is_deed(marked, begun, end, found) else None

    def _qualifies(self, marked: MarkedText, plan: Plan) -> bool:
        """Whether what is intended only says which things are counted (拟以县政府名义印发的19件文件)."""
        number = marked.quantity_after(plan.said)
        if number is None or number.start >= plan.end:
            return self._of in marked.normal[plan.said : plan.end]
        return marked.normal.endswith(self._of, plan.said, number.start)

    def _is_deed(
        self, marked: MarkedText, begun: re.Match[str], end: int, found: list[re.Match[str] | None]
    ) -> bool:
        """Whether a clause tells what is done, and does nothing with what it has counted or named."""
        known, announced, surely = found
        if surely is not None:
            return True
        if announced is not None:
            return not self._is_object(marked, announced.end(), end)
        if known is None and begun["time"] is None:
            return False
        said = known.end() if known is not None else begun.end()
        number = marked.quantity_after(said)
        if number is None or number.start >= end or (known is None and number.start == said):
            return False
        return self._counts(marked.normal, said, number)

    def _is_object(self, marked: MarkedText, said: int, end: int) -> bool:
        """Whether something is done with what a clause names (将开展普法作为抓手, 将突出问题12个逐一销号)."""
        text, objects, number = marked.normal, self._objects, marked.quantity_after(said)
        if objects.always.search(text, said, end):
            return True
        if number is None or number.start >= end:
            return False
        noun = self._noun.match(text, number.end, end)
        counted = objects.counted.search(text, said, end if noun is None else noun.end())
        return counted is not None or objects.sources.search(text, said, number.start) is not None

    def _counts(self, text: str, said: int, number: Mention) -> bool:
        """Whether a number counts a deed: its noun stands before it or behind it, and the clause ends there.

        A verb behind them has them for its object (将意见36条反馈起草单位, 将案件12件逐案销号), and so has
        one that says from what, or to what, something was changed (将检查频次由2次增加到4次).
        """
        named = text[said : number.start].strip()
        if any(objects.search(named) for objects in self._objects):
            return False
        if text.endswith(self._of, said, number.start) or text.startswith(self._of, number.end):
            return False
        noun = self._noun.match(text, number.end)
        return noun is not None and (len(named) < MIN_NAME or noun.end() == noun.start())


def _begins(catalog: Catalog) -> re.Pattern[str]:
    """A word for the future, with a time to come before it or without, or one for an intention."""
    data = catalog.lexicon["stances"]["foreseen"]
    word, intent = (
        each_alone(data["words"], data["not_words"]),
        each_alone(data["intending"], data["not_intending"]),
    )
    times = one_of(data["times"]).pattern
    no_mark, of = f"[^{STRONG}]", catalog.lexicon["linking"]["attributive"]
    at_first = (
        f"{one_of(data['at_beginning']).pattern}[^{STRONG}\\d]{{0,8}}?{one_of(data['setting']).pattern}"
    )
    time = rf"(?P<time>(?:^|(?<=[{STRONG}])){no_mark}{{0,6}}?{times},?{no_mark}{{0,8}}?)"
    return re.compile(rf"(?:{time}?(?P<word>{word})|(?P<intent>{intent})|(?P<set>{at_first}))(?!{of}|\d)")


def _deeds(catalog: Catalog) -> Deeds:
    """The verbs of the catalogue, behind adverbs and what they are done for or with."""
    lexicon = catalog.lexicon
    data, scopes = lexicon["stances"]["foreseen"], lexicon["scopes"]
    told_by = lexicon["stances"]["comparison"]["told_by"]
    of, no_mark = lexicon["linking"]["attributive"], f"[^{STRONG}]"
    at_place = rf"{one_of(data['placed']).pattern}(?:(?!{of}){no_mark}){{1,16}}?"
    adverbs = rf"(?:{one_of(data['adverbs']).pattern}|{at_place})"
    known, announcing, surely = (
        one_of(words).pattern
        for words in ((*data["deeds"], *told_by, *scopes["body_verbs"]), data["announcing"], data["surely"])
    )
    return Deeds(
        re.compile(rf"{adverbs}*(?P<deed>{known})(?!{of})"),
        re.compile(rf"(?:{one_of(data['adverbs']).pattern})*(?P<deed>{announcing})(?!{of})"),
        re.compile(rf"(?P<deed>{surely})(?!{of})"),
    )


def _objects(data: Mapping[str, Any]) -> Objects:
    counted, told = one_of(data["done_with_counted"]), one_of(data["told_before"]).pattern
    done = any_word(data["done_with_objects"])
    always = re.compile(rf"{done}|{told}[^{STRONG}\d]{{0,8}}?{counted.pattern}")
    sources, results = one_of(data["from_before"]), one_of(data["comes_to"]).pattern
    changed = re.compile(rf"{sources.pattern}|(?<!{data['amounts']}){results}$")
    return Objects(always, counted, sources, changed)
