"""Reads pictures (png, jpg, tif) and the scanned pages of pdf files, by recognition."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2 as pdfium

from ingestion.documents import Document
from ingestion.readers.faults import fault
from ingestion.readers.limits import Limits
from ingestion.readers.pages.assembling import assemble, page_of
from ingestion.readers.pages.layout import PageContent
from ingestion.readers.pages.recognition import RecognisedPage, can_recognise, recognised_page

_RENDER_DPI = 200
_POINTS_PER_INCH = 72
_MOST_RENDERED = 16_000_000
_LEAST_CHARACTERS = 8


def read_picture(data: bytes, limits: Limits) -> Document:
    """The document in a picture of one or more pages.

    Raises :class:`UnreadableSubmission`: ``scanned`` (the extra ``ocr`` is not installed),
    ``corrupt_document``, ``too_many_pages``, ``picture_too_large``, ``no_text``.
    """
    if not can_recognise():
        raise fault("scanned")
    pages = [recognised_page(frame, number + 1) for number, frame in enumerate(_frames(data, limits))]
    return recognised_document("image", [page.content for page in pages], pages, {})


def recognised_document(
    form: Any, contents: Sequence[PageContent], recognised: Sequence[RecognisedPage], metadata: dict[str, str]
) -> Document:
    """The document of pages of which some were recognised, with the mean and the least confidence."""
    if sum(len(content.characters) for content in contents) < _LEAST_CHARACTERS:
        raise fault("no_text")
    assembly = assemble([page_of(content) for content in contents])
    return Document(
        format=form,
        text=assembly.text,
        blocks=tuple(assembly.blocks),
        tables=tuple(assembly.tables),
        metadata=metadata | _confidence(recognised) | {"pages": str(len(contents))},
    )


def _confidence(pages: Sequence[RecognisedPage]) -> dict[str, str]:
    scores = [score for page in pages for score in page.scores]
    if not scores:
        return {}
    return {
        "ocr_pages": "、".join(str(page.content.number) for page in pages),
        "ocr_confidence": f"{sum(scores) / len(scores):.3f}",
        "ocr_least_confidence": f"{min(scores):.3f}",
    }


def rendered(document: pdfium.PdfDocument, index: int) -> Any:
    """A page of a pdf as a picture of 200 dots an inch, fewer where the page is huge."""
    page = document[index]
    try:
        width, height = page.get_size()
        scale = min(_RENDER_DPI / _POINTS_PER_INCH, (_MOST_RENDERED / max(width * height, 1)) ** 0.5)
        return page.render(scale=scale).to_pil()
    finally:
        page.close()


def _frames(data: bytes, limits: Limits) -> Iterator[Any]:
    """The pages of a picture file, the right way up as the camera says."""
    from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = limits.picture_pixels
    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > limits.picture_pixels:
                raise fault("picture_too_large", width=picture.width, height=picture.height)
            count = getattr(picture, "n_frames", 1)
            if count > limits.scanned_pages:
                raise fault("too_many_pages", count=count, limit=limits.scanned_pages)
            for frame in ImageSequence.Iterator(picture):
                yield ImageOps.exif_transpose(frame.convert("RGB"))
    except Image.DecompressionBombError as error:
        raise fault("picture_too_large", width="?", height="?") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise fault("corrupt_document", detail="图片数据不完整") from error
