"""The way to the server: HTTP, the live connection, the keys file and the outbox in it (W2–W8, L4)."""
