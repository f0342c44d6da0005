"""Reports as a page: their text with every number marked by what it is, for whoever checks the reading."""

from __future__ import annotations

from pipeline.annotated.page import annotated_page

__all__ = ["annotated_page"]
