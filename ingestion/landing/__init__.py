"""Receives submissions: bytes kept write-once under their sha256, receipts, quarantine, manifests."""
