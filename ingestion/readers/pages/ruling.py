"""The rules (ruled lines) of a page, from the paths that it draws."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as c

from ingestion.readers.pages.layout import Rule

_THIN = 3.0
_SHORTEST = 3.0
_STRAIGHT = 0.5
_MOST_OBJECTS = 60_000
_DEEPEST_FORM = 4
_Matrix = tuple[float, float, float, float, float, float]
_UNIT: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_Points = list[tuple[float, float]]


def page_rules(page: pdfium.PdfPage) -> tuple[list[Rule], bool]:
    """The straight rules of a page, and whether it holds a picture.

    A rule is a stroked line, a side of a stroked box, or a filled box too thin to be anything else.
    A page of more than 60,000 objects is a drawing, not a table: it has no rules here.
    """
    rules: list[Rule] = []
    has_picture = False
    if c.FPDFPage_CountObjects(page.raw) > _MOST_OBJECTS:
        return rules, has_picture
    for item, matrix in _objects(page):
        if c.FPDFPageObj_GetType(item) == c.FPDF_PAGEOBJ_IMAGE:
            has_picture = True
        else:
            rules += _path_rules(item, matrix)
    return rules, has_picture


def _objects(page: pdfium.PdfPage) -> Iterator[tuple[c.FPDF_PAGEOBJECT, _Matrix]]:
    for index in range(c.FPDFPage_CountObjects(page.raw)):
        yield from _within(c.FPDFPage_GetObject(page.raw, index), _UNIT, 0)


def _within(
    item: c.FPDF_PAGEOBJECT, outer: _Matrix, depth: int
) -> Iterator[tuple[c.FPDF_PAGEOBJECT, _Matrix]]:
    kind = c.FPDFPageObj_GetType(item)
    if kind in {c.FPDF_PAGEOBJ_PATH, c.FPDF_PAGEOBJ_IMAGE}:
        yield item, _times(_matrix(item), outer)
    elif kind == c.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
        inner = _times(_matrix(item), outer)
        for index in range(min(c.FPDFFormObj_CountObjects(item), _MOST_OBJECTS)):
            yield from _within(c.FPDFFormObj_GetObject(item, index), inner, depth + 1)


def _matrix(item: c.FPDF_PAGEOBJECT) -> _Matrix:
    matrix = c.FS_MATRIX()
    if not c.FPDFPageObj_GetMatrix(item, matrix):
        return _UNIT
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, cc, d, e, f = inner
    oa, ob, oc, od, oe, of = outer
    return (
        *(a * oa + b * oc, a * ob + b * od),
        *(cc * oa + d * oc, cc * ob + d * od),
        *(e * oa + f * oc + oe, e * ob + f * od + of),
    )


def _path_rules(path: c.FPDF_PAGEOBJECT, matrix: _Matrix) -> Iterator[Rule]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    c.FPDFPath_GetDrawMode(path, fill, stroke)
    if not fill.value and not stroke.value:
        return
    for points in _subpaths(path, matrix):
        thin = _thin_box(points)
        if thin is not None:
            yield thin
        elif stroke.value:
            yield from _sides(points)


def _subpaths(path: c.FPDF_PAGEOBJECT, matrix: _Matrix) -> Iterator[_Points]:
    """The corners of each part of a path; parts with curves are no rules and are left out."""
    a, b, cc, d, e, f = matrix
    points: _Points = []
    curved = False
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(c.FPDFPath_CountSegments(path)):
        segment = c.FPDFPath_GetPathSegment(path, index)
        kind = c.FPDFPathSegment_GetType(segment)
        c.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == c.FPDF_SEGMENT_MOVETO and points:
            if not curved:
                yield points
            points, curved = [], False
        curved = curved or kind == c.FPDF_SEGMENT_BEZIERTO
        points.append((a * x.value + cc * y.value + e, b * x.value + d * y.value + f))
        if c.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points and not curved:
        yield points


def _thin_box(points: _Points) -> Rule | None:
    """The middle line of a shape that is nothing but a thick line."""
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    low, high = min(y for _, y in points), max(y for _, y in points)
    if high - low <= _THIN and right - left >= _SHORTEST and right - left > high - low:
        return Rule(True, (low + high) / 2, left, right)
    if right - left <= _THIN and high - low >= _SHORTEST:
        return Rule(False, (left + right) / 2, low, high)
    return None


def _sides(points: _Points) -> Iterator[Rule]:
    for (x0, y0), (x1, y1) in pairwise(points):
        if abs(y0 - y1) <= _STRAIGHT < abs(x0 - x1):
            yield Rule(True, (y0 + y1) / 2, min(x0, x1), max(x0, x1))
        elif abs(x0 - x1) <= _STRAIGHT < abs(y0 - y1):
            yield Rule(False, (x0 + x1) / 2, min(y0, y1), max(y0, y1))
