"""Numbers that take the place of others, which were planned, told too early or added to."""
