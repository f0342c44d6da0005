"""Reads the figures of spreadsheet forms by their headers."""

from ingestion.forms.findings.results import FormFinding, FormReading
from ingestion.forms.reading import FormSource, known_tables, read_forms, recognise
from ingestion.forms.replaced import without_replaced

__all__ = [
    "FormFinding",
    "FormReading",
    "FormSource",
    "known_tables",
    "read_forms",
    "recognise",
    "without_replaced",
]
