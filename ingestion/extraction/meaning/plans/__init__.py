"""What is planned or still to come, and what it came to."""
