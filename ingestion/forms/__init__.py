"""Reads the figures of spreadsheet forms by their headers."""

from ingestion.forms.reading import FormSource, known_tables, read_forms, recognise
from ingestion.forms.replaced import without_replaced
from ingestion.forms.results import FormFinding, FormReading

__all__ = [
    "FormFinding",
    "FormReading",
    "FormSource",
    "known_tables",
    "read_forms",
    "recognise",
    "without_replaced",
]
