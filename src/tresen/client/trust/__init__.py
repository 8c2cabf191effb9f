"""What this device believes: the business's public records, team keys, and the keys of each conversation (S4–S6)."""
