"""Reads the figures of spreadsheet forms by their headers."""
