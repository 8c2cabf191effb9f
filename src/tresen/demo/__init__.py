"""The demo bakery: its people, what was said at its counter, and how a server is filled with it."""
