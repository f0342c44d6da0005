"""Finds who reports, about which region and year, each with its evidence."""
