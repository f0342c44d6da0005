"""``publications/index.html``: all years and editions, made anew from what the editions say of themselves."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from publishing.dates import in_chinese
from publishing.explanations import SUBJECT
from publishing.page import FILES
from publishing.store import editions, record_of, replace_text
from publishing.templating import render


def write_overview(publications: Path) -> None:
    """Lists the newest year and edition first. The same editions give the same page."""
    years = sorted((path for path in publications.iterdir() if path.name.isdecimal()), reverse=True)
    listed = [
        {"year": int(year.name), "editions": [_edition(e) for e in reversed(editions(year))]}
        for year in years
    ]
    page = render("publications.html.j2", title=SUBJECT, years=[year for year in listed if year["editions"]])
    replace_text(publications / "index.html", page)


def _edition(folder: Path) -> dict[str, object]:
    record = record_of(folder)
    as_of = record["as_of"]
    return {
        "edition": folder.name,
        "cut_off": in_chinese(datetime.fromisoformat(as_of) if as_of else None),
        "published": record["figures"]["published"],
        "held_back": record["figures"]["held_back"],
        "files": [name for name, _ in FILES if name != "edition.json"],
    }
