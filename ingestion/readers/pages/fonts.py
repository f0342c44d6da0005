"""The Chinese fonts with which PDFium stands in for those that a printed file names but does not bring.

Files made by older office programs name 宋体 or STSong-Light and leave it to the machine. Without a Chinese
font there PDFium draws nothing, and of text that stands on its side it does not even return the characters.
A server has no such font, a desk has. The fonts of a package stand in everywhere, so that a file is read
the same on every machine.
"""

from __future__ import annotations

import ctypes
import os
from functools import cache

import pylopdf_fonts_zh_cn as chinese_fonts
import pypdfium2.raw as c

_CONFIG_VERSION = 2
"""Of ``FPDF_LIBRARY_CONFIG``: the newest whose fields are stable (fpdfview.h)."""


_FOLDERS = (ctypes.c_char_p * 2)(os.fsencode(chinese_fonts.sans_path().parent), None)
"""PDFium reads them where they lie, for as long as it runs."""


@cache
def provide_fonts() -> None:
    """Starts PDFium anew with these fonts in place of the machine's; to be called before a file is opened.

    Once a process: files that are open would be lost.
    """
    paths = ctypes.cast(_FOLDERS, ctypes.POINTER(ctypes.POINTER(ctypes.c_char)))
    c.FPDF_DestroyLibrary()
    c.FPDF_InitLibraryWithConfig(c.FPDF_LIBRARY_CONFIG(version=_CONFIG_VERSION, m_pUserFontPaths=paths))
