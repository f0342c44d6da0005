"""The dictionary of the system: indicators, identities, regions, lexicon and form maps as data files."""
