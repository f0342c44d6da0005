"""What a person should know of a table, and what reading it returns."""
