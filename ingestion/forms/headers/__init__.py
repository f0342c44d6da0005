"""The catalogue of forms made ready, and what the headers of a table say."""
