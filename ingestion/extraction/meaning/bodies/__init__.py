"""Other bodies than the reporting one, and where one of them is the subject of a figure."""
