"""Which difficulties of writing a figure shows; every rule is a function whose docstring states it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from catalog import Catalog
from pipeline.evaluation.surroundings import Figure

_NUMERALS = "零〇一二三四五六七八九十百千两廿"
_PREVIOUS_IN_LIST = re.compile(r"\d[^，。；、]{0,12}、[^，。；、]*$")
_NEXT_IN_LIST = re.compile(r"^[^，。；、]{0,12}、[^，。；、]*\d")

Rule = Callable[[Figure], bool]


def hedged(figure: Figure) -> bool:
    """The qualifier is not exact (余, 近, 约, 以上, a range)."""
    return figure.qualifier != "exact"


def chinese_numeral(figure: Figure) -> bool:
    """The number is written with Chinese numerals alone (十二件); words that imply a number are none."""
    number = figure.number
    return (
        not figure.in_words and any(c in _NUMERALS for c in number) and not any(c.isdigit() for c in number)
    )


def ten_thousands(figure: Figure) -> bool:
    """万 or 亿 stands in the number or right behind it (12.5万件, 2900余万元)."""
    return bool(re.search("[万亿]", figure.text[figure.start : figure.end + 2]))


def in_words(figure: Figure) -> bool:
    """Words say the number (无, 未发现, 双百, 全部)."""
    return figure.in_words


def in_a_list(figure: Figure) -> bool:
    """Another number stands in the neighbouring item of an enumeration with 、."""
    before = figure.before_in_sentence
    after = figure.text[figure.end : figure.end + 60]
    return bool(_PREVIOUS_IN_LIST.search(before) or _NEXT_IN_LIST.search(after))


def in_brackets(figure: Figure) -> bool:
    """A bracket opens before the number in its sentence and does not close before it."""
    before = re.sub(r"[（(][^（()）]*[)）]", "", figure.before_in_sentence)
    return "（" in before or "(" in before


def percent(figure: Figure) -> bool:
    """A rate in percent."""
    return figure.unit == "%"


def money(figure: Figure) -> bool:
    """An amount in 元."""
    return figure.unit == "元"


def zero(figure: Figure) -> bool:
    """The value is zero."""
    return figure.value == 0


def two_indicators(figure: Figure) -> bool:
    """One number carries several indicators (参考率和合格率均达100%)."""
    return figure.shared


def grouped_or_wide(figure: Figure) -> bool:
    """Thousands separators or full-width digits."""
    return bool(re.search(r"\d[,，]\d{3}|[０-９]", figure.number))


def broken(figure: Figure) -> bool:
    """A blank or a line break inside the number, or between it and its unit."""
    return not figure.in_words and bool(re.search(r"\d\s", figure.text[figure.start : figure.end + 1]))


def table_cell(figure: Figure) -> bool:
    """The number stands in a row of a table: a tab before or behind it."""
    return "\t" in (figure.text[figure.start - 1 : figure.start], figure.text[figure.end : figure.end + 1])


def claimed(figure: Figure) -> bool:
    """The level is claimed (确保…达到)."""
    return figure.assertion == "claimed"


def problem(figure: Figure) -> bool:
    """The figure comes from the section of problems."""
    return figure.assertion == "problem"


def part_of_the_year(figure: Figure) -> bool:
    """The figure is about a part of the year (截至11月, 1—11月)."""
    return bool(figure.periods & {"ytd", "range"})


def event(figure: Figure) -> bool:
    """The figure is about a campaign or a single event."""
    return "event" in figure.periods


def other_period(figure: Figure) -> bool:
    """The figure is about another year or about several years."""
    return bool(figure.periods & {"other_reference_year", "previous_year", "multi_year"})


_RULES: dict[str, tuple[str, Rule]] = {
    "hedged": ("修饰词", hedged),
    "chinese_numeral": ("汉字数字", chinese_numeral),
    "ten_thousands": ("万、亿", ten_thousands),
    "in_words": ("文字表述", in_words),
    "in_a_list": ("顿号并列", in_a_list),
    "in_brackets": ("括号之内", in_brackets),
    "percent": ("百分率", percent),
    "money": ("金额", money),
    "zero": ("零", zero),
    "two_indicators": ("一数两指标", two_indicators),
    "grouped_or_wide": ("千分位、全角", grouped_or_wide),
    "broken": ("数中有空格、换行", broken),
    "table_cell": ("文中表格", table_cell),
    "claimed": ("声称", claimed),
    "problem": ("问题部分", problem),
    "part_of_the_year": ("不满一年", part_of_the_year),
    "event": ("活动期间", event),
    "other_period": ("其他年度、多年", other_period),
}


PLAIN = "plain"
"""A figure that shows none of the phenomena."""


class Phenomena:
    """All rules; those about cue words take the words from the catalogue's lexicon."""

    def __init__(self, catalog: Catalog) -> None:
        comparison = catalog.lexicon["stances"]["comparison"]
        kinds = ("change", "previous", "than", "multiple")
        self._compared = _any_of(word for kind in kinds for word in comparison[kind])
        scopes = catalog.lexicon["scopes"]
        self._scope = _any_of(word for kind in ("own", "region", "system", "other") for word in scopes[kind])
        self._no_scope = _any_of(scopes["not_scopes"])
        own: dict[str, tuple[str, Rule]] = {
            "comparison": ("同比、对比", self.comparison),
            "scope_stated": ("写明范围", self.scope_stated),
        }
        self._rules = {code: rule for code, (_, rule) in (_RULES | own).items()}
        labels = {code: label for code, (label, _) in (_RULES | own).items()}
        self.labels: Mapping[str, str] = MappingProxyType(labels | {PLAIN: "无特殊现象"})
        """The Chinese label of every phenomenon, in the order of the rules."""

    def comparison(self, figure: Figure) -> bool:
        """A word of comparison (同比, 较上年, 上年同期, 倍) stands in the number's clause."""
        return bool(self._compared.search(figure.clause))

    def scope_stated(self, figure: Figure) -> bool:
        """A word that says whose figure it is (全县, 局本级, 全系统) stands before it in its sentence."""
        return bool(self._scope.search(self._no_scope.sub("", figure.before_in_sentence)))

    def of(self, figure: Figure) -> tuple[str, ...]:
        """The codes of all phenomena that a figure shows, in the order of the rules; or that it is plain."""
        return tuple(code for code, rule in self._rules.items() if rule(figure)) or (PLAIN,)


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w))))
