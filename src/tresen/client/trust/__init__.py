"""What this device believes: the business's public records, the team keys, and each conversation's keys (S4–S6)."""
