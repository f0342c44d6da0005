"""Reads the figures of a narrative report."""
