"""Automatic answers: what a business publishes of them, and when they are due."""
