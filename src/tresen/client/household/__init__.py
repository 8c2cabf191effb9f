"""A customer's own devices: which there are, and how another one joins (S4, S13)."""
