"""Whose a figure is, as the words for the own level, the region and the system tell."""
