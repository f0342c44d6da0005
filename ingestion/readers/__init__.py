"""Turns bytes of each format into a document with blocks, tables and places."""
