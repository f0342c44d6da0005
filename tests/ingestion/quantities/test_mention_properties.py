"""What holds for every text: nothing crashes, nothing overlaps, every digit lies in exactly one mention."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from catalog import load_catalog
from ingestion.quantities import find_mentions, normalise

PIECES = st.sampled_from(
    [
        "\n",
        "\u3000",
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
    st.lists(st.one_of(PIECES, st.integers(0, 10**7).map(str), st.text(max_size=2)), max_size=40).map(
        "".join
    ),
)


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
def test_normalising_never_shifts_an_offset(text: str) -> None:
    normal = normalise(text)
    assert len(normal) == len(text)
    assert normalise(normal) == normal


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
