"""What outlives the database: its rows as they go into a backup, and the list of what must never come back (L10, S11)."""
