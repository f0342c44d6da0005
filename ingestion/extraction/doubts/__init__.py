"""Why a number is left for review although a reading fits it."""
