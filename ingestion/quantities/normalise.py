"""Spelling made uniform without moving a single character.

Every character of a text is replaced by exactly one character, so that an offset into the normal form is
an offset into the original text. Full-width letters, digits and punctuation become half-width ones, digits
of other scripts become 0 to 9, variants that input methods and scanners produce become their usual form.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

VARIANTS: Mapping[str, str] = {
    "\u3000": " ",
    "\u00a0": " ",
    **dict.fromkeys("\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f", " "),
    "\u200b": " ",
    "\ufeff": " ",
    "﹪": "%",
    "〜": "~",
    "～": "~",
    "∼": "~",
    "–": "-",
    "—": "-",
    "―": "-",
    "‐": "-",
    "‑": "-",
    "−": "-",
    "○": "〇",
    "◯": "〇",
    "∶": ":",
    "﹙": "(",
    "﹚": ")",
    "〔": "(",
    "〕": ")",
    "〈": "(",
    "〉": ")",
    "﹐": ",",
    "﹑": "、",
    "﹔": ";",
    "﹕": ":",
    "‘": "“",
    "’": "”",
    "「": "“",
    "」": "”",
    "『": "“",
    "』": "”",
    "訟": "讼",
    "訴": "诉",
    "減": "减",
    "増": "增",
    "個": "个",
    "萬": "万",
    "億": "亿",
    "餘": "余",
}


UNREADABLE = "\ufffd"
"""Stands for half of a character that was torn apart: it is no text, and no word is looked for in it."""


class _Table(dict[int, int]):
    """A translation table that works out characters it has not met and remembers them."""

    def __missing__(self, code: int) -> int:
        self[code] = result = ord(_normal(chr(code)))
        return result


def _normal(character: str) -> str:
    if character in VARIANTS:
        return VARIANTS[character]
    if "！" <= character <= "～":
        return chr(ord(character) - 0xFEE0)
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if unicodedata.category(character) == "Cs":
        return UNREADABLE
    return character


_TABLE = _Table()
_VARIANTS = sorted(character for character in VARIANTS if "\u4e00" <= character <= "\u9fff")
_AROUND = zip(["\u4dff", *_VARIANTS], [*_VARIANTS, "\ua000"], strict=True)
_USUAL = "".join(f"{chr(ord(before) + 1)}-{chr(ord(behind) - 1)}" for before, behind in _AROUND)
_UNUSUAL = re.compile(f"[^\x00-\x7f、。《》“”{_USUAL}]")
"""The characters that may have another spelling: usual ones have none, except among the variants."""
_FEW = 48


def normalise(text: str) -> str:
    """The text in uniform spelling; it keeps its length, and offsets mean the same place.

    Few different characters of a usual text change: they are replaced one after the other, which is faster
    than to look up every character.
    """
    unusual = set(_UNUSUAL.findall(text))
    if len(unusual) > _FEW:
        return text.translate(_TABLE)
    for character in unusual:
        text = text.replace(character, chr(_TABLE[ord(character)]))
    return text
