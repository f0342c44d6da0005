"""The lines and boxes that a government site puts around a report: share bars, dates, phone numbers."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from ingestion.readers.assembly import one_line

_NAMES = re.compile(
    r"(?:^|[\s_-])(?:share|bdshare\w*|social-share|fenxiang|breadcrumbs?|crumbs?|dqwz|weizhi|position|location|"
    r"nav\w*|menu|footer\w*|foot|header|copyright|banquan|sidebar|pagination|pager|pages?nav|related\w*|xgxw|"
    r"recommend\w*|toolbar|tools?|qrcode|ewm|erweima|comments?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LABELS = (
    "发布时间|发布日期|发文日期|成文日期|更新时间|生成日期|日期|时间|来源|信息来源|文章来源|稿源|发布机构|发布单位|作者|编辑|责任编辑|审核|"
    "浏览次数|浏览量|访问次数|访问量|阅读次数|阅读|点击数|点击率|点击次数|字号|字体|字体大小|视力保护色|索引号|打印|分享|分享到|保护视力色"
)
_LABEL = re.compile(rf"(?:^|[\s\[【（(|·])(?:{_LABELS})\s*[：:]|^(?:{_LABELS})$")
_WHOLE_LINES = re.compile(
    r"[\s\[\]【】（）()|·：:]*(?:(?:打印(?:本页|此页|文章)?|关闭(?:窗口|本页)?|收藏(?:本页)?|返回(?:顶部|首页|列表)?|分享(?:到|至)?|"
    r"附件(?:下载|列表)?|微信|微博|新浪微博|QQ空间|大|中|小|A\+|A-|复制链接|下载|朗读|纠错)[\s\[\]【】（）()|·：:]*)+$"
)
_OPENINGS = re.compile(
    r"^(?:当前位置|您现在的位置|您(?:当前)?(?:所在)?的?位置|现在位置|上一篇|下一篇|上一条|下一条|相关链接|相关文章|扫一扫|用手机扫|"
    r"分享到|版权所有|主办单位|承办单位|网站标识码|备案号|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]ICP备)"
)
_CONTACTS = re.compile(
    r"^(?:(?:联系|咨询|服务|举报|监督|投诉)?(?:电话|热线)|传真|地址|邮编|邮政编码|电子邮箱|邮箱|联系人)\s*[：:]\s*\S{1,40}"
    r"(?:\s+(?:\S{0,4}电话|传真|地址|邮编|邮政编码|邮箱|联系人)\s*[：:]\s*\S{1,40})*$"
)
_SENTENCE = re.compile(r"[。；！？]|，.*，")
_LONGEST_LINE = 160
_DATE = re.compile(r"((?:19|20)\d{2})\s*[-/年.]\s*(\d{1,2})\s*[-/月.]\s*(\d{1,2})")
_PUBLISHED = re.compile(r"(?:发布时间|发布日期|发文日期|日期|时间)\s*[：:]?\s*(?P<value>[^|\]】]{8,20})")
_SOURCE = re.compile(
    r"(?:信息来源|文章来源|来源|稿源|发布机构|发布单位)\s*[：:]?\s*(?P<value>[^\s|\]】：:]{2,40})"
)
# Where nothing calls it so, a day with a time of day in such a line is when the page was put up.
_PUT_UP = re.compile(r"(?P<value>(?:19|20)\d{2}[-/年.]\d{1,2}[-/月.]\d{1,2}日?)\s+\d{1,2}[:：]\d{2}")
_WHOLE_LABEL = re.compile(rf"^(?:{_LABELS})\s*[：:]?$")
_IN_SENTENCE = re.compile(r"[，。；！？]")
_DOCUMENT_LINK = re.compile(
    r"\.(?:docx?|wps|xlsx?|et|pdf|ofd|zip|rar|7z|pptx?|jpe?g|png|tiff?)(?:$|[?#])", re.IGNORECASE
)
_RECORD_LABELS = frozenset({"索引号", "主题分类", "发文机关", "发文字号", "公文种类", "信息索引号"})


def is_furniture_name(node: LexborNode) -> bool:
    """Whether the class or id of an element calls it navigation, footer, share bar or the like."""
    attributes = node.attributes
    return bool(_NAMES.search(attributes.get("class") or "") or _NAMES.search(attributes.get("id") or ""))


def is_furniture_line(line: str) -> bool:
    """Whether a line belongs to the page rather than to the report."""
    if len(line) > _LONGEST_LINE or _SENTENCE.search(line):
        return False
    patterns = (_LABEL, _OPENINGS, _CONTACTS)
    return any(pattern.search(line) for pattern in patterns) or bool(_WHOLE_LINES.match(line))


def is_link_to_file(node: LexborNode) -> bool:
    """Whether an element links to a file to be loaded down, as in the lists of attachments below reports;
    a link within a sentence belongs to the report."""
    if node.tag != "a" or not _DOCUMENT_LINK.search((node.attributes.get("href") or "").strip()):
        return False
    around = (node.parent.text() or "") if node.parent is not None else ""
    return not _IN_SENTENCE.search(around.replace(node.text() or "", "", 1))


def is_record_card(texts: list[str]) -> bool:
    """Whether these cells are the index card (索引号, 主题分类 …) that open-government pages begin with."""
    labels = {re.sub(r"[\s：:]", "", text) for text in texts}
    return len(labels & _RECORD_LABELS) > 1


def iso_date(text: str) -> str | None:
    """The first date of a text as an ISO date, or None."""
    match = _DATE.search(text)
    if not match:
        return None
    year, month, day = (int(part) for part in match.groups())
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else None


def stated_facts(text: str) -> dict[str, str]:
    """Publication date and source as the lines of a page around the report state them.

    A label may stand on a line of its own before its value, as in index cards.
    """
    facts: dict[str, str] = {}
    lines = [line for line in (one_line(line) for line in text.split("\n")) if line]
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if not is_furniture_line(line):
            continue
        stated = f"{line.rstrip('：: ')}：{following}" if _WHOLE_LABEL.match(line) else line
        published = _PUBLISHED.search(stated) or _PUT_UP.search(stated)
        if published and (day := iso_date(published["value"])) is not None:
            facts.setdefault("published_on", day)
        if source := _SOURCE.search(stated):
            facts.setdefault("source", source["value"])
    return facts
