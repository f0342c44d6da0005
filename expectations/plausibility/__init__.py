"""What no identity forbids and yet is hardly true; importing this package registers its checks.

Nothing here is trained on what it judges: a figure is held against its own past, against the middle of the
others (itself left out) and against other submissions. What is found is for a person to look at.
"""

from __future__ import annotations

from expectations.plausibility import bulk, courses, exchanges, gaps, likenesses, refilings, shares, wholes

__all__ = ["bulk", "courses", "exchanges", "gaps", "likenesses", "refilings", "shares", "wholes"]
