"""Scanned pages: the text that optical recognition finds in a picture, as characters and rules of a page.

Needs the optional extra ``ocr`` (rapidocr; its models come with the package, nothing is fetched). What is
recognised is never taken for certain: documents read this way go to review, see ``Document.metadata``.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import mean, median
from typing import Any

from ingestion.readers.pages.layout import Character, PageContent, Rule

# A picture seldom says how large its paper was: the longer side counts as that of an A4 sheet.
_PAGE_LENGTH = 842.0
_NARROW = 0.55
_TELLING = 6
_LARGER = 1.2
_DOUBTFUL_SCORE = 0.6
_SIDEWAYS = 1.5
_LEAST_RULE = 60
_RULE_SHARE = 0.04
_INK = 160
_BASELINE = 0.15


@dataclass(frozen=True, slots=True)
class RecognisedLine:
    """A line as recognised: its box in pixels (y downwards), text and confidence from 0 to 1."""

    left: float
    top: float
    right: float
    bottom: float
    text: str
    score: float

    @property
    def height(self) -> float:
        """The height of the box."""
        return self.bottom - self.top

    @property
    def em(self) -> float:
        """The width of a full-width character, as the whole line shows it."""
        return (self.right - self.left) / sum(self.widths)

    @property
    def widths(self) -> list[float]:
        """The widths of the characters, in full-width characters."""
        return [_NARROW if ord(character) < 128 else 1.0 for character in self.text]


@dataclass(frozen=True, slots=True)
class RecognisedPage:
    """A page as recognised, with the confidence of each of its lines."""

    content: PageContent
    scores: tuple[float, ...]


def can_recognise() -> bool:
    """Whether the extra is installed."""
    return all(importlib.util.find_spec(name) for name in ("rapidocr", "onnxruntime"))


def recognised_page(picture: Any, number: int) -> RecognisedPage:
    """The page in a picture (a PIL image); pages that lie on their side or head are turned first."""
    upright, lines = _upright(picture.convert("RGB"))
    scale = _PAGE_LENGTH / max(upright.size)
    content = PageContent(number, upright.height * scale)
    content.characters = [c.scaled(scale) for c in characters_of(lines, upright.height)]
    content.rules = [rule.scaled(scale) for rule in drawn_rules(upright)]
    return RecognisedPage(content, tuple(line.score for line in lines))


def _upright(picture: Any) -> tuple[Any, list[RecognisedLine]]:
    lines = _recognised(picture)
    turns = (90, 270) if _lies_on_its_side(lines) else (180,) if _is_doubtful(lines) else ()
    attempts = [(picture, lines), *((turned, _recognised(turned)) for turned in _turned(picture, turns))]
    return max(attempts, key=lambda attempt: (_sureness(attempt[1]), attempt[0] is picture))


def _turned(picture: Any, turns: Sequence[int]) -> Iterator[Any]:
    for degrees in turns:
        yield picture.rotate(degrees, expand=True)


def _lies_on_its_side(lines: Sequence[RecognisedLine]) -> bool:
    upright = [line.height > _SIDEWAYS * (line.right - line.left) for line in lines]
    return bool(upright) and 2 * sum(upright) > len(upright)


def _is_doubtful(lines: Sequence[RecognisedLine]) -> bool:
    return bool(lines) and mean(line.score for line in lines) < _DOUBTFUL_SCORE


def _sureness(lines: Sequence[RecognisedLine]) -> float:
    """Characters weighted by confidence: pages the wrong way round give few and unsure ones."""
    return sum(len(line.text) * line.score**2 for line in lines)


def _recognised(picture: Any) -> list[RecognisedLine]:
    import numpy

    found = _engine()(numpy.asarray(picture)[:, :, ::-1], use_cls=False)
    if found.boxes is None or found.txts is None:
        return []
    lines = []
    for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
        xs, ys = [float(x) for x, _ in box], [float(y) for _, y in box]
        lines.append(RecognisedLine(min(xs), min(ys), max(xs), max(ys), text.strip(), float(score)))
    return [line for line in lines if line.text]


@cache
def _engine() -> Any:
    """The models, loaded once for each process."""
    from rapidocr import RapidOCR  # type: ignore[import-untyped,unused-ignore]

    return RapidOCR(params={"Global.log_level": "critical"})


def characters_of(lines: Sequence[RecognisedLine], page_height: float) -> Iterator[Character]:
    """The characters of the lines, spread evenly over their boxes; y upwards.

    Boxes are a little larger or smaller by chance: lines of about the usual size get just that.
    """
    if not lines:
        return
    usual = median([line.em for line in lines if len(line.text) >= _TELLING] or [line.em for line in lines])
    for line in lines:
        larger = len(line.text) >= _TELLING and line.em > _LARGER * usual
        size = line.em if larger else usual
        width = line.em
        x, y = line.left, page_height - line.bottom + _BASELINE * line.height
        for character, share in zip(line.text, line.widths, strict=True):
            if character.strip():
                yield Character(character, x, y, x + share * width, size)
            x += share * width


def drawn_rules(picture: Any) -> list[Rule]:
    """The straight lines drawn in a picture, longer than any stroke of a letter."""
    import cv2  # type: ignore[import-not-found,unused-ignore]
    import numpy

    grey = numpy.asarray(picture.convert("L"))
    ink = (grey < _INK).astype("uint8")
    rules: list[Rule] = []
    for horizontal in (True, False):
        length = max(_LEAST_RULE, int(_RULE_SHARE * grey.shape[1]))
        shape = (length, 1) if horizontal else (1, length)
        opened = cv2.morphologyEx(ink, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, shape))
        for x, y, wide, high, _ in cv2.connectedComponentsWithStats(opened)[2][1:].tolist():
            top = grey.shape[0] - y
            if horizontal:
                rules.append(Rule(True, top - high / 2, x, x + wide))
            else:
                rules.append(Rule(False, x + wide / 2, top - high, top))
    return rules
