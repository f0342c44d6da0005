"""Whose figure a number is, of when, and as what it is said: scope, period, stance."""
