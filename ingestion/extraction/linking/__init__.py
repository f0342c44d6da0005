"""Walks through a report and decides what every number is."""
