"""The heads of lists of what was planned, see ``plan_lists`` in ``catalog/lexicon/stances.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from catalog import Catalog
from ingestion.extraction.text.surroundings import STRONG
from ingestion.extraction.words.wordlist import each_alone, one_of
from ingestion.quantities.compiled import compiled_once
from ingestion.quantities.numerals import NUMERAL_CHARACTERS


@compiled_once
def heads_of_lists(catalog: Catalog) -> re.Pattern[str]:
    """Any head of ``catalog``; it ends where its list begins."""
    return re.compile("|".join(_Heads(catalog).patterns()))


class _Heads:
    """What the head of such a list may be, and the pieces that heads are made of."""

    def __init__(self, catalog: Catalog) -> None:
        self.stances: Mapping[str, Any] = catalog.lexicon["stances"]
        self.data: Mapping[str, Any] = self.stances["plan_lists"]
        self.nouns, self.papers = self._alone("nouns", "not_nouns"), self._alone("papers", "not_nouns")
        self.setting = self._alone("setting", "not_setting")
        self.setting_then = self._alone("setting_then", "not_setting")
        begun = one_of(catalog.lexicon["stances"]["foreseen"]["at_beginning"]).pattern
        self.then = rf"{begun}[^{STRONG}、\d]{{0,12}}?"
        """The beginning of the year, up to what was planned then."""
        self.of: str = catalog.lexicon["linking"]["attributive"]
        self.items, self.things, self.copula = (
            self._any(name) for name in ("items", "counted_items", "copulas")
        )
        self.so_many = rf"[{NUMERAL_CHARACTERS}\d]{{1,2}}{self._any('counted')}"
        counted = rf"[一-龥]?{self.so_many}(?:{self.things})?"
        self.opens = rf"(?:{self._any('as_follows')}|{counted})?:"
        """A colon, with how many follow it or without."""
        self.being = rf"(?:{self.items}?{self.copula}|{self.items})"

    def _any(self, name: str) -> str:
        return one_of(self.data[name]).pattern

    def _alone(self, name: str, compounds: str) -> str:
        return f"(?:{each_alone(self.data[name], self.data[compounds])})"

    def patterns(self) -> tuple[str, ...]:
        """One for each way to begin."""
        return (
            self.called(),
            self.called_then(),
            self.written(),
            self.set(),
            self.things_set(),
            self.set_then(),
            self.things_set_then(),
            self.demanded(),
            self.wished(),
        )

    def called(self) -> str:
        """今年计划：…; 目标有三个：…; 任务包括…; 目标是…."""
        return rf"{self.nouns}(?:{self.opens}|{self._any('holding')}|{self.copula})"

    def called_then(self) -> str:
        """年初列了一张清单：…; 年初的安排是…."""
        return rf"{self.then}{self._any('nouns_then')}(?:{self.opens}|{self.copula})"

    def written(self) -> str:
        """责任书上签的数：…; 清单列明：…; 计划表里的数是…."""
        inside = self._any("inside")
        what = rf"{inside}?{self._any('written')}{self.of}{self.being}:?"
        what_so = rf"{inside}?{self._any('written_so')}[:,]"
        return rf"{self.papers}(?:{what}|{what_so}|{inside}{self.of}{self.items}(?:{self.copula}|:))"

    def set(self) -> str:
        """定的是…; 省里要求的数是…; 下达的任务：…."""
        return rf"{self.setting}{self.of}(?:{self.items}?{self.copula}:?|{self.items}:|{self.opens})"

    def things_set(self) -> str:
        """承诺办的实事是…."""
        return rf"{self.setting}[一-龥]{{1,3}}?{self.of}{self.things}(?:{self.copula}|:)"

    def set_then(self) -> str:
        """年初报的是…."""
        return rf"{self.then}{self.setting_then}{self.of}{self.being}:?"

    def things_set_then(self) -> str:
        """年初定了三件事，…."""
        done, what = self._any("set_so"), f"(?:{self.things}|{self.nouns})"
        return rf"{self.then}(?:{self.setting}|{self.setting_then}){done}?{self.so_many}{what}[:,]"

    def demanded(self) -> str:
        """两个要求：…."""
        return rf"{self.so_many}[一-龥]?{self._any('demanded')}:"

    def wished(self) -> str:
        """确保目标任务全部完成：…; 确保完成年度任务：…."""
        wished, met = (one_of(self.stances[name]).pattern for name in ("wished", "met"))
        between = rf"[^{STRONG}、\d]{{0,10}}?"
        begun = rf"{wished}(?!{self.data['done']}){between}"
        return rf"{begun}(?:{self.nouns}{between}{met}|{met}{between}{self.nouns}):"
