"""Web pages: the report is found, the page around it left out, tables kept."""

from __future__ import annotations

import pytest

from ingestion.documents import Document, UnreadableSubmission
from ingestion.readers import read_document

SENTENCE = "全年依法受理劳动人事争议案件67件，其中裁决12件、调解55件。"
LONGER = "我局坚持依法行政，全面落实行政执法公示、全过程记录、法制审核三项制度，执法水平稳步提升。"


def page(body: str, head: str = "") -> Document:
    source = f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'
    return read_document("网页.html", source.encode())


def lines(document: Document) -> list[str]:
    return document.text.split("\n")


@pytest.mark.parametrize(
    ("rule", "body", "expected"),
    [
        (
            "scripts and styles",
            f"<script>var a=67;</script><style>p{{}}</style><p>{SENTENCE}</p>",
            [SENTENCE],
        ),
        ("navigation", f"<nav>首页 12</nav><p>{SENTENCE}</p><footer>备案号999</footer>", [SENTENCE]),
        (
            "what is hidden",
            f'<p style="display: none">99件</p><p>{SENTENCE}</p><div hidden>88</div>',
            [SENTENCE],
        ),
        ("share bars", f'<p>{SENTENCE}</p><div class="share">分享到：微信</div>', [SENTENCE]),
        (
            "lists of links",
            f'<p>{SENTENCE}</p><ul class="related"><li><a>某县2030年报告</a></li></ul>',
            [SENTENCE],
        ),
        (
            "line of date and source",
            f"<p>发布日期：2032-01-03 来源：市局 浏览次数：123</p><p>{SENTENCE}</p>",
            [SENTENCE],
        ),
        ("print and close", f"<p>{SENTENCE}</p><p>【打印】【关闭】</p>", [SENTENCE]),
        ("telephone numbers", f"<p>{SENTENCE}</p><p>联系电话：0999-1234567</p>", [SENTENCE]),
        ("previous and next", f"<p>{SENTENCE}</p><p>上一篇：某局2030年报告</p>", [SENTENCE]),
        ("comments", f"<!-- 66件 --><p>{SENTENCE}</p>", [SENTENCE]),
        (
            "links to attachments",
            f'<p>{SENTENCE}</p><p>附件：<a href="/1.xlsx">1.检查结果120户</a></p>',
            [SENTENCE],
        ),
        (
            "but not links in a sentence",
            f'<p>{SENTENCE}</p><p>详见<a href="/1.xlsx">结果120户</a>，已公示。</p>',
            [SENTENCE, "详见结果120户，已公示。"],
        ),
    ],
)
def test_furniture_is_left_out(rule: str, body: str, expected: list[str]) -> None:
    assert lines(page(f"<div>{body}<p>{LONGER}</p></div>")) == [*expected, LONGER], rule


@pytest.mark.parametrize(
    ("rule", "body", "expected"),
    [
        ("source lines wrap without meaning", "<p>受理\n      劳动争议67件。</p>", ["受理劳动争议67件。"]),
        ("inline elements join", "<p>受理<b>6</b><span>7</span>件。</p>", ["受理67件。"]),
        (
            "breaks with indents separate",
            "<div>甲。<br>\n&#12288;&#12288;一、乙<br><br>&nbsp;&nbsp;丙。</div>",
            ["甲。", "一、乙", "丙。"],
        ),
        ("a break inside a number joins", "<p>受理1<br>2件。</p>", ["受理12件。"]),
        (
            "entities are characters",
            "<p>结案率&ge;98&#37;，&quot;双随机&quot;。</p>",
            ['结案率≥98%，"双随机"。'],
        ),
        ("headings have a level", "<h2>一、总体情况</h2><p>受理3件。</p>", ["一、总体情况", "受理3件。"]),
        ("unclosed elements", "<p>甲。<p>乙。<div>丙。", ["甲。", "乙。", "丙。"]),
        ("old layout tables", "<table><tr><td><p>甲。</p><p>乙。</p></td></tr></table>", ["甲。", "乙。"]),
        ("zero-width marks", "<p>受理6\u200b7件。</p>", ["受理67件。"]),
    ],
)
def test_text_is_what_a_browser_shows(rule: str, body: str, expected: list[str]) -> None:
    assert lines(page(body)) == expected, rule


def test_a_wrapper_with_the_name_of_furniture_is_not_left_out() -> None:
    document = page(f'<div class="page-nav footer"><p>{SENTENCE}</p><p>{LONGER}</p></div>')
    assert lines(document) == [SENTENCE, LONGER]


def test_the_body_is_found_among_navigation_and_news() -> None:
    links = "".join(f'<li><a href="/{n}">某市召开第{n}次会议，部署重点工作</a></li>' for n in range(30))
    report = f'<div class="right"><div id="a"><p>{SENTENCE}</p><p>{LONGER}</p></div></div>'
    body = f'<div class="left"><ul>{links}</ul></div>{report}'
    assert lines(page(body)) == [SENTENCE, LONGER]


def test_title_above_and_signature_below_belong_to_the_report() -> None:
    title = "望杉区人力资源和社会保障局2031年法治政府建设年度报告"
    body = (
        f'<div class="box"><div class="title">{title}</div>'
        f'<div class="text"><p>{SENTENCE * 4}</p><p>{LONGER * 4}</p></div>'
        "<div><p>望杉区人力资源和社会保障局</p><p>2032年1月9日</p></div></div>"
    )
    document = page(body, f"<title>{title}_望杉区人民政府</title>")
    assert lines(document)[0] == title
    assert lines(document)[-2:] == ["望杉区人力资源和社会保障局", "2032年1月9日"]
    assert document.blocks[0].kind == "heading"


def test_tables_keep_their_spans() -> None:
    document = page(
        f"<p>{SENTENCE}</p><table><tr><th rowspan=2>地区</th><th colspan=2>案件<br>情况</th></tr>"
        "<tr><td>受理</td><td>结案</td></tr><tr><td>青岚县</td><td>85</td><td>80</td></tr></table>"
    )
    (table,) = document.tables
    assert [(c.row, c.column, c.row_span, c.column_span, c.text) for c in table.cells] == [
        (0, 0, 2, 1, "地区"),
        (0, 1, 1, 2, "案件 情况"),
        (1, 1, 1, 1, "受理"),
        (1, 2, 1, 1, "结案"),
        (2, 0, 1, 1, "青岚县"),
        (2, 1, 1, 1, "85"),
        (2, 2, 1, 1, "80"),
    ]
    assert lines(document)[1:] == ["地区\t案件 情况\t", "\t受理\t结案", "青岚县\t85\t80"]


def test_an_absurd_span_ends_with_the_table() -> None:
    document = page("<table><tr><td rowspan=60000>甲</td><td>1</td></tr><tr><td>2</td></tr></table>")
    (table,) = document.tables
    assert (table.row_count, table.column_count, table.cells[0].row_span) == (2, 2, 2)


def test_a_page_with_a_table_only() -> None:
    document = page("<table><tr><td>地区</td><td>受理</td></tr><tr><td>白榆县</td><td>33</td></tr></table>")
    assert document.text == "地区\t受理\n白榆县\t33"


def test_the_index_card_becomes_metadata() -> None:
    card = (
        "<table><tr><td>索引号：</td><td>990121/2032-00017</td></tr><tr><td>主题分类：</td><td>其他</td></tr>"
        "<tr><td>发布日期：</td><td>2032年1月20日</td></tr></table>"
    )
    document = page(f"{card}<div><p>{SENTENCE}</p><p>{LONGER}</p></div>")
    assert lines(document) == [SENTENCE, LONGER]
    assert document.metadata["published_on"] == "2032-01-20"


def test_metadata_of_government_pages() -> None:
    head = (
        '<title>报告_网站</title><meta name="ArticleTitle" content="2031年度报告"><meta name="PubDate" '
        'content="2032/1/5 8:00"><meta name="ContentSource" content="澄湾市人社局"><meta name="SiteName" '
        'content="澄湾市人民政府"><meta name="SiteDomain" content="chengwan.example"><link rel="canonical" '
        'href="https://chengwan.example/a/1.html">'
    )
    metadata = page(f"<p>{SENTENCE}</p>", head).metadata
    assert metadata == {
        "title": "2031年度报告",
        "published_on": "2032-01-05",
        "source": "澄湾市人社局",
        "site_name": "澄湾市人民政府",
        "site_domain": "chengwan.example",
        "canonical": "https://chengwan.example/a/1.html",
        "encoding": "utf-8",
    }


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "gb18030"])
def test_declared_chinese_encodings(declared: str) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
    source = f"<html><head>{meta}</head><p>{SENTENCE}镕</p>"
    assert read_document("网页.htm", source.encode("gb18030")).text == f"{SENTENCE}镕"


def test_a_wrong_declaration_does_not_garble_utf8() -> None:
    source = f'<html><head><meta charset="gb2312"></head><p>{SENTENCE}</p>'
    assert read_document("网页.htm", source.encode()).text == SENTENCE


def test_plain_text_named_html_is_refused() -> None:
    with pytest.raises(UnreadableSubmission, match="mislabelled"):
        read_document("网页.html", SENTENCE.encode())


def test_a_million_nested_elements_are_refused_not_fatal() -> None:
    with pytest.raises(UnreadableSubmission, match="corrupt_document"):
        read_document("网页.html", b"<html><body>" + b"<div>" * 20_000 + SENTENCE.encode())
