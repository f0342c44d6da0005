"""Observations from the records of a form, and an account of all other numbers."""
