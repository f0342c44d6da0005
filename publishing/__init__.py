"""Marts in, immutable editions out."""
