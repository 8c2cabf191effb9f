"""The documents of the back room: one module for each kind, and the room that they are read from and written to (L8)."""
