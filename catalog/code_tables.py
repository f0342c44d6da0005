"""The codes with their labels, the precedence of sources, what is owed and the rules, as Arrow tables."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from catalog.loader import Catalog


def _field(name: str, kind: pa.DataType, nullable: bool = False) -> pa.Field[Any]:
    return pa.field(name, kind, nullable=nullable)


VOCABULARY_SCHEMA = pa.schema(
    [
        _field("vocabulary", pa.string()),
        _field("code", pa.string()),
        _field("label_zh", pa.string()),
        _field("note", pa.string(), nullable=True),
        _field("position", pa.int32()),
    ]
)

SOURCE_PRECEDENCE_SCHEMA = pa.schema(
    [_field("kind", pa.string()), _field("rank", pa.int32()), _field("note", pa.string())]
)

OBLIGATION_SCHEMA = pa.schema(
    [
        _field("kind", pa.string()),
        _field("label_zh", pa.string()),
        _field("due_month", pa.int32()),
        _field("due_day", pa.int32()),
        _field("owed_by", pa.list_(pa.string())),
        _field("receiver", pa.string()),
        _field("source", pa.string()),
    ]
)

RULE_SCHEMA = pa.schema(
    [
        _field("rule_id", pa.string()),
        _field("name_zh", pa.string()),
        _field("severity", pa.string()),
        _field("check_name", pa.string(), nullable=True),
        _field("tolerance_absolute", pa.float64()),
        _field("tolerance_relative", pa.float64()),
        _field("statement_zh", pa.string()),
        _field("message_zh", pa.string()),
        _field("position", pa.int32()),
    ]
)


def vocabulary_table(catalog: Catalog) -> pa.Table:
    """One row per vocabulary and code; ``position`` is the order of the codes within their vocabulary."""
    rows = [
        {"vocabulary": name, "code": code, "label_zh": term.label, "note": term.note, "position": position}
        for name, terms in catalog.vocabulary.vocabularies.items()
        for position, (code, term) in enumerate(terms.items(), start=1)
    ]
    return pa.Table.from_pylist(rows, schema=VOCABULARY_SCHEMA)


def source_precedence_table(catalog: Catalog) -> pa.Table:
    """One row per kind of submission; the lower ``rank`` stands where several report the same figure."""
    rows = [entry.model_dump() for entry in catalog.vocabulary.source_precedence]
    return pa.Table.from_pylist(rows, schema=SOURCE_PRECEDENCE_SCHEMA)


def obligation_table(catalog: Catalog) -> pa.Table:
    """One row per kind of submission owed, with its due day in the year after the data year."""
    rows = [
        {
            "kind": obligation.kind,
            "label_zh": catalog.vocabulary.label("submission_kind", obligation.kind),
            "due_month": obligation.due.month,
            "due_day": obligation.due.day,
            "owed_by": list(obligation.owed_by),
            "receiver": obligation.receiver,
            "source": obligation.source,
        }
        for obligation in catalog.obligations
    ]
    return pa.Table.from_pylist(rows, schema=OBLIGATION_SCHEMA)


def rule_table(catalog: Catalog) -> pa.Table:
    """One row per identity; the wider of its tolerances counts, in the unit of its sides or as a share."""
    rows = [
        {
            "rule_id": rule.id,
            "name_zh": rule.name_zh,
            "severity": rule.severity,
            "check_name": rule.check,
            "tolerance_absolute": rule.tolerance.absolute,
            "tolerance_relative": rule.tolerance.relative,
            "statement_zh": rule.statement_zh,
            "message_zh": rule.message_zh,
            "position": position,
        }
        for position, rule in enumerate(catalog.identities.values(), start=1)
    ]
    return pa.Table.from_pylist(rows, schema=RULE_SCHEMA)
