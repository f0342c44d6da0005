"""How much a submission may ask of the machine that reads it."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The most that one submission may take; beyond it the submission is refused with a reason.

    ``file_bytes`` is the size as received, ``unzipped_bytes`` the summed size of all parts of an
    Office file. An Office file above ``ratio_floor_bytes`` unzipped may not be compressed by more
    than ``ratio``: real workbooks reach about 1:50. ``cells`` is the number of filled cells of a
    workbook, ``area`` the cells of the rectangle that a sheet spans, filled or not. ``memory_bytes``
    and ``seconds`` bound the child process, for each document. ``pages`` is the number of pages of a pdf.
    ``scanned_pages`` and ``picture_pixels`` bound what has to be recognised, and ``scan_seconds`` is the time
    for files that may be scans: recognition takes some seconds a page.
    """

    file_bytes: int = 64 * MIB
    unzipped_bytes: int = 512 * MIB
    ratio: int = 200
    ratio_floor_bytes: int = 16 * MIB
    parts: int = 5_000
    cells: int = 1_000_000
    area: int = 5_000_000
    pages: int = 2_000
    scanned_pages: int = 100
    picture_pixels: int = 100_000_000
    memory_bytes: int = 3 * 1024 * MIB
    seconds: float = 60.0
    scan_seconds: float = 600.0


DEFAULT_LIMITS = Limits()

ARCHIVE_LIMITS = Limits(file_bytes=512 * MIB, unzipped_bytes=2048 * MIB, parts=2_000)
"""The same for a zip archive of submissions; each of its files is held to the limits above besides."""
