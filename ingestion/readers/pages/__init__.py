"""Printed pages (pdf): lines from characters, paragraphs from lines, tables from rules."""
