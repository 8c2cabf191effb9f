"""The log and everything beside it, in SQLite or PostgreSQL."""
