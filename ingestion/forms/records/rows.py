"""The rows (or value columns) of a form: what each is, and whose figures it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from catalog.forms import FormItem
from ingestion.documents import Cell
from ingestion.forms.cells.text import read_label
from ingestion.forms.headers.lexicon import FormLexicon
from ingestion.forms.headers.paths import HeaderPath
from ingestion.forms.headers.periods import year_of

Role = Literal["single", "total", "own", "subtotal", "part", "other_value", "unit"]
Aspect = Literal[
    "current", "previous", "month", "cumulative", "change", "running_total", "target", "replaced"
]
Section = Literal["own", "other"]
_SHORTEST_NAME = 2


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One figure of a record: the item it belongs to, its header path and its cell (None: no cell there).

    ``units`` are those of the cell's own 计量单位 column.
    """

    item: FormItem
    path: HeaderPath
    cell: Cell | None
    row: int
    column: int
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """A row of a table with items across, or a value column of one with items down.

    A row with this and last year's figures side by side makes a record for each ``aspect``; ``place`` is
    the number of the row (or column) that they share. ``detail`` is what a second column of words says
    beside the name (企业, 机关事业单位, 小计).
    """

    label: str
    name: str
    role: Role
    aspect: Aspect | None = None
    year: int | None = None
    section: Section | None = None
    place: int = 0
    detail: str = ""
    is_measure: bool = False
    """Whether it is another measure (人数, 金额) of what a record beside it counts."""
    entries: tuple[Entry, ...] = field(default=())


_ROLES: tuple[Role, ...] = ("subtotal", "total", "own")
_ASPECTS: tuple[Aspect, ...] = (
    "replaced",
    "running_total",
    "target",
    "change",
    "previous",
    "cumulative",
    "month",
    "current",
)


@dataclass(frozen=True, slots=True)
class OwnWords:
    """The headings over value columns that one form has: parts of the total, and values of another kind."""

    parts: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()


NO_OWN_WORDS = OwnWords()


def role_of(name: str, lexicon: FormLexicon, own: OwnWords) -> Role:
    """The role that a folded label plays; a name that says nothing special is that of a unit."""
    if not name:
        return "single"
    if name in own.parts | own.others:
        return "part" if name in own.parts else "other_value"
    return next((role for role in _ROLES if lexicon.role(role, name)), "unit")


def aspect_of(name: str, lexicon: FormLexicon) -> Aspect | None:
    """Which of several figures a folded heading announces: this year's, last year's, the change."""
    return next((aspect for aspect in _ASPECTS if lexicon.role(aspect, name)), None)


def is_time(name: str, lexicon: FormLexicon) -> bool:
    """Whether a folded heading only says which year or which of several figures stands below it."""
    return year_of(name) is not None or aspect_of(name, lexicon) is not None


def telling_aspect(aspects: Sequence[Aspect]) -> Aspect | None:
    """The aspect of nested headings: 数量 under 增减 is a change, for 数量 says nothing beside it."""
    telling = [aspect for aspect in aspects if aspect != "current"] or aspects
    return telling[-1] if telling else None


@dataclass(frozen=True, slots=True)
class Description:
    """What nested labels say of a record: its role, its aspect, its year."""

    role: Role
    aspect: Aspect | None = None
    year: int | None = None


def describe(names: tuple[str, ...], lexicon: FormLexicon, own: OwnWords) -> Description:
    """Role, aspect and year of a record with nested labels (2024年 over 合计)."""
    years = [year for name in names if (year := year_of(name)) is not None]
    aspects = [aspect for name in names if (aspect := aspect_of(name, lexicon)) is not None]
    known = own.parts | own.others
    roles = [role_of(name, lexicon, own) for name in names if name in known or not is_time(name, lexicon)]
    telling = [role for role in roles if role != "unit"] or roles
    return Description(
        role=telling[-1] if telling else "single",
        aspect=telling_aspect(aspects),
        year=years[-1] if years else None,
    )


def bare_name(label: str, lexicon: FormLexicon) -> str:
    """The region in a unit's name: 青岚县人社局 gives 青岚县."""
    name = read_label(label, ()).name
    suffix = next((word for word in lexicon.conventions.bureau_names if name.endswith(word)), "")
    if suffix:
        return name.removesuffix(suffix)
    office = next((word for word in lexicon.conventions.office_names if name.endswith(word)), "")
    return name.removesuffix(office) or name


def same_region(name: str, region: str, lexicon: FormLexicon) -> bool:
    """Whether a row's name is that of the region, with or without its parents (澄湾市青岚县) or its 县."""
    if len(name) < _SHORTEST_NAME:
        return False
    endings = ("", *lexicon.conventions.region_endings)
    return name.endswith(region) or any(region.endswith(name + ending) for ending in endings)


def is_bureau(label: str, lexicon: FormLexicon) -> bool:
    """Whether a unit's name is that of a bureau rather than of a region."""
    return bare_name(label, lexicon) != read_label(label, ()).name


def is_office(label: str, lexicon: FormLexicon) -> bool:
    """Whether a unit's name is that of an office of a bureau (仲裁院, 监察大队) rather than of the bureau."""
    name = read_label(label, ()).name
    is_whole = any(name.endswith(word) for word in lexicon.conventions.bureau_names)
    return not is_whole and any(name.endswith(word) for word in lexicon.conventions.office_names)


def is_regional(label: str, lexicon: FormLexicon) -> bool:
    """Whether a unit's name is that of a region or of a region's bureau."""
    return lexicon.role("region", bare_name(label, lexicon))
