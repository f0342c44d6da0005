"""A report's text with all that reading asks about: structure, clauses, lists, words at their places."""
