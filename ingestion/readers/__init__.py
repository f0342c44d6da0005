"""Bytes in, a document with places out.

:func:`read_document` reads in this process; :class:`LimitedReader` (or :func:`read_document_limited`)
reads in a child process with limits on memory and time, which is what anything that takes files from
outside should use.

``Document.metadata`` uses these keys, all text and all optional: ``title``, ``author``, ``source``
(the body that published), ``site_name``, ``url``, ``canonical``, ``published_on``, ``created``,
``modified`` (ISO dates), ``company``, ``subject``, ``keywords``, ``encoding``,
``uncomputed_formulas`` (cells of a workbook whose formula has no stored result).
"""

from __future__ import annotations

from ingestion.readers.limits import DEFAULT_LIMITS, Limits
from ingestion.readers.reading import read_document
from ingestion.readers.worker import LimitedReader, read_document_limited

__all__ = ["DEFAULT_LIMITS", "LimitedReader", "Limits", "read_document", "read_document_limited"]
