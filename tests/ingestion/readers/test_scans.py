"""Scanned pages: recognised where the extra is installed and always sent to review, else refused plainly."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from printed_pages import HEIGHT, LEFT, TOP, WIDTH, draw_grid, draw_lines, pdf_file, set_lines
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from catalog import load_catalog
from ingestion.documents import UnreadableSubmission
from ingestion.readers import Limits, read_document
from ingestion.readers.pages import pictures, reading
from ingestion.readers.pages.fonts import provide_fonts
from ingestion.readers.pages.layout import Rule
from ingestion.readers.pages.recognition import RecognisedLine, can_recognise, characters_of, drawn_rules
from ingestion.reading import read_submission, reading_doubts

FIRST = "2031年，望杉区人力资源和社会保障局依法受理劳动人事争议案件1234件，结案率98.8%。"
SECOND = "（一）规范执法行为。全年开展检查320余户次，立案12件，罚款3.5万元，全部按期办结。"
FULL_WIDTH = str.maketrans("(),", "（），")
GRID = [["地区", "受理件数"], ["望杉区", "120"], ["青岚县", "85"]]
needs_recognition = pytest.mark.skipif(not can_recognise(), reason="the extra `ocr` is not installed")


def printed() -> bytes:
    def draw(canvas: Canvas) -> None:
        canvas.drawCentredString(WIDTH / 2, TOP + 40, "望杉区2031年度法治政府建设情况报告")
        below = draw_lines(canvas, [*set_lines(FIRST), *set_lines(SECOND)])
        draw_grid(canvas, GRID, below)

    return pdf_file(draw)


def scan(turn: int = 0) -> Any:
    """The printed page as a scanner gives it."""
    provide_fonts()
    document = pdfium.PdfDocument(printed())
    return document[0].render(scale=150 / 72).to_pil().convert("RGB").rotate(turn, expand=True)


def as_file(picture: Any, form: str) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, form)
    return buffer.getvalue()


def scanned_pdf(*, first_page_has_text: bool = False) -> bytes:
    def draw_scan(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(scan()), 0, 0, WIDTH, HEIGHT)

    text = (lambda canvas: draw_lines(canvas, set_lines(FIRST)),) if first_page_has_text else ()
    return pdf_file(*text, draw_scan)


FILES: dict[str, Callable[[], bytes]] = {
    "扫描.png": lambda: as_file(scan(), "PNG"),
    "扫描.jpg": lambda: as_file(scan(), "JPEG"),
    "扫描.tif": lambda: as_file(scan(), "TIFF"),
    "扫描.pdf": scanned_pdf,
    "横放.png": lambda: as_file(scan(turn=90), "PNG"),
}


@needs_recognition
@pytest.mark.parametrize(
    "name", [pytest.param(n, marks=() if n == "扫描.pdf" else pytest.mark.slow) for n in FILES]
)
def test_scans_are_recognised(name: str) -> None:
    document = read_document(name, FILES[name]())
    lines = document.text.split("\n")
    assert lines[0] == "望杉区2031年度法治政府建设情况报告"
    assert [line.translate(FULL_WIDTH) for line in lines[1:3]] == [FIRST, SECOND]
    assert [line.split("\t") for line in lines[3:]] == GRID
    assert document.format == ("pdf" if name.endswith("pdf") else "image")
    assert 0.8 < float(document.metadata["ocr_confidence"]) <= 1
    assert all(block.page == 1 for block in document.blocks)


@needs_recognition
def test_recognised_text_always_goes_to_review() -> None:
    document = read_document("望杉区报告.png", FILES["扫描.png"]())
    identity = read_submission(document, "望杉区报告.png", None, load_catalog()).identity
    assert identity.status == "needs_review"
    assert any("扫描图像识别" in reason and "置信度" in reason for reason in identity.reasons)


@needs_recognition
def test_only_the_scanned_pages_of_a_file_are_recognised() -> None:
    document = read_document("混合.pdf", scanned_pdf(first_page_has_text=True))
    assert document.text.startswith(FIRST)
    assert document.metadata["ocr_pages"] == "2"


@pytest.mark.parametrize("name", ["扫描.png", "扫描.pdf"])
def test_without_the_extra_scans_are_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    without_extra(monkeypatch)
    with pytest.raises(UnreadableSubmission) as refusal:
        read_document(name, FILES[name]())
    assert refusal.value.code == "scanned"
    assert "docx" in refusal.value.reason and "ocr" in refusal.value.reason


def test_without_the_extra_a_scanned_page_among_others_is_a_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    without_extra(monkeypatch)
    document = read_document("混合.pdf", scanned_pdf(first_page_has_text=True))
    assert document.text == FIRST
    assert reading_doubts(document) == ("第2页是图片，没有读取，请报送含文字的原始文件",)


def without_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (pictures, reading):
        monkeypatch.setattr(module, "can_recognise", lambda: False)


def test_text_laid_invisibly_under_a_scan_is_a_doubt() -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(LEFT, TOP)
        text.setTextRenderMode(3)
        text.textLine("受理67件，结案60件，结案率89.55%。")
        canvas.drawText(text)

    document = read_document("报告.pdf", pdf_file(draw))
    assert document.text == "受理67件，结案60件，结案率89.55%。"
    assert reading_doubts(document) == ("文字层是扫描件附带的识别结果，请对照原件核对",)


def test_a_document_that_was_typed_raises_no_doubt() -> None:
    document = read_document("报告.pdf", printed())
    assert reading_doubts(document) == ()


FAULTS: dict[str, tuple[Callable[[], bytes], str]] = {
    "truncated": (lambda: FILES["扫描.png"]()[:3000], "corrupt_document"),
    "only_a_signature": (lambda: b"\x89PNG\r\n\x1a\n", "corrupt_document"),
    "too_many_pixels": (lambda: as_file(scan().resize((3000, 3000)), "PNG"), "picture_too_large"),
    "text_named_png": ("受理67件".encode, "mislabelled"),
    "nothing_written": (lambda: as_file(scan().crop((0, 0, 60, 60)), "PNG"), "no_text"),
}


@needs_recognition
@pytest.mark.parametrize("case", FAULTS)
def test_each_fault_has_its_code(case: str) -> None:
    data, code = FAULTS[case]
    with pytest.raises(UnreadableSubmission) as refusal:
        read_document("扫描.png", data(), Limits(picture_pixels=4_000_000))
    assert refusal.value.code == code


def test_characters_are_spread_over_their_line() -> None:
    line = RecognisedLine(100, 50, 100 + 4 * 40 + 2 * 22, 95, "受理67件数", 0.9)
    characters = list(characters_of([line], 1000))
    assert "".join(c.text for c in characters) == "受理67件数"
    assert [round(c.x - 100) for c in characters] == [0, 40, 80, 102, 124, 164]
    assert {round(c.size) for c in characters} == {40}


@needs_recognition
def test_drawn_rules_are_found_and_letters_are_none() -> None:
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (1000, 800), "white")
    ImageDraw.Draw(picture).rectangle((100, 200, 700, 600), outline="black", width=3)
    ImageDraw.Draw(picture).line((300, 700, 340, 700), fill="black", width=4)
    rules = [(rule.horizontal, *rounded(rule.at, rule.low, rule.high)) for rule in drawn_rules(picture)]
    assert sorted(rules) == [
        (False, 100, 200, 600),
        (False, 700, 200, 600),
        (True, 200, 100, 700),
        (True, 600, 100, 700),
    ]


def rounded(*places: float) -> list[int]:
    return [round(place / 5) * 5 for place in places]


def test_pages_are_scaled_whole() -> None:
    assert Rule(True, 10, 0, 20).scaled(2) == Rule(True, 20, 0, 40)


def test_the_fixture_pages_hold_no_picture() -> None:
    data = (Path(__file__).with_name("fixtures") / "report_libreoffice.pdf").read_bytes()
    assert "ocr_pages" not in read_document("报告.pdf", data).metadata
