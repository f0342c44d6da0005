"""Lists: which noun, or which year, each of their numbers has."""
