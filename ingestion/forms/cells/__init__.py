"""Tables as grids of cells, and the value of one cell."""
