"""The composition root: settings, the stage functions and the command line."""
