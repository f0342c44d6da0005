"""Reading stays linear in the length of a text, however it is built; work is counted, not timed."""

from __future__ import annotations

import pytest
from counted_work import lines_run
from reading_aids import facts, read

from ingestion.extraction.tables.written import context

PIECES = {
    "one sentence of numbers": "受理案件12件，",
    "numbers without a mark between them": "受理劳动人事争议案件53件审结51件",
    "brackets that never close": "（",
    "brackets with numbers that never close": "（受理1件",
    "brackets with a scope that never close": "（全县受理1件，",
    "a paragraph of one mark": "、",
    "digits in a row": "9",
    "Chinese numerals in a row": "一",
    "words that overlap": "行政复议",
    "words for none": "无败诉案件",
    "periods without a stop": "截至2031年",
    "days without a stop": "12月4日检查1户，",
    "pairs without a stop": "分别为1、",
    "lines of one number": "1\n",
    "open titles": "《",
    "open quotations": "“",
    "years before without a stop": "去年9件，",
    "years before of one noun": "去年受理仲裁案件9件，今年8件，",
    "parts of both levels": "立案9件，市本级5件、县区4件，",
    "shares without a noun": "百分之",
    "sentences": "受理劳动人事争议案件53件，审结51件，涉案金额365.4万元；发放宣传资料3500余份。",
    "one unbroken sentence": "受理劳动人事争议案件53件审结51件",
    "quantities without a separator": "1人2户",
    "one word that may say none": "无",
    "groups with a legend in each": "受理仲裁3件（2件，括号内为上年数），",
    "legends before each group": "（括号内为上年数）受理仲裁3件（2件）",
}
SHORT = 600
TIMES = 4


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES.keys())
def test_work_grows_with_the_length_of_the_text(piece: str) -> None:
    """Four times the text may take four times the work and a little more; quadratic is sixteen times."""
    read(piece)
    short = lines_run(lambda: read(piece * (SHORT // len(piece))))
    long = lines_run(lambda: read(piece * (TIMES * SHORT // len(piece))))
    assert 0 < long < 1.4 * TIMES * short + 5_000


def test_counting_work_would_show_a_quadratic_reader() -> None:
    """The negative control: reading every beginning of a text is quadratic, and is seen as such."""
    piece = "受理案件12件，"

    def beginnings(length: int) -> int:
        text = piece * length
        return lines_run(lambda: [read(text[:end]) for end in range(0, len(text), len(piece))])

    assert beginnings(32) > 1.4 * TIMES * beginnings(8) + 5_000


def test_a_bracket_that_never_closes_is_read_in_one_way() -> None:
    """A list of numbers and one long number look alike; every way to part it would be 2 to the 400th."""
    assert ("arb_cases_accepted", 3) in facts(f"受理仲裁3件（2件），另有5（{'2,' * 400}括号内为上年数。")


def test_what_is_read_with_a_legend_does_not_grow_with_the_lines_before_it() -> None:
    """Each legend is read with what it stands under: with all short lines before it that were quadratic."""
    line = "（括号内为上年数）受理仲裁3件（2件）\n"
    few, many = line * 40, line * 400
    assert 0 < len(context(many, len(many))) == len(context(few, len(few))) < 1_000


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("受理案件12件，" * 4_000, 4_000),
        ("（" * 25_000 + "受理1件" + "）" * 25_000, 1),
        ("、" * 100_000, 0),
        ("9" * 100_000, 1),
    ],
    ids=["4,000 numbers in a sentence", "50,000 nested brackets", "100,000 marks", "100,000 digits"],
)
def test_texts_that_no_one_writes_are_read_all_the_same(text: str, mentions: int) -> None:
    assert len(read(text)) == mentions
