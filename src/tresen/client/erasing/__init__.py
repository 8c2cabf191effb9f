"""Erase commands: asking with one, verifying one, and what a tombstone must name (L7, L9, S17)."""
