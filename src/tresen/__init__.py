"""Tresen: a self-hosted, end-to-end encrypted messenger between small businesses and their customers."""

__version__ = "0.1.0"
