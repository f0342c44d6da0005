"""The value of a numeral: Arabic, Chinese, or both together (12.5万, 一千二百, 1亿2千万)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

DIGITS = {d: i for i, d in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
TENS = {"十": 10, "廿": 20, "卅": 30, "百": 100, "千": 1000}
GROUPS = {"万": 10_000, "亿": 100_000_000}
PART_OF = "分之"
"""Between the base of a share and its number (百分之九十五)."""
HALF = "半"
MONEY = "元"
NUMERAL_CHARACTERS = "".join((*DIGITS, *TENS, *GROUPS))

_OF_ACCOUNTS = str.maketrans("壹贰貳叁參肆伍陆陸柒捌玖拾佰仟圆圓", "一二二三三四五六六七八九十百千元元")
_DIGITS_OF_ACCOUNTS = "壹贰貳叁參肆伍陆陸柒捌玖"

SPOKEN_CARDINAL = re.compile("[二三四五六七八九]?十[一二三四五六七八九]|三五")
"""Numerals of which only a count is spoken so (十一), or some (三五); 五一 and 三八 name days."""

_TOKENS = re.compile(rf"(?P<arabic>\d(?:[\d,]|[ ](?=\d))*(?:\.\d+)?)|(?P<chinese>[{NUMERAL_CHARACTERS}])")
_POSITIONAL = re.compile(f"[{''.join(DIGITS)}]{{2,}}")
_SPOKEN_DECIMAL = re.compile(
    rf"(?P<whole>[{NUMERAL_CHARACTERS}]+)点(?P<places>[{''.join(DIGITS)}]+)(?P<scale>[百千万亿]*)"
)
_BLANK_AT_POINT = re.compile(r"(?<=\d) ?\. ?(?=\d)")


def numerals_of_accounts(words: Iterable[str]) -> re.Pattern[str]:
    """What may be a numeral of accounts: a digit and a unit of theirs, none begun with the end of ``words``.

    They stand in other words, too (陆续, 收拾), but seldom before a unit; ``words`` are those that do (大陆).
    """
    alone = "".join(f"(?<!{re.escape(word)})" for word in words)
    digit = _DIGITS_OF_ACCOUNTS
    return re.compile(f"[{digit}拾]{alone}[{digit}拾佰仟万亿零〇]*[拾佰仟万亿][{digit}]?[圆圓]?")


def in_common_numerals(text: str, accounts: re.Pattern[str]) -> str:
    """``text`` with the numerals of ``accounts`` as the usual ones (壹仟贰佰万元), each in its place.

    Two characters of accounts make a number, and one does before money (陆万元).
    """
    return accounts.sub(_in_common, text)


def _in_common(run: re.Match[str]) -> str:
    common = run.group().translate(_OF_ACCOUNTS)
    changed = sum(old != new for old, new in zip(run.group(), common, strict=True))
    return common if changed > 1 or run.string.startswith(MONEY, run.end()) else run.group()


def numeral_value(numeral: str) -> Decimal:
    """The number that ``numeral`` writes; characters that are no numerals (余, blanks) are passed over.

    A lone unit counts once (百 is 100), digits in a row without units are read place by place
    (二〇二四 is 2024), and a digit after a unit is one step below it (三万五 is 35000). A point may be spoken
    (九十五点七 is 95.7) or stand between blanks that a scanner made (99 .4 is 99.4).
    """
    if numeral.isascii() and numeral.isdigit():
        return Decimal(numeral)
    if "点" in numeral and (spoken := _SPOKEN_DECIMAL.search(numeral)):
        places = "".join(str(DIGITS[c]) for c in spoken["places"])
        scale = numeral_value(spoken["scale"]) if spoken["scale"] else Decimal(1)
        return (numeral_value(spoken["whole"]) + Decimal(f"0.{places}")) * scale
    numeral = _BLANK_AT_POINT.sub(".", numeral)
    if _POSITIONAL.fullmatch(numeral):
        return Decimal("".join(str(DIGITS[c]) for c in numeral))
    sum_ = _Sum()
    for token in _TOKENS.finditer(numeral):
        sum_.take(token)
    return sum_.total()


class _Sum:
    """A running sum of a numeral: whole groups, the group being built, and the digit before its unit."""

    def __init__(self) -> None:
        self.groups = Decimal(0)
        self.group = Decimal(0)
        self.digit: Decimal | None = None
        self.last_unit = 1
        self.after_zero = False

    def take(self, token: re.Match[str]) -> None:
        text = token.group()
        if token["arabic"]:
            self.digit = Decimal(text.replace(",", "").replace(" ", ""))
        elif text in DIGITS:
            self.after_zero = self.after_zero or text in "零〇"
            self.digit = Decimal(DIGITS[text])
        elif text in TENS:
            self._tens(TENS[text])
        else:
            self._group(GROUPS[text])

    def _tens(self, unit: int) -> None:
        self.group += (Decimal(1) if self.digit is None else self.digit) * unit
        self._close(10 if unit < 100 else unit)

    def _group(self, unit: int) -> None:
        whole = self.group + (self.digit or 0)
        if unit == GROUPS["亿"]:
            self.groups = (self.groups + whole or Decimal(1)) * unit
        else:
            self.groups += (whole or Decimal(1)) * unit
        self.group = Decimal(0)
        self._close(unit)

    def _close(self, unit: int) -> None:
        self.digit, self.last_unit, self.after_zero = None, unit, False

    def total(self) -> Decimal:
        rest = self.digit or Decimal(0)
        if self.last_unit > 10 and not self.after_zero and 0 < rest < 10:
            rest *= self.last_unit // 10
        return self.groups + self.group + rest
