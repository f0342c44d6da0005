"""How fast and how small the warehouse is built at the size of the whole country."""

from __future__ import annotations
