"""The demo bakery: who it is, what was said at its counter, and how it gets into a server."""
