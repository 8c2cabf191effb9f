"""The documents of the back room (L8)."""
