"""Calls: who rings, what is passed on to whom, and what is kept of it (protocol/calls.md)."""
