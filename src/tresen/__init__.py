"""Tresen: a self-hosted, end-to-end encrypted messenger between small businesses and their customers."""

__version__ = "1.0.0rc1"
