"""The log and everything beside it, in SQLite."""
