"""The marts as Parquet files for analysts, beside the promoted warehouse and from the same build."""

from pipeline.exports.writing import EXPORTS, export_marts

__all__ = ["EXPORTS", "export_marts"]
