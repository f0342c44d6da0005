"""Which form a table is, and its columns or rows held against it."""
