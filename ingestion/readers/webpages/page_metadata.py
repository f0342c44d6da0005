"""What a page says of itself: the meta elements that government sites must carry, title and addresses."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from ingestion.readers.assembly import one_line
from ingestion.readers.webpages.furniture import iso_date, stated_facts

_META: dict[str, str] = {
    "articletitle": "title",
    "og:title": "title",
    "contentsource": "source",
    "pubdate": "published_on",
    "publishdate": "published_on",
    "article:published_time": "published_on",
    "sitename": "site_name",
    "og:site_name": "site_name",
    "sitedomain": "site_domain",
    "author": "author",
    "keywords": "keywords",
    "url": "url",
    "og:url": "url",
}
"""Name of a meta element in lower case → our key; where two share a key, the one named first wins."""

_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(?P<url>\S+)\s*-->")
_SAVED_FROM_WITHIN = 2000


def page_metadata(page: LexborHTMLParser, source: str) -> dict[str, str]:
    """The metadata of a page; dates as ISO dates. What the page does not say is left out."""
    stated: dict[str, str] = {}
    for element in page.css("meta"):
        attributes = element.attributes
        name = (attributes.get("name") or attributes.get("property") or "").strip().lower()
        content = one_line(attributes.get("content") or "")
        if name in _META and content:
            stated.setdefault(name, content)
    found: dict[str, str] = {}
    for name, key in _META.items():
        content = stated.get(name, "")
        text = iso_date(content) if key == "published_on" else content
        if text:
            found.setdefault(key, text)
    return _addresses(page, source) | _title(page) | found


def _title(page: LexborHTMLParser) -> dict[str, str]:
    element = page.css_first("title")
    text = one_line(element.text()) if element is not None else ""
    return {"title": text} if text else {}


def _addresses(page: LexborHTMLParser, source: str) -> dict[str, str]:
    found: dict[str, str] = {}
    canonical = page.css_first('link[rel="canonical"]')
    if canonical is not None and (address := canonical.attributes.get("href")):
        found["canonical"] = address
    if saved := _SAVED_FROM.search(source[:_SAVED_FROM_WITHIN]):
        found["url"] = saved["url"]
    return found


def with_stated_facts(metadata: dict[str, str], page_text: str) -> dict[str, str]:
    """Fills in date and source from the lines of the page where its meta elements lack them."""
    return stated_facts(page_text) | metadata
