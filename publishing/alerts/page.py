"""The alerts of a build as a page to print and as plain text to copy from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from catalog import Catalog
from publishing.alerts.alert import Alert
from publishing.alerts.lists import Group, groups_of, moulds
from publishing.dates import in_chinese
from publishing.templating import render


def alerts_page(alerts: Sequence[Alert], as_of: datetime, build_id: str, catalog: Catalog) -> str:
    """The page, a part for each kind of addressee."""
    return render(
        "alerts.html.j2",
        words=moulds(),
        as_of=in_chinese(as_of),
        build_id=build_id,
        groups=[(_label(group, catalog), group) for group in groups_of(alerts)],
    )


def alerts_text(alerts: Sequence[Alert], as_of: datetime, build_id: str, catalog: Catalog) -> str:
    """The same as text."""
    return "\n".join(_lines(alerts, as_of, build_id, catalog)) + "\n"


def _lines(alerts: Sequence[Alert], as_of: datetime, build_id: str, catalog: Catalog) -> Iterator[str]:
    words = moulds()
    yield words["title"]
    yield f"数据截至{in_chinese(as_of)}　编号 {build_id}"
    for group in groups_of(alerts):
        yield ""
        yield f"【{_label(group, catalog)}】{group.alerts}项"
        if not group.letters:
            yield words["nothing"]
        for letter in group.letters:
            yield from ("", letter.to)
            yield from (f"    {line}" for line in (letter.opening, *letter.lines))
        if group.left_out:
            yield words["more"].format(count=group.left_out)


def _label(group: Group, catalog: Catalog) -> str:
    return catalog.vocabulary.label("alert_addressee", group.addressee)
