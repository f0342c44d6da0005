"""Alerts in groups: by addressee, those of the bureaus one letter a bureau."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from publishing.alerts.alert import Alert
from publishing.dates import in_chinese

MOULDS = Path(__file__).resolve().parent.parent / "templates" / "alert_moulds.yaml"
ADDRESSEES = ("submitter", "reviewer", "engineer")
"""In the order in which they are told; which of them a fault concerns is said in the catalogue."""
MOST_SHOWN = 200
"""Alerts of one addressee that the page and the text list; ``alerts.jsonl`` has all of them."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What one person or bureau is told: to whom, an opening, numbered points, after each what is asked.

    A request stands once, after all points that it is about.
    """

    to: str
    opening: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """All letters to one kind of addressee; ``left_out`` counts the alerts that are not listed."""

    addressee: str
    alerts: int
    letters: tuple[Letter, ...]
    left_out: int = 0


def groups_of(alerts: Sequence[Alert]) -> Iterator[Group]:
    """A group for every addressee, those with nothing to do included."""
    for addressee in ADDRESSEES:
        mine = [alert for alert in alerts if alert.addressee == addressee]
        shown = mine[:MOST_SHOWN]
        yield Group(addressee, len(mine), tuple(_letters(addressee, shown)), len(mine) - len(shown))


def _letters(addressee: str, alerts: Sequence[Alert]) -> Iterator[Letter]:
    words = moulds()[addressee]
    by_bureau: dict[str, list[Alert]] = defaultdict(list)
    for alert in alerts:
        by_bureau[alert.bureau or words["unknown"]].append(alert)
    for bureau in sorted(by_bureau, key=lambda name: (name == words["unknown"], name)):
        mine = by_bureau[bureau]
        deadline = max((alert.by for alert in mine if alert.by is not None), default=None)
        opening = words["opening"].format(count=len(mine), deadline=in_chinese(deadline))
        yield Letter(words["to"].format(bureau=bureau), opening, tuple(_lines(mine)))


def _lines(alerts: Sequence[Alert]) -> Iterator[str]:
    requests = list(dict.fromkeys(alert.do for alert in alerts))
    ordered = sorted(alerts, key=lambda alert: requests.index(alert.do))
    for number, alert in enumerate(ordered, start=1):
        yield f"{number}.{_ended(alert.what)}"
        if number == len(ordered) or ordered[number].do != alert.do:
            yield _ended(alert.do)


def _ended(words: str) -> str:
    return words if words.endswith(("。", "！", "？")) else f"{words.rstrip('；;，,')}。"


@lru_cache(maxsize=1)
def moulds() -> Mapping[str, Any]:
    """The wording, as kept in ``templates/alert_moulds.yaml``."""
    loaded: Mapping[str, Any] = yaml.safe_load(MOULDS.read_text(encoding="utf-8"))
    return loaded
