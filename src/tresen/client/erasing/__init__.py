"""Erase commands: signing one, verifying one, and what a tombstone must name (L7, S17)."""
