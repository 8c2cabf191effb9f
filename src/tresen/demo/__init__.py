"""The demo bakery: its profile, its conversations, and how they are played into a server."""
