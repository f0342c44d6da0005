"""Running heads, footers and page numbers: what pages repeat at their upper and lower ends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

from ingestion.readers.pages.layout import Line

_WITHIN = 3
_LEAST_SHARE = 0.4
_STEP = 4.0
_NUMBER = r"(?:\d{1,4}|[IVXLCivxlc]{1,6}|[一二三四五六七八九十]{1,3})"
_PAGE_NUMBER = re.compile(
    rf"^(?:[-—–－·•~～|\s]*第?\s*{_NUMBER}\s*页?[-—–－·•~～|\s]*"
    rf"|第\s*{_NUMBER}\s*页\s*[,，/／]?\s*[（(]?\s*共\s*{_NUMBER}\s*页\s*[)）]?"
    rf"|共\s*{_NUMBER}\s*页\s*[,，/／]?\s*第\s*{_NUMBER}\s*页"
    rf"|{_NUMBER}\s*[/／]\s*{_NUMBER}|[Pp]age\s*\d+(?:\s*of\s*\d+)?|[Pp]\.?\s*\d+)$"
)
_BARE = re.compile(rf"^{_NUMBER}$")
_DIGITS = re.compile(r"\d+")
_BLANKS = re.compile(r"\s+")
# Lines of official texts are set at 1.75 of their size (GB/T 9704: 28 points for 16).
_APART = 2.2
_MARGIN = 0.09


def without_running_heads(pages: Sequence[tuple[float, Sequence[Line]]]) -> list[list[Line]]:
    """The lines of each page (given with its height) without running heads and page numbers.

    A head is what two fifths of the pages repeat at the same height (left and right pages may have heads of
    their own), outside the text: in the margin, or further from the text than its lines from each other.
    """
    repeated = _repeated([lines for _, lines in pages])
    kept: list[list[Line]] = []
    for height, lines in pages:
        heads = [*_heads(lines, repeated, height, upper=True), *_heads(lines, repeated, height, upper=False)]
        rest = [line for line in lines if not any(line is head for head in heads)]
        kept.append(_without_page_number(rest, several=len(pages) > 1))
    return kept


def _repeated(pages: Sequence[Sequence[Line]]) -> set[tuple[int, str]]:
    counted = Counter(key for page in pages for key in {_key(line) for line in _outermost(page)})
    least = max(2, _LEAST_SHARE * len(pages))
    return {key for key, count in counted.items() if count >= least}


def _outermost(page: Sequence[Line]) -> list[Line]:
    ordered = sorted(page, key=lambda line: -line.y)
    return [*ordered[:_WITHIN], *ordered[-_WITHIN:]]


def _heads(page: Sequence[Line], repeated: set[tuple[int, str]], height: float, upper: bool) -> list[Line]:
    """The repeated lines at one end of a page, as many as are set apart from what follows them."""
    ordered = sorted(page, key=lambda line: -line.y if upper else line.y)
    run = list(takewhile(lambda line: _key(line) in repeated, ordered[:_WITHIN]))
    while run:
        inner = ordered[len(run)] if len(run) < len(ordered) else None
        edge = height - run[-1].y if upper else run[-1].y
        apart = inner is not None and abs(inner.y - run[-1].y) > _APART * inner.size
        if apart or edge < _MARGIN * height:
            return run
        run.pop()
    return run


def _key(line: Line) -> tuple[int, str]:
    """Height and text; the number of the page changes within it."""
    return round(line.y / _STEP), _DIGITS.sub("#", _BLANKS.sub("", line.text))


def _without_page_number(page: list[Line], several: bool) -> list[Line]:
    """A bare number counts as the page's only where it stands apart from the text."""
    for end in (min, max):
        outermost = end(page, key=lambda line: line.y, default=None)
        if outermost is None or not _PAGE_NUMBER.match(outermost.text.strip()):
            continue
        plain = _BARE.match(outermost.text.strip())
        if not plain or _stands_apart(outermost, page) or (several and len(page) == 1):
            page = [line for line in page if line is not outermost]
    return page


def _stands_apart(number: Line, page: Sequence[Line]) -> bool:
    others = [abs(line.y - number.y) for line in page if line is not number]
    return not others or min(others) > _APART * number.size
