"""Workbooks (xlsx): values with python-calamine, after checks that keep it from aborting the process."""
