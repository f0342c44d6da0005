"""Bytes in, observations out: receives submissions, reads them and finds every figure with its place."""
