"""Decoding: byte-order mark, then strict UTF-8, then GB18030 where the result is plausible Chinese.

Detectors by statistics are not used: they take short GB18030 texts for Big5.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from ingestion.readers.faults import fault

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
# Latin letters and punctuation that GB18030 also encodes say nothing about plausibility.
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
PLAUSIBLE_SHARE = 0.8
"""Of the Han characters of real prose, about 99 % are of GB 2312 level 1; of Big5 or binary data read
as GB18030, fewer than half."""

SHORT_TEXT = 40
"""Up to so many Han characters a text may be a list of names, in which rarer ones are many."""
_LEVEL_2 = 0xD8


@dataclass(frozen=True, slots=True)
class DecodedText:
    """A text and the encoding that it was decoded from; a byte-order mark is not part of the text."""

    text: str
    encoding: str


def decode(data: bytes, declared: str | None = None) -> DecodedText:
    """The text of the bytes.

    ``declared`` is what a web page says about itself. It is tried after UTF-8, since pages saved anew
    often keep their old declaration, and no longer GB18030 text is valid UTF-8 by accident. Raises
    :class:`UnreadableSubmission` with ``binary_content`` or ``unknown_encoding``.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _require_text(_strict(data[len(mark) :], encoding))
    candidates = ["utf-8", *([declared] if declared else [])]
    for encoding in candidates:
        decoded = _strict(data, encoding)
        if decoded is not None:
            return _require_text(decoded)
    return _require_chinese(_strict(data, "gb18030"), data)


def _strict(data: bytes, encoding: str) -> DecodedText | None:
    try:
        return DecodedText(data.decode(encoding), encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _require_text(decoded: DecodedText | None) -> DecodedText:
    if decoded is None:
        raise fault("unknown_encoding")
    if _CONTROLS.search(decoded.text):
        raise fault("binary_content")
    return decoded


def _require_chinese(decoded: DecodedText | None, data: bytes) -> DecodedText:
    """GB18030 accepts nearly any bytes, so what it gives must also look like Chinese."""
    if decoded is None or _CONTROLS.search(decoded.text):
        raise fault("binary_content" if b"\x00" in data or _looks_binary(data) else "unknown_encoding")
    if not _is_plausible_chinese(decoded.text):
        raise fault("unknown_encoding")
    return decoded


def _looks_binary(data: bytes) -> bool:
    sample = data[:65536]
    return bool(sample) and sum(byte < 9 or 13 < byte < 32 for byte in sample) > len(sample) // 100


def _is_plausible_chinese(text: str) -> bool:
    """A few place names may all be of rarer characters; they still are of GB 2312, as other bytes are not."""
    han = _HAN.findall(text)
    known = han if len(han) <= SHORT_TEXT else ()
    if known and not _PRIVATE.search(text) and all(_row(character) is not None for character in known):
        return True
    common = sum(1 for character in han if (_row(character) or _LEVEL_2) < _LEVEL_2)
    unusual = len(_PRIVATE.findall(text))
    return bool(han) and common >= PLAUSIBLE_SHARE * (len(han) + unusual)


def _row(character: str) -> int | None:
    """The lead byte in GB 2312; before 0xD8 lie the 3,755 characters of level 1."""
    try:
        return character.encode("gb2312")[0]
    except UnicodeEncodeError:
        return None
