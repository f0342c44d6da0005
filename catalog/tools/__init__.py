"""Scripts that make the catalogue's data files from published sources; nothing imports them at run time."""
