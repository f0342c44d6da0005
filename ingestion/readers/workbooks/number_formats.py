"""What a person sees in a cell: a stored number under its number format (ISO 29500-1, 18.8.31).

Covers the formats of statistical forms: decimals, thousands, percent, scaling by commas (``0!.0,``
shows 12,345 as 1.2), literal text, sections for signs and conditions, and dates. Colours, padding and
numerals in words are dropped; exponents and fractions are shown as plain numbers.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

BUILT_IN: dict[int, str] = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: "#,##0;-#,##0;-",
    42: "¥#,##0;-¥#,##0;-",
    43: "#,##0.00;-#,##0.00;-",
    44: "¥#,##0.00;-¥#,##0.00;-",
    48: "##0.0E+0",
    49: "@",
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
"""The formats that files refer to by number alone, as Chinese office programs show them."""

PLAIN = frozenset({"General", "G/通用格式", "@", ""})
"""The formats that show a number as it was entered."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|_(?P<pad>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式|@)|(?P<exponent>E[+-])"
    r"|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_SECTIONS = re.compile(r'((?:"[^"]*"|[\\!_*].|\[[^\]]*\]|[^;"\\!_*\[])*)(?:;|$)', re.DOTALL)
_CONDITION = re.compile(r"^(?P<operator><=|>=|<>|<|>|=)(?P<bound>-?[\d.]+)$")
_COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
_CURRENCY = re.compile(r"^\$(?P<sign>[^-]*)")
_DATE_PART = re.compile(
    r"\x00.|yyyy|yy|mmmmm|mmmm|mmm|mm|m|dddd|ddd|dd|d|hh|h|ss|s|AM/PM|上午/下午", re.IGNORECASE
)
_GENERAL_DIGITS = 10
_WHOLE_BELOW = 1e15


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a format: its tokens, each a kind and the characters that it stands for."""

    tokens: tuple[tuple[str, str], ...]

    @property
    def has_digits(self) -> bool:
        """Whether the section shows the number at all."""
        return any(kind == "digit" for kind, _ in self.tokens)

    @property
    def is_general(self) -> bool:
        """Whether the section shows the number as entered."""
        return any(kind == "general" for kind, _ in self.tokens)

    @property
    def is_plain(self) -> bool:
        """Whether the digits stand in plain places, not in an exponent or a fraction."""
        return self.has_digits and not any(
            kind == "exponent" or (kind, text) == ("literal", "/") for kind, text in self.tokens
        )

    @property
    def percent_signs(self) -> int:
        """How often the number is multiplied by 100."""
        return sum(kind == "percent" for kind, _ in self.tokens)

    def condition(self, number: float) -> bool | None:
        """Whether the number meets the section's own condition; None where it states none."""
        for kind, text in self.tokens:
            match = _CONDITION.match(text) if kind == "bracket" else None
            if match:
                return _COMPARISONS[match["operator"]](number, float(match["bound"]))
        return None


@lru_cache(maxsize=512)
def is_percent(number_format: str) -> bool:
    """Whether the format shows a number as a percentage."""
    return sections(number_format)[0].percent_signs > 0


@lru_cache(maxsize=512)
def sections(number_format: str) -> tuple[Section, ...]:
    """The sections of a format: for positive numbers, negative ones, zero, text."""
    pieces = [match[1] for match in _SECTIONS.finditer(number_format)]
    return tuple(Section(tuple(_tokens(piece))) for piece in pieces[: number_format.count(";") + 1]) or (
        Section(()),
    )


def _tokens(piece: str) -> list[tuple[str, str]]:
    tokens: list[tuple[str, str]] = []
    for match in _TOKEN.finditer(piece):
        kind = match.lastgroup or "other"
        content = match[kind]
        if kind in {"quoted", "escaped", "other"}:
            tokens.append(("literal", content))
        elif kind == "bracket":
            currency = _CURRENCY.match(content)
            tokens.append(("literal", currency["sign"]) if currency else ("bracket", content))
        elif kind not in {"pad", "fill"}:
            tokens.append((kind, content))
    return tokens


def shown_number(number: float, number_format: str = "General") -> str:
    """The number as its cell shows it.

    >>> shown_number(1234.5, "#,##0.00")
    '1,234.50'
    >>> shown_number(0.988, "0.0%")
    '98.8%'
    """
    quick = _lone_pattern(number_format)
    if quick is not None:
        return _signed(quick.write(_amount(number)), number < 0)
    choices = sections(number_format)
    section, signed = _choose(number, choices)
    if section.is_general:
        return "".join(general(number) if kind == "general" else text for kind, text in section.tokens)
    if not section.has_digits:
        return _literals(section)
    if not section.is_plain:
        return general(number)
    amount = Decimal(repr(number)).copy_abs()
    pattern = _pattern(section)
    shown = _fill(section, amount) if pattern is None else pattern.write(amount)
    return _signed(shown, signed and number < 0)


def _amount(number: float) -> Decimal:
    """The digits that stand for the number, without its sign."""
    return Decimal(int(abs(number)) if number.is_integer() else repr(abs(number)))


def _signed(shown: str, negative: bool) -> str:
    """A minus sign before what is not shown as zero."""
    return f"-{shown}" if negative and re.search(r"[1-9]", shown) else shown


@lru_cache(maxsize=512)
def _lone_pattern(number_format: str) -> _Pattern | None:
    """The pattern of a format that has one section of the common shape for all numbers; large sheets
    ask for the same few formats again and again."""
    choices = sections(number_format)
    is_lone = len(choices) == 1 and choices[0].is_plain and not choices[0].is_general
    return _pattern(choices[0]) if is_lone and choices[0].condition(0) is None else None


def _choose(number: float, choices: tuple[Section, ...]) -> tuple[Section, bool]:
    """The section for this number, and whether the minus sign is still to be written."""
    if any(section.condition(number) is not None for section in choices):
        fitting = [section for section in choices if section.condition(number) in {True, None}]
        return (fitting or [choices[-1]])[0], True
    if number < 0 and len(choices) > 1:
        return choices[1], False
    is_third = number == 0 and len(choices) > len(("positive", "negative"))
    return (choices[2], False) if is_third else (choices[0], True)


def _literals(section: Section) -> str:
    return "".join(text for kind, text in section.tokens if kind == "literal").strip()


def general(number: float) -> str:
    """The number as entered: whole numbers whole, others with ten digits, as office programs show them."""
    if number.is_integer() and -_WHOLE_BELOW < number < _WHOLE_BELOW:
        return str(int(number))
    return (
        format(number, f".{_GENERAL_DIGITS}g")
        if abs(number) < 10**_GENERAL_DIGITS
        else format(number, ".15g")
    )


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A section of the common shape: literal text, digits with or without separators, literal text."""

    before: str
    after: str
    grouped: bool
    unit: Decimal
    factor: int

    def write(self, amount: Decimal) -> str:
        """The digits of a non-negative number between the literal texts."""
        rounded = (amount * self.factor).quantize(self.unit, rounding=ROUND_HALF_UP)
        return (
            f"{self.before}{rounded:,f}{self.after}"
            if self.grouped
            else f"{self.before}{rounded:f}{self.after}"
        )


_COMMON = re.compile(r"(?P<before>l*)(?P<whole>#,##0|#*0)(?:\.(?P<decimals>0+))?(?P<after>[l%]*)")


@lru_cache(maxsize=512)
def _pattern(section: Section) -> _Pattern | None:
    """The section as a common pattern, which is quick to write, or None where it is another shape."""
    tokens = [token for token in section.tokens if token[0] != "bracket"]
    shape = "".join("l" if kind == "literal" else text for kind, text in tokens)
    match = _COMMON.fullmatch(shape) if all(len(text) == 1 for _, text in tokens) else None
    if match is None:
        return None
    before, after = len(match["before"]), len(match["after"])
    texts = [text for _, text in tokens]
    return _Pattern(
        before="".join(texts[:before]).lstrip(),
        after="".join(texts[len(texts) - after :]).rstrip(),
        grouped="," in match["whole"],
        unit=Decimal(1).scaleb(-len(match["decimals"] or "")),
        factor=100**section.percent_signs,
    )


def _fill(section: Section, number: Decimal) -> str:
    """Writes the digits of a non-negative number into the places of a section."""
    tokens = list(section.tokens)
    before, after = _places(tokens)
    scaled = number * 100**section.percent_signs / Decimal(1000) ** _scaling_commas(tokens)
    rounded = scaled.quantize(Decimal(1).scaleb(-len(after)), rounding=ROUND_HALF_UP)
    whole, _, fraction = f"{rounded:f}".partition(".")
    written = _write_whole(tokens, before, whole.lstrip("0")) | _write_fraction(tokens, after, fraction)
    point = next((index for index, (kind, _) in enumerate(tokens) if kind == "point"), None)
    if point is not None and any(written[index] for index in after):
        written[point] = "."
    for index, (kind, text) in enumerate(tokens):
        if kind in {"literal", "percent"}:
            written[index] = text
    shown = "".join(written.get(index, "") for index in range(len(tokens))).strip()
    return shown if before else whole.lstrip("0") + shown


def _places(tokens: list[tuple[str, str]]) -> tuple[list[int], list[int]]:
    """The positions of the digit places before and after the decimal point."""
    point = next((index for index, (kind, _) in enumerate(tokens) if kind == "point"), len(tokens))
    digits = [index for index, (kind, _) in enumerate(tokens) if kind == "digit"]
    return [index for index in digits if index < point], [index for index in digits if index > point]


def _scaling_commas(tokens: list[tuple[str, str]]) -> int:
    """Commas after the last digit place divide by a thousand each."""
    last = max(index for index, (kind, _) in enumerate(tokens) if kind == "digit")
    return sum(kind == "comma" for kind, _ in tokens[last:])


def _write_whole(tokens: list[tuple[str, str]], places: list[int], digits: str) -> dict[int, str]:
    """Digits from the right; the leftmost place takes all that remain, with separators where asked for."""
    grouped = any(
        kind == "comma" and places and places[0] < index < places[-1]
        for index, (kind, _) in enumerate(tokens)
    )
    written: dict[int, str] = {}
    remaining = digits
    for place in reversed(places):
        is_first = place == places[0]
        take = remaining if is_first else remaining[-1:]
        written[place] = take or ("0" if tokens[place][1] == "0" else "")
        remaining = "" if is_first else remaining[:-1]
    return _group(written, places) if grouped else written


def _group(written: dict[int, str], places: list[int]) -> dict[int, str]:
    whole = "".join(written[place] for place in places)
    grouped = f"{int(whole):,}".rjust(len(whole)) if whole else ""
    padded = grouped if len(grouped) >= len(whole) else grouped.zfill(len(whole))
    return dict.fromkeys(places, "") | {places[0]: padded.strip()}


def _write_fraction(tokens: list[tuple[str, str]], places: list[int], digits: str) -> dict[int, str]:
    written: dict[int, str] = {}
    significant = False
    for place, digit in reversed(list(zip(places, digits, strict=False))):
        significant = significant or digit != "0" or tokens[place][1] == "0"
        written[place] = digit if significant else ""
    return written


def shown_date(moment: date | datetime | time | timedelta, number_format: str) -> str:
    """A date or time as its cell shows it; ISO where the format is not a plain date format."""
    if isinstance(moment, timedelta):
        return str(moment)
    if isinstance(moment, datetime | date):
        return _by_pattern(moment, number_format) or moment.isoformat()
    return moment.isoformat()


@lru_cache(maxsize=4096)
def _by_pattern(moment: date, number_format: str) -> str:
    """A column of dates has the same few hundred days again and again."""
    first = next(iter(_SECTIONS.findall(number_format)), "")
    literal_free = re.sub(r"\[[^\]]*\]|_.|\*.", "", first)
    pattern = re.sub(r'"([^"]*)"|[\\!](.)', lambda m: "\x00".join(["", *(m[1] or m[2] or "")]), literal_free)
    hours_seen = False

    def part(match: re.Match[str]) -> str:
        nonlocal hours_seen
        name = match[0].lower()
        if name.startswith("\x00"):
            return match[0]
        written = _date_part(moment, name, after_hours=hours_seen)
        hours_seen = name.startswith("h")
        return written

    written = _DATE_PART.sub(part, pattern)
    return re.sub(r"\x00(.)", r"\1", written).strip() if written != pattern else ""


def _date_part(moment: date, name: str, after_hours: bool) -> str:
    clock = moment if isinstance(moment, datetime) else datetime(moment.year, moment.month, moment.day)
    minute_or_month = clock.minute if after_hours and name in {"m", "mm"} else clock.month
    parts = {
        "yyyy": f"{clock.year}",
        "yy": f"{clock.year % 100:02d}",
        "m": f"{minute_or_month}",
        "mm": f"{minute_or_month:02d}",
        "d": f"{clock.day}",
        "dd": f"{clock.day:02d}",
        "h": f"{clock.hour}",
        "hh": f"{clock.hour:02d}",
        "s": f"{clock.second}",
        "ss": f"{clock.second:02d}",
    }
    return parts.get(name, clock.strftime("%b") if name == "mmm" else "")
