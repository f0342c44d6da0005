"""What a quality report says about a build, counted in its warehouse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import duckdb

from catalog import Catalog
from pipeline.quality.history import BuildQuality
from pipeline.settings import Home
from pipeline.unmapped import rank_unmapped
from pipeline.warehouse import rows
from publishing.alerts import ADDRESSEES, Alert
from publishing.quality_report import AlertCount, DutyCount, Held, PastBuild, Phrase, QualityFacts

MOST_UNMAPPED = 20_000
"""Unmapped quantities that are ranked by their wording, those received last: what is newly missing."""
MOST_PHRASES_KEPT = 20
"""Wordings that a report remembers; the page shows the first of them."""

MEASURES = """
    select measure, value
    from marts.rpt_quality_history
    where build_number = (select max(build_number) from marts.rpt_quality_history)
    order by measure_position
"""
HELD = """
    select held_back_reason, count(*) as figures, count(distinct region_code) as regions
    from marts.fct_indicator_year
    where held_back_reason is not null
    group by held_back_reason
    order by figures desc, held_back_reason
"""
BROKEN_RULES = """
    select rule_id, count(*) as times
    from marts.rpt_reconciliation
    where result = 'violated'
    group by rule_id
    order by times desc, rule_id
"""
DUTIES = """
    select
        year,
        kind,
        count(*) filter (where status != 'due') as due,
        count(*) filter (where status in ('on_time', 'late', 'nil_return', 'in_review')) as filed,
        count(*) filter (where status = 'late') as late,
        count(*) filter (where status = 'in_review') as in_review,
        count(*) filter (where status = 'missing') as missing,
        count(*) filter (where status = 'due') as not_yet_due
    from marts.rpt_coverage
    group by year, kind
    having due > 0
    order by year desc, due desc, kind
"""
UNMAPPED = """
    select
        submissions.source_name || ' ' || submissions.submission_id as report,
        observations.disposition,
        observations.raw_text,
        observations.evidence,
        observations.unit,
        observations.value,
        observations.start,
        observations.sheet,
        observations.cell
    from read_parquet(?) as observations
    inner join marts.dim_submission as submissions
        on observations.reading_id = submissions.reading_id and submissions.status != 'withdrawn'
    where observations.disposition = 'unmapped'
    order by submissions.received_at desc, submissions.submission_id, observations.observation_id
    limit ?
"""


def facts_of(
    home: Home, connection: duckdb.DuckDBPyConnection, build: BuildQuality, catalog: Catalog
) -> QualityFacts:
    """The facts of a build that its warehouse shows; checks, record and alerts are added by the caller."""
    phrases, ranked = _phrases(home, connection, catalog)
    return QualityFacts(
        build_id=build.build_id,
        build_number=build.build_number,
        as_of=build.as_of,
        measures=warehouse_measures(connection),
        held=tuple(_held(connection, catalog)),
        broken_rules=tuple(
            (row["rule_id"], catalog.identities[row["rule_id"]].name_zh, row["times"])
            for row in rows(connection, BROKEN_RULES)
        ),
        duties=tuple(_duties(connection, catalog)),
        phrases=phrases,
        phrases_of=ranked,
    )


def warehouse_measures(connection: duckdb.DuckDBPyConnection) -> Mapping[str, int]:
    """What the warehouse counted about itself when it was built."""
    return {row["measure"]: int(row["value"]) for row in rows(connection, MEASURES)}


def with_trend(facts: QualityFacts, history: Iterable[BuildQuality]) -> QualityFacts:
    """The facts with the builds up to this one, those about a later moment left out."""
    trend = tuple(
        PastBuild(number=b.build_number, as_of=b.as_of, outcome=b.outcome, measures=b.measures)
        for b in history
        if b.build_number <= facts.build_number and b.as_of <= facts.as_of
    )
    return replace(facts, trend=trend)


def with_alerts(facts: QualityFacts, alerts: Iterable[Alert], catalog: Catalog) -> QualityFacts:
    """The facts with the number of alerts by addressee; none where nothing waits for anybody."""
    addressed = [alert.addressee for alert in alerts]
    counts = tuple(
        AlertCount(addressee=catalog.vocabulary.label("alert_addressee", name), alerts=addressed.count(name))
        for name in ADDRESSEES
    )
    return replace(facts, alerts=counts if addressed else ())


def _held(connection: duckdb.DuckDBPyConnection, catalog: Catalog) -> Iterator[Held]:
    label = catalog.vocabulary.label
    for row in rows(connection, HELD):
        parts = [part.partition(":") for part in row["held_back_reason"].split(";")]
        yield Held(
            reason="、".join(label("held_back_reason", code) for code, _, _ in parts),
            rules=tuple(rule for _, _, ids in parts for rule in ids.split("+") if rule),
            figures=row["figures"],
            regions=row["regions"],
        )


def _duties(connection: duckdb.DuckDBPyConnection, catalog: Catalog) -> Iterator[DutyCount]:
    for row in rows(connection, DUTIES):
        yield DutyCount(**row | {"kind": catalog.vocabulary.label("submission_kind", row["kind"])})


def _phrases(
    home: Home, connection: duckdb.DuckDBPyConnection, catalog: Catalog
) -> tuple[tuple[Phrase, ...], int]:
    """The wordings of unmapped quantities, most reports first, and of how many quantities they are."""
    observations = str(home.raw / "batches" / "*" / "observations.parquet")
    found = rows(connection, UNMAPPED, [observations, MOST_UNMAPPED])
    reports: dict[str, list[Mapping[str, object]]] = {}
    for row in found:
        reports.setdefault(row["report"], []).append(row)
    ranked = rank_unmapped(reports.items(), catalog)
    phrases = tuple(
        Phrase(text=p.text.replace("{n}", "N"), unit=p.unit, reports=p.reports, mentions=p.mentions)
        for p in ranked
    )
    return phrases[:MOST_PHRASES_KEPT], len(found)
