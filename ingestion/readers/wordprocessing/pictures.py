"""Pictures in a Word document that are as wide as a table: what they show is not read."""

from __future__ import annotations

from lxml import etree

# English Metric Units of nine centimetres: seals, crests and signatures are narrower.
_WIDE = 3_240_000
_SHAPES = "http://schemas.openxmlformats.org/drawingml/2006"
_EXTENT = f"{{{_SHAPES}/wordprocessingDrawing}}extent"
_PICTURE = f"{{{_SHAPES}/picture}}pic"


def wide_pictures(body: etree._Element) -> int:
    """How many pictures of the body are as wide as a table would be."""
    return sum(
        int(extent.get("cx", "0")) >= _WIDE
        for extent in body.iter(_EXTENT)
        if (drawing := extent.getparent()) is not None and next(drawing.iter(_PICTURE), None) is not None
    )
