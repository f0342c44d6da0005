"""The words and phrases of the catalogue, compiled for reading."""
