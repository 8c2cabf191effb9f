"""The way to the server: HTTP, the live connection, and the keys file (W2–W8, L4)."""
