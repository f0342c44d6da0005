"""What holds for every text: nothing crashes, nothing overlaps, every digit lies in exactly one mention."""

from __future__ import annotations

import pytest
from counted_work import lines_run
from hypothesis import given
from hypothesis import strategies as st

from catalog import load_catalog
from ingestion.quantities import find_mentions, normalise

PIECES = st.sampled_from(
    [
        "\n",
        "\u3000",
        "\u202f",
        *[
            "受理",
            "案件",
            "件",
            "人",
            "万元",
            "亿",
            "%",
            "％",
            "余",
            "约",
            "近",
            "超",
            "以上",
            "一",
            "二",
            "十",
            "百",
            "千",
            "万",
            "两",
            "三项制度",
            "双随机、一公开",
            "第",
            "年",
            "月",
            "日",
            "至",
            "—",
            "～",
            "、",
            "，",
            "。",
            "（",
            "）",
            "“",
            "”",
            "《",
            "》",
            ".",
            ",",
            "，",
            "〔",
            "〕",
            "号",
            "百分之",
            "成",
            "点",
            "O",
            "l",
            "表",
            "附件",
            " ",
            "\n万",
            "倍",
            "进一步",
            "A",
            "x",
            "#",
        ],
    ]
)
TEXTS = st.one_of(
    st.text(max_size=80),
    st.text(
        st.characters(categories=("Cs", "Cc", "Cf", "Nd", "No", "Nl", "Zs", "Zl", "Ps", "Pe")), max_size=40
    ),
    st.text(
        "０１２３４５６７８９，．％（）①⑳⑴⒇⒈⒛１件户万亿〇○◯第年月至－～\u3000\x00\x85\u200b\ud800\udfff\r\n",
        max_size=60,
    ),
    st.lists(st.one_of(PIECES, st.integers(0, 10**7).map(str), st.text(max_size=2)), max_size=40).map(
        "".join
    ),
)


@pytest.fixture(autouse=True, scope="module")
def _compiled_lexicon() -> None:
    """The patterns are compiled before the first example, whose time is limited."""
    find_mentions("", load_catalog())


@given(TEXTS)
def test_mentions_are_ordered_disjoint_and_inside_the_text(text: str) -> None:
    end = 0
    for mention in find_mentions(text, load_catalog()):
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end


@given(TEXTS)
def test_every_digit_lies_in_exactly_one_mention(text: str) -> None:
    mentions = find_mentions(text, load_catalog())
    for place, character in enumerate(text):
        if character.isdecimal():
            assert sum(m.start <= place < m.end for m in mentions) == 1, (text, place)


@given(TEXTS)
def test_every_circled_number_lies_in_exactly_one_mention(text: str) -> None:
    mentions = find_mentions(text, load_catalog())
    for place, character in enumerate(text):
        if "①" <= character <= "⒛":
            assert sum(m.start <= place < m.end for m in mentions) == 1, (text, place)


def test_half_a_surrogate_pair_is_no_text() -> None:
    (mention,) = find_mentions("受理\ud83d12件\ude00", load_catalog())
    assert (mention.start, mention.end, mention.value) == (3, 6, 12)


@given(TEXTS)
def test_normalising_never_shifts_an_offset(text: str) -> None:
    normal = normalise(text)
    assert len(normal) == len(text)
    assert normalise(normal) == normal


def test_a_text_of_many_different_characters_is_spelt_like_its_characters() -> None:
    characters = [
        chr(code) for code in (*range(0x20, 0x600), *range(0x2000, 0xA000), *range(0xF000, 0x10000))
    ]
    assert normalise("".join(characters)) == "".join(normalise(character) for character in characters)


@given(TEXTS)
def test_the_same_text_gives_the_same_mentions(text: str) -> None:
    assert find_mentions(text, load_catalog()) == find_mentions(text, load_catalog())


@given(
    st.integers(1, 10**8),
    st.sampled_from(["件", "人", "户", "份", "人次"]),
    st.text(alphabet=" \t", max_size=2),
)
def test_a_printed_number_keeps_its_value(number: int, unit: str, blank: str) -> None:
    text = f"共计{number}{blank}{unit}。"
    (mention,) = find_mentions(text, load_catalog())
    assert (mention.value, mention.unit) == (number, unit)


@given(TEXTS)
def test_every_chinese_numeral_is_accounted_for_or_part_of_an_ordinary_word(text: str) -> None:
    catalog = load_catalog()
    mentions = find_mentions(text, catalog)
    normal = normalise(text)
    words = catalog.lexicon["ordinary_words"]["words"].split()
    for place, character in enumerate(normal):
        if character in "〇零一二两三四五六七八九十百千万亿":
            holders = sum(m.start <= place < m.end for m in mentions)
            near = normal[max(0, place - 8) : place + 8]
            assert holders == 1 or (holders == 0 and any(character in w and w in near for w in words)), (
                text,
                place,
            )


@pytest.mark.parametrize(
    "piece", ["1 ", "1 234 ", "1,", "一点", "1O", "3. ", "表1", "百分之", "\n1 ", "1\n ", "9", "一"]
)
def test_work_grows_with_the_length_of_the_text(piece: str) -> None:
    """Four times the text may take four times the work and a little more; quadratic is sixteen times."""
    find_mentions(piece, load_catalog())

    def work(length: int) -> int:
        text = piece * (length // len(piece))
        return lines_run(lambda: find_mentions(text, load_catalog()))

    assert 0 < work(4_800) < 1.4 * 4 * work(1_200) + 1_000
