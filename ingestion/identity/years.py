"""Decides the year that a submission is about, from its strongest evidence down."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import PurePosixPath

from catalog.identity_cues import IdentityCues
from ingestion.identity.anatomy import Anatomy, Signature
from ingestion.identity.dates import PLAIN_DATE, YEAR, find_dates, year_of
from ingestion.identity.passages import Passage, passage
from ingestion.submissions import EvidenceSource

LATE_MONTH = 10
"""A report signed in the year that it is about is an early one from this month on, else about a part."""
LAST_SPRING_MONTH = 4
"""Up to this month reports about the year before are signed and published."""
HEADING_LIMIT = 60
BARE_YEAR = re.compile(r"(?<!\d)(?P<year>20\d{2})(?!\d)(?![-./年]\d{1,2}[-./月])")


@dataclass(frozen=True, slots=True)
class YearClaim:
    """A year named by one part; claims of one ``source`` are not independent."""

    source: EvidenceSource
    year: int
    text: str
    confidence: float
    is_decisive: bool = False
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class ReportYear:
    """The year as decided; ``is_adequate``: one decisive piece or two independent ones support it."""

    year: int | None = None
    is_adequate: bool = False
    reasons: tuple[str, ...] = ()


def year_claims(
    name: str, anatomy: Anatomy, metadata: Mapping[str, str], published: date | None, cues: IdentityCues
) -> tuple[YearClaim, ...]:
    """The years that the parts of a submission name, the strongest first."""
    return (
        *_title_claims(anatomy, cues),
        *_period_claims(anatomy, cues),
        *_opening_claims(anatomy.opening, cues),
        *_heading_claims(anatomy, cues),
        *_name_claims(name, anatomy, metadata, cues),
        *_signature_claims(anatomy.signature),
        *_publication_claims(published, anatomy.signature),
        *_body_claims(anatomy, cues),
    )


def decide_year(
    claims: Sequence[YearClaim], anatomy: Anatomy, published: date | None, cues: IdentityCues
) -> ReportYear:
    """The report year; contradictions between the pieces are reasons for review."""
    if reason := _several_years(anatomy, claims, cues):
        return ReportYear(None, False, (reason,))
    return _decided(claims, anatomy.signature, published)


def _several_years(anatomy: Anatomy, claims: Sequence[YearClaim], cues: IdentityCues) -> str | None:
    """Why a report is about several years: its title gives a range or list of them and no single one."""
    title = anatomy.whole_title.without_quoted()
    if any(claim.is_decisive and claim.source in ("title", "form") for claim in claims):
        return None
    named = {year_of(m["year"]) for m in years_in(title, cues) if not _is_planned(title.text, m, cues)}
    if (
        len(named) < 2
        and not _range(cues.joins).search(title.text)
        and not re.search(cues.several_years, title.text)
    ):
        return None
    return "标题表明报告涉及多个年份，请按年份分别报送或指定年份"


def part_of_year(anatomy: Anatomy, cues: IdentityCues) -> str | None:
    """The part of a year that the title or the announcement of the report (现将上半年…) speaks of."""
    announced = re.search(cues.opening_year, anatomy.opening.text)
    for text in (anatomy.whole_title.without_quoted().text, announced.group() if announced else ""):
        if match := re.search(cues.part_of_year, text):
            return match.group()
    return None


def _decided(claims: Sequence[YearClaim], signature: Signature | None, published: date | None) -> ReportYear:
    decisive = [claim for claim in claims if claim.is_decisive]
    if decisive:
        year = decisive[0].year
        return ReportYear(year, True, tuple(_contradictions(year, claims, signature, published)))
    sums: Counter[int] = Counter()
    sources: dict[int, set[str]] = {}
    for claim in _once_per_source(claims):
        sums[claim.year] += round(100 * claim.confidence)
        sources.setdefault(claim.year, set()).add(claim.source)
    ranked = sorted(sums.items(), key=lambda item: (-item[1], -item[0]))
    if not ranked or ranked[0][1] < 50 or (len(ranked) > 1 and ranked[1][1] == ranked[0][1]):
        return ReportYear(None, False, ("未能确定报告年份，请指定",))
    year = ranked[0][0]
    adequate = len(sources[year]) > 1
    reasons = () if adequate else (f"报告年份{year}年只有一项依据，请核对",)
    return ReportYear(year, adequate, (*reasons, *_contradictions(year, claims, signature, published)))


@lru_cache(maxsize=8)
def _range(joins: str) -> re.Pattern[str]:
    """Several years, from one to another or one beside another (2022—2024年, 2023年和2024年)."""
    return re.compile(rf"20\d{{2}}年?(?:度)?(?:[-—–~～至到{joins}]+)20\d{{2}}(?:年|(?!\d))")


def years_in(piece: Passage, cues: IdentityCues) -> Iterator[re.Match[str]]:
    """The years of a passage that may be its own.

    None in 《》, numbers of documents, ranges or comparisons, and no day on which something was sent.
    """
    text = piece.without_quoted().text
    ranges = [match.span() for match in _range(cues.joins).finditer(text)]
    for match in YEAR.finditer(text):
        before, after = text[: match.start()], text[match.end() :].removeprefix("度")
        if any(start <= match.start() < end for start, end in ranges):
            continue
        if re.search(cues.comparison_before, before) or re.match(cues.comparison_after, after):
            continue
        if re.match(cues.sent_after, after):
            continue
        if not re.match(r"\d{1,2}月\d{1,2}日", after) and not before.endswith(("〔", "[", "(第")):
            yield match


def _title_claims(anatomy: Anatomy, cues: IdentityCues) -> Iterator[YearClaim]:
    pieces = [anatomy.whole_title, *anatomy.form_titles]
    for piece in pieces:
        if any(word in piece.text for word in cues.yearbook_words):
            continue
        found = [m for m in years_in(piece, cues) if not _is_planned(piece.text, m, cues)]
        years = {year_of(match["year"]) for match in found}
        if not years:
            yield from _bare_title_claims(piece, cues)
        if len(years) == 1:
            yield _claim("title", piece, found[0], 0.95, decisive=True)


def _bare_title_claims(piece: Passage, cues: IdentityCues) -> Iterator[YearClaim]:
    """A year without 年 in a title (2024法治政府建设报告): a piece, but not a decisive one."""
    found = [m for m in _bare_years(piece, cues) if not re.match(r"年?[-—〕\]]|年", piece.text[m.end() :])]
    if len({m["year"] for m in found}) == 1:
        yield _claim("title", piece, found[0], 0.6)


def _bare_years(piece: Passage, cues: IdentityCues) -> list[re.Match[str]]:
    """The years of a name, with 年 or without; none where it gives a range of them."""
    text = piece.without_quoted().text
    if _range(cues.joins).search(piece.text):
        return []
    return [m for m in BARE_YEAR.finditer(text) if not re.match(cues.not_a_year, text[m.end() :])]


def _is_planned(text: str, match: re.Match[str], cues: IdentityCues) -> bool:
    """Whether what follows up to the next year is a plan (…和2025年工作计划)."""
    following = text[match.end() :]
    following = following[: m.start()] if (m := YEAR.search(following)) else following
    done = re.search("|".join(map(re.escape, cues.done_words)), following)
    planned = re.search("|".join(map(re.escape, cues.plan_words)), following)
    return planned is not None and (done is None or planned.start() < done.start())


def _period_claims(anatomy: Anatomy, cues: IdentityCues) -> Iterator[YearClaim]:
    for label in anatomy.labels:
        if label.name in cues.period_labels:
            found = list(YEAR.finditer(label.value.text)) or list(BARE_YEAR.finditer(label.value.text))
            if len({year_of(m["year"]) for m in found}) == 1:
                yield _claim("form", label.value, found[0], 0.9, decisive=True)


def _opening_claims(opening: Passage, cues: IdentityCues) -> Iterator[YearClaim]:
    for sentence in re.finditer(cues.opening_year, opening.text):
        piece = opening.part(sentence.start(), sentence.end())
        found = list(years_in(piece, cues))
        if len({year_of(m["year"]) for m in found}) == 1:
            yield _claim("opening", piece, found[0], 0.9, decisive=True)
    yield from _first_clause_claims(opening, cues)
    since_then = "|".join(cues.since)
    first = re.match(rf"(?P<lead>20\d{{2}}年(?:度)?)(?P<since>{since_then})?[,、]", opening.text)
    if first and (match := YEAR.match(opening.text)):
        since = first["since"] is not None
        yield _claim("opening", opening, match, 0.6 if since else 0.85, decisive=not since)


def _first_clause_claims(opening: Passage, cues: IdentityCues) -> Iterator[YearClaim]:
    """The only year of the first clause, where that does not cite an order (根据2021年…)."""
    stop = re.search(r"[,。;:]", opening.text)
    clause = opening.part(0, stop.start() if stop else 0)
    found = list(years_in(clause, cues))
    if len({year_of(m["year"]) for m in found}) == 1 and not re.match(cues.citing, clause.text):
        yield _claim("opening", clause, found[0], 0.6)


def _heading_claims(anatomy: Anatomy, cues: IdentityCues) -> Iterator[YearClaim]:
    """Years in the headings of sections; a section of plans is about the year after."""
    planned = False
    for line in anatomy.headings:
        heading = _heading_text(line)
        is_main = re.match(cues.main_heading_marker, heading.text) is not None
        plans = re.search(cues.plan_heading, heading.text) is not None
        planned = plans if is_main else planned
        for match in years_in(heading, cues):
            if not planned and not plans:
                yield _claim("heading", heading, match, 0.6)
            elif is_main:
                claim = _claim("body", heading, match, 0.4)
                yield YearClaim("body", claim.year - 1, claim.text, 0.4, False, claim.start, claim.end)


def _heading_text(line: Passage) -> Passage:
    """The heading itself, or its first clause, where text runs on behind it on the same line."""
    stop = re.search(r"[。,;:]", line.text)
    return line.part(0, stop.start() if stop else min(len(line.text), HEADING_LIMIT))


def _name_claims(
    name: str, anatomy: Anatomy, metadata: Mapping[str, str], cues: IdentityCues
) -> Iterator[YearClaim]:
    """Years in file and sheet names and in the page's own title; a date is not a year."""
    stem = PurePosixPath(name.replace("\\", "/")).stem
    sheets = list(anatomy.sheets) if len(anatomy.sheets) == 1 else []
    named: list[tuple[EvidenceSource, Passage]] = [("file_name", passage(stem.replace(" ", "_")))]
    named += [("sheet_name", sheet) for sheet in sheets]
    named += [("metadata", passage(metadata["title"]))] if metadata.get("title") else []
    for source, piece in named:
        if any(word in piece.text for word in cues.yearbook_words) or PLAIN_DATE.search(piece.text):
            continue
        found = [m for m in _bare_years(piece, cues) if not _is_planned(piece.text, m, cues)]
        if len({m["year"] for m in found}) == 1:
            yield _claim(source, piece, found[0], 0.6)


def _signature_claims(signature: Signature | None) -> Iterator[YearClaim]:
    if signature is None or signature.year is None or signature.dated is None:
        return
    month = next((d.month for d in find_dates(signature.dated.text)), 0)
    start, end = signature.dated.span(0, len(signature.dated.text))
    if month <= LAST_SPRING_MONTH:
        yield YearClaim("signature", signature.year - 1, signature.dated.text, 0.5, False, start, end)
    elif month >= LATE_MONTH:
        yield YearClaim("signature", signature.year, signature.dated.text, 0.3, False, start, end)


def _publication_claims(published: date | None, signature: Signature | None) -> Iterator[YearClaim]:
    """A report that came out in spring is about the year before; the day of a signature says no more."""
    signed = signature is not None and signature.year is not None
    if published and not signed and published.month <= LAST_SPRING_MONTH:
        yield YearClaim("published", published.year - 1, published.isoformat(), 0.4)


def _body_claims(anatomy: Anatomy, cues: IdentityCues) -> Iterator[YearClaim]:
    counts = Counter(year for year in _achievement_years(anatomy.body, cues))
    ranked = counts.most_common(2)
    if ranked and ranked[0][1] >= 2 and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
        yield YearClaim("body", ranked[0][0], f"正文中{ranked[0][1]}次", 0.4)


def _achievement_years(body: Sequence[Passage], cues: IdentityCues) -> Iterator[int]:
    planned = False
    for line in body:
        if re.match(cues.main_heading_marker, line.text):
            planned = re.search(cues.plan_heading, _heading_text(line).text) is not None
        if not planned:
            yield from (year_of(match["year"]) for match in years_in(line, cues))


def _contradictions(
    year: int, claims: Sequence[YearClaim], signature: Signature | None, published: date | None
) -> Iterator[str]:
    labels = {"title": "标题", "opening": "开头", "form": "统计期间", "heading": "小标题"}
    of_body = {claim.year for claim in claims if claim.source == "body"}
    for claim in _once_per_source(claims):
        if claim.source in labels and claim.year != year:
            yield f"{labels[claim.source]}所称{claim.year}年与报告年份{year}年不一致"
        elif claim.source in ("file_name", "sheet_name", "metadata") and claim.year != year:
            yield f"文件名、表名或网页标题所称{claim.year}年与报告年份{year}年不一致"
        elif claim.source == "body" and claim.year != year and year not in of_body:
            yield f"正文中最常见的年份是{claim.year}年，与报告年份{year}年不一致"
    if signature and signature.year is not None and signature.dated is not None:
        yield from _signing_contradictions(year, signature)
    elif published is not None and published.year < year:
        yield f"发布日期{published.isoformat()}早于报告年份{year}年"


def _signing_contradictions(year: int, signature: Signature) -> Iterator[str]:
    dated = signature.dated.text if signature.dated else ""
    month = next((d.month for d in find_dates(dated)), 0)
    signed = signature.year or year
    if signed not in (year, year + 1):
        yield f"落款日期{dated}与报告年份{year}年相隔过远"
    elif signed == year and month < LATE_MONTH:
        yield f"落款日期{dated}早于{year}年年末，可能不是全年报告"


def _once_per_source(claims: Iterable[YearClaim]) -> Iterator[YearClaim]:
    """The first claim of each source and year."""
    seen: set[tuple[str, int]] = set()
    for claim in claims:
        if (claim.source, claim.year) not in seen:
            seen.add((claim.source, claim.year))
            yield claim


def _claim(
    source: EvidenceSource, piece: Passage, match: re.Match[str], confidence: float, decisive: bool = False
) -> YearClaim:
    start, end = piece.span(match.start(), match.end())
    return YearClaim(source, year_of(match["year"]), match.group(), confidence, decisive, start, end)
