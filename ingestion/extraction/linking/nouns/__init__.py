"""Numbers that are told without their noun, and where they have it from."""
